"""The studies that come with a scenario: files in a folder within its own."""

from pathlib import Path

STUDIES = "studies"
"""Folder, in a scenario's folder, of its studies."""


def studies_in(folder: Path) -> dict[str, Path]:
    """Studies of the scenario in a folder: name → file, by name."""
    return {path.stem: path for path in sorted((folder / STUDIES).glob("*.toml"))}
