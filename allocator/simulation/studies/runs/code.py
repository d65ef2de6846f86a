"""Which code makes the numbers: what a stored run is only good for."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from allocator import __version__
from allocator.simulation.provenance import LIBRARIES

PACKAGE = Path(__file__).parents[3]

PARTS = ("scenario", "stock", "evaluation", "allocation", "simulation")
"""Folders of the package that have a part in the numbers of a run."""

STUDIES = "simulation/studies/"
"""Compares the runs, but does not make them, except for:"""

PLAYING = ("simulation/studies/runs/cell.py", "simulation/studies/runs/measured.py")


@cache
def code_digest() -> str:
    """16 hexadecimal digits of the sources and library versions that the numbers come from.

    The version of the software is not enough: whoever changes a rule must not be given runs from
    before the change.
    """
    digest = hashlib.sha256(__version__.encode())
    for name in (*LIBRARIES, "scipy"):
        digest.update(f"{name} {version(name)}\n".encode())
    for name, path in _sources():
        digest.update(f"{name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[tuple[str, Path]]:
    """Name and file of every part, in order."""
    paths = (path for part in PARTS for path in (PACKAGE / part).rglob("*.py"))
    for name, path in sorted((path.relative_to(PACKAGE).as_posix(), path) for path in paths):
        if name in PLAYING or not name.startswith(STUDIES):
            yield name, path
