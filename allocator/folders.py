"""Files that appear in a folder together, or not at all."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(Exception):
    """The folder holds something else than what may be replaced."""


@contextmanager
def appearing_together(folder: Path, *, last: str, outdated: Iterable[str] = ()) -> Iterator[Path]:
    """A folder to write to; what it holds then moves to ``folder``.

    A new folder appears by one rename. In one that holds files already they are replaced one by
    one after all have been written; other files in it stay.

    Parameters
    ----------
    last : str
        Name of the file that moves last, by which others know that all are there.
    outdated : iterable of str
        Names of files that are removed from ``folder``.

    Raises
    ------
    OSError
        A file cannot be moved; all are as before.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        work.chmod(0o755)
        yield work
        if folder.is_dir() and any(folder.iterdir()):
            _replace_files(work, folder, last, tuple(outdated))
        else:
            work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _replace_files(work: Path, folder: Path, last: str, outdated: tuple[str, ...]) -> None:
    """Move the files of ``work`` into ``folder``; where one fails, all are as before."""
    files = sorted(work.iterdir(), key=lambda path: path.name == last)
    former = work / "former"
    former.mkdir()
    for name in (*(path.name for path in files), *outdated):
        if (folder / name).exists():
            shutil.copy2(folder / name, former)
    try:
        for path in files:
            path.replace(folder / path.name)
        for name in outdated:
            (folder / name).unlink(missing_ok=True)
    except OSError:
        for path in files:
            (folder / path.name).unlink(missing_ok=True)
        for path in former.iterdir():
            path.replace(folder / path.name)
        raise
