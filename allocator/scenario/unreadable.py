"""Why a file could not be opened, in the language in use."""

from allocator.text import _


def why_unreadable(error: OSError) -> str:
    """What the system said; the usual causes in words of our own."""
    if isinstance(error, FileNotFoundError):
        return _("no such file")
    if isinstance(error, PermissionError):
        return _("a file that may not be read, or is kept by another program")
    if isinstance(error, IsADirectoryError):
        return _("a folder, or something else that is not a file")
    return error.strerror or str(error)
