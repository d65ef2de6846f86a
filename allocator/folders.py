"""Files that appear in a folder together, or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(Exception):
    """The folder holds something else than what may be replaced."""


def refuse_taken(
    folder: Path, *, replaceable: Callable[[Path], bool], a_file: str, taken: str
) -> None:
    """Refuse a folder to which files of a kind may not be written.

    They may where there is nothing.

    Parameters
    ----------
    replaceable : function of a Path
        Whether they may where there is something: in a folder that is there and not empty.
    a_file, taken : str
        What is said where ``{folder}`` is a file, and where it holds something else.

    Raises
    ------
    FolderTaken
        It holds something else.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderTaken(a_file.format(folder=folder))
    if folder.is_dir() and any(folder.iterdir()) and not replaceable(folder):
        raise FolderTaken(taken.format(folder=folder))


@contextmanager
def appearing_together(folder: Path, *, last: str, outdated: Iterable[str] = ()) -> Iterator[Path]:
    """A folder to write to; what it holds, in folders of its own too, then moves to ``folder``.

    A new folder appears by one rename. In one that holds files already they are replaced one by
    one after all have been written; other files in it stay.

    Parameters
    ----------
    last : str
        Name of the file that moves last, by which others know that all are there.
    outdated : iterable of str
        Names of files that are removed from ``folder``, if they are not written anew.

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
    files = sorted(_files(work), key=lambda name: (name == last, name))
    former = work / "former"
    former.mkdir()
    for name in {*files, *outdated}:
        if (folder / name).exists():
            (former / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, former / name)
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).replace(folder / name)
        for name in set(outdated).difference(files):
            (folder / name).unlink(missing_ok=True)
    except OSError:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        for name in _files(former):
            (former / name).replace(folder / name)
        raise


def _files(folder: Path) -> list[str]:
    """Names of the files in a folder and its folders, as seen from it."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
