"""What a command has written and where, for JSON."""

from pathlib import Path
from typing import Any


def show_written(place: Path, **made_of: Any) -> None:
    """The file or folder, every file in it, and what they were made of, as JSON to stdout."""
    from allocator.cli.show import show_json

    files = sorted(path for path in place.rglob("*") if path.is_file())
    if place.is_file():
        files = [place]
    show_json(made_of | {"written_to": str(place), "files": [str(path) for path in files]})
