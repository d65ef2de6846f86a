"""Codes as people read them who may have to type them too."""

from allocator.text import _, language


def named_code(name: str, code: str) -> str:
    """What people call a code, and the code.

    In English the code alone: such codes are English words, and shorter than their names.
    """
    if name == code or language() == "en":
        return code
    return _("{title} ({name})").format(title=name, name=code)
