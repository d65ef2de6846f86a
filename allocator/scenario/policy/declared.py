"""What is declared of the keys of a section: their names, their meanings, the sections in them."""

from typing import Any, get_args

from pydantic.fields import FieldInfo

from allocator.scenario.policy.values import Section
from allocator.text import language


def fields_of(section: type[Section]) -> dict[str, FieldInfo]:
    """The keys of a section by the names that files have for them."""
    return {field.alias or name: field for name, field in section.model_fields.items()}


def section_in(annotation: Any) -> type[Section] | None:
    """The section that a key holds, by itself, in a list or where it is not left out."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    inner = (section_in(part) for part in get_args(annotation))
    return next((part for part in inner if part is not None), None)


def chinese_of(field: FieldInfo) -> str:
    """The meaning of a key in Chinese, which is also its name there; empty for none."""
    extra = field.json_schema_extra
    return str(extra["zh"]) if isinstance(extra, dict) else ""


def meaning_of(field: FieldInfo) -> str:
    """The meaning of a key in the language in use."""
    return chinese_of(field) if language() == "zh" else str(field.description or "")
