"""Why a file could not be opened, in the language in use."""

import errno

from allocator.text import _


def why_unreadable(error: OSError) -> str:
    """The cause, in words of our own: the system has its own language."""
    if isinstance(error, FileNotFoundError):
        return _("no such file")
    if isinstance(error, PermissionError):
        return _("a file that may not be read, or is kept by another program")
    if isinstance(error, IsADirectoryError):
        return _("a folder, or something else that is not a file")
    if error.errno == errno.ENAMETOOLONG:
        return _("a name that is too long")
    return _("a file that the system cannot read (error {number})").format(number=error.errno)
