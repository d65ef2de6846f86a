"""What people call the codes of quota types, purposes and sectors, as far as they are known.

A cell or key may hold the name, in either language, in place of the code.
"""

from collections.abc import Mapping
from functools import cache

from allocator.text import LANGUAGES, _, in_language, language


def quota_type_name(code: str) -> str:
    """A quota type in the language in use; the code itself where the software knows no name."""
    return _quota_types().get(code, code)


def _quota_types() -> Mapping[str, str]:
    return {
        "administrative": _("administrative"),
        "public_institution": _("public institution"),
        "civil_service_managed": _("civil-service-managed"),
    }


def purpose_name(code: str) -> str:
    """A purpose in the language in use; the code itself where the software knows no name."""
    return _purposes().get(code, code)


def _purposes() -> Mapping[str, str]:
    return {
        "key_project": _("key project"),
        "livelihood": _("people's livelihood"),
        "reform": _("reform"),
        "talent": _("talent"),
        "grassroots": _("grass roots"),
        "routine": _("routine"),
        "scarce_skills": _("scarce skills"),
        "system_adjustment": _("adjustment within a system"),
        "national_strategy": _("national strategy"),
        "park": _("industrial park"),
        "staged_task": _("staged task"),
        "ecology_emergency": _("ecology and emergencies"),
        "health_education": _("health and education"),
    }


def sector_name(code: str) -> str:
    """A sector in the language in use; the code itself where the software knows no name."""
    return _sectors().get(code, code)


def _sectors() -> Mapping[str, str]:
    return {
        "education": _("education"),
        "health": _("health"),
        "science": _("science"),
        "township": _("township"),
        "agriculture": _("agriculture"),
        "culture": _("culture"),
    }


_NAMINGS = {"purpose": _purposes, "quota_type": _quota_types, "sector": _sectors}
"""By the columns that hold such codes."""

_ENDINGS = {"quota_type": ("编制", "编")}
"""What people add to the Chinese names: 事业编制."""


def named_codes(column: str) -> tuple[str, ...]:
    """The codes of a column, as ``purpose``, that have a name."""
    return tuple(_NAMINGS[column]()) if column in _NAMINGS else ()


def code_of(column: str, text: str) -> str:
    """The code that ``text`` is, or names in either language; ``text`` itself where it is free."""
    return _codes_by_name(column).get(text.lower(), text) if column in _NAMINGS else text


@cache
def _codes_by_name(column: str) -> Mapping[str, str]:
    codes = {code: code for code in _NAMINGS[column]()}
    for spoken in LANGUAGES:
        with in_language(spoken):
            named = {name.lower(): code for code, name in _NAMINGS[column]().items()}
        endings = ("", *_ENDINGS.get(column, ())) if spoken == "zh" else ("",)
        codes |= {name + ending: code for name, code in named.items() for ending in endings}
    return codes


def names_of(column: str, code: str) -> tuple[str, ...]:
    """What a code may be written as: itself, and its names in both languages."""
    named = _codes_by_name(column) if column in _NAMINGS else {}
    return (code, *(name for name, meant in named.items() if meant == code))


def code_in_use(column: str, code: str) -> str:
    """A code as those who speak the language in use write it: in Chinese by its name.

    In English it stays as it is: such codes are English words, and shorter than their names.
    """
    return _NAMINGS[column]().get(code, code) if _by_name(column) else code


def _by_name(column: str) -> bool:
    return column in _NAMINGS and language() == "zh"


def code_with_name(column: str, code: str) -> str:
    """A code as a cell of ``column`` holds it, and its name where that says more."""
    name = _NAMINGS[column]().get(code, code) if column in _NAMINGS else code
    if name.replace(" ", "_") == code:
        return code
    return _("{code} ({name})").format(code=code, name=name)
