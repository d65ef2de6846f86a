"""What the system says of a file → where, what was found and expected, and how to mend it."""

import errno
import re
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from allocator.scenario.problems import Problem, quoted
from allocator.text import _

WORKING = re.compile(r"\..*-[a-z0-9_]{8}")
"""Name of a folder that files are written in before they appear (``tempfile`` names it so)."""

PLACES = ("out", "place", "file", "folder")
"""Parameters of the commands that say where they write, the likeliest first."""

WRITERS = ("click.utils", "rich.console")
"""Modules that write what is said, in contrast to files."""


class Told(NamedTuple):
    """What is said of a failure, without its place."""

    found: str
    expected: str
    mend: str


def of_what_is_said(error: OSError) -> bool:
    """Whether the output of the program could not be written, rather than a file."""
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__") in WRITERS for frame, _line in frames)


def file_failure(error: OSError) -> str:
    """The failure as a sentence in the language in use, whatever that of the system is."""
    place, told = _place(error), found_out(error)
    return str(Problem(place, 0, "", found=told.found, expected=told.expected, mend=told.mend))


def found_out(error: OSError) -> Told:
    """What was found, what was expected, and how to mend it."""
    told = _TOLD.get(error.errno or 0)
    return _other(error) if told is None else told()


def refuse_unwritable(folder: Path) -> None:
    """Refuse a folder that files cannot be written to, before hours of work for them.

    They are written beside it before they appear in it, so a file is tried in both, or in the
    folder above that is there.

    Raises
    ------
    OSError
        No file can be made there.
    """
    for place in (folder, folder.parent):
        there = next(above for above in (place, *place.parents) if above.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "", str(there))
        with tempfile.TemporaryFile(dir=there, prefix=".new-"):
            pass


def _place(error: OSError) -> str:
    """What the user knows of where it happened.

    Of a move the target; a file in the way of a folder rather than what was to stand in it; the
    folder rather than what is written within it first. Where the system names nothing, as where a
    disk is full, it is the place that the command writes to.
    """
    if of_what_is_said(error):
        return _("standard output")
    named = error.filename2 or error.filename
    if not isinstance(named, str | bytes):
        return _place_of_command()
    path = Path(named.decode(errors="replace") if isinstance(named, bytes) else named)
    if error.errno == errno.ENAMETOOLONG:
        return quoted(max(path.parts, key=len))
    if error.errno == errno.ENOTDIR:
        path = next((above for above in (path, *path.parents) if above.is_file()), path)
    within = (each.parent for each in (path, *path.parents) if WORKING.fullmatch(each.name))
    return str(next(within, path))


def _place_of_command() -> str:
    context = click.get_current_context(silent=True)
    given = {} if context is None else context.params
    return next((str(given[name]) for name in PLACES if given.get(name)), _("a file"))


def _file_in_the_way() -> Told:
    return Told(
        _("a file"),
        _("a folder"),
        _("Choose another place, or rename the file that is there."),
    )


def _folder_in_the_way() -> Told:
    return Told(
        _("a folder"), _("a file"), _("Choose another name, or rename the folder that is there.")
    )


def _not_allowed() -> Told:
    return Told(
        _("that access is denied"),
        _("a place that you may read and write"),
        _(
            "Choose another place; or close the file where it is open in another program, or have "
            "its permissions changed."
        ),
    )


def _read_only() -> Told:
    return Told(
        _("a disk that can only be read"),
        _("one that can be written to"),
        _("Choose a place on another disk."),
    )


def _name_too_long() -> Told:
    return Told(
        _("a name that is too long for the disk"),
        _("one of at most 255 bytes, which is 85 Chinese characters"),
        _("Choose a shorter name."),
    )


def _disk_full() -> Told:
    return Told(
        _("a full disk (No space left on device)"),
        _("room for the files"),
        _("Make room, or choose a place on another disk."),
    )


def _not_there() -> Told:
    return Told(
        _("no such file or folder"),
        _("one that is there, or can be made"),
        _("Check the name, and that the folder it is in is there."),
    )


def _other(error: OSError) -> Told:
    named = errno.errorcode.get(error.errno or 0, "")
    return Told(
        _("an error of the system: {error}").format(
            error=" ".join(filter(None, (named, error.strerror or str(error))))
        ),
        _("a place that can be read and written"),
        _("Try again, or choose another place."),
    )


_TOLD: dict[int, Callable[[], Told]] = {
    errno.ENOTDIR: _file_in_the_way,
    errno.EEXIST: _file_in_the_way,  # where folders are made, all of those that lack
    errno.EISDIR: _folder_in_the_way,
    errno.EACCES: _not_allowed,
    errno.EPERM: _not_allowed,
    errno.EROFS: _read_only,
    errno.ENAMETOOLONG: _name_too_long,
    errno.ENOSPC: _disk_full,
    errno.EDQUOT: _disk_full,
    errno.ENOENT: _not_there,
}
"""By the number of the error: asked for when it is told, so in the language in use then."""
