"""What people call the codes of quota types, purposes and sectors, as far as they are known."""

from allocator.text import _


def quota_type_name(code: str) -> str:
    """A quota type in the language in use; the code itself where the software knows no name."""
    names = {
        "administrative": _("administrative"),
        "public_institution": _("public institution"),
        "civil_service_managed": _("civil-service-managed"),
    }
    return names.get(code, code)


def purpose_name(code: str) -> str:
    """A purpose in the language in use; the code itself where the software knows no name."""
    names = {
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
    return names.get(code, code)


def sector_name(code: str) -> str:
    """A sector in the language in use; the code itself where the software knows no name."""
    names = {
        "education": _("education"),
        "health": _("health"),
        "science": _("science"),
        "township": _("township"),
    }
    return names.get(code, code)


def code_with_name(column: str, code: str) -> str:
    """A code as a cell of ``column`` holds it, and its name where that says more."""
    namings = {
        "purpose": purpose_name,
        "quota_type": quota_type_name,
        "sector": sector_name,
    }
    name = namings[column](code) if column in namings else code
    if name.replace(" ", "_") == code:
        return code
    return _("{code} ({name})").format(code=code, name=name)
