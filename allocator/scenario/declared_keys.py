"""Keys of ``scenario.toml``, those of the policy below ``overrides`` included, as declared."""

from collections.abc import Sequence
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from allocator.scenario.policy import Policy, Section
from allocator.scenario.policy.declared import fields_of, meaning_of, section_in
from allocator.scenario.settings import Settings

OVERRIDES = "overrides"

FIRST_YEAR = 1900
"""The first year of the calendar that anything is read for; numbers of years stay far below."""


def holds_text(path: Sequence[str]) -> bool:
    """Whether the key at ``path`` holds text alone, so that 2026 is text there too."""
    field = _declared(path)
    return field is not None and _is_text(field.annotation)


def is_required(path: Sequence[str]) -> bool:
    """Whether the key must be there."""
    field = _declared(path)
    return field is not None and field.is_required()


def whole_number_bounds(path: Sequence[str]) -> tuple[int, int] | None:
    """Least and most of a key that takes whole numbers; ``None`` for any other."""
    field = _declared(path)
    if field is None or field.annotation is not int:
        return None
    least = [limit.ge for limit in field.metadata if hasattr(limit, "ge")]
    most = [limit.le for limit in field.metadata if hasattr(limit, "le")]
    return (int(least[0]), int(most[0])) if least and most else None


def holds_year(path: Sequence[str]) -> bool:
    """Whether the key at ``path`` takes a year of the calendar, as ``base_year`` does."""
    bounds = whole_number_bounds(path)
    return bounds is not None and bounds[0] >= FIRST_YEAR


def key_meaning(path: Sequence[str]) -> str:
    """The meaning of the key, or of the innermost declared one it is within; empty for none.

    It is in the language in use.
    """
    fields = _on_the_way(path)
    return meaning_of(fields[-1]) if fields else ""


def _declared(path: Sequence[str]) -> FieldInfo | None:
    fields = _on_the_way(path)
    return fields[-1] if fields and len(fields) == len(_below(path)) else None


def _on_the_way(path: Sequence[str]) -> list[FieldInfo]:
    """The declared keys from the outermost to that at ``path``, as far as they are declared."""
    section: type[Section] | None = Policy if path[0] == OVERRIDES else Settings
    found: list[FieldInfo] = []
    for name in _below(path):
        field = None if section is None else fields_of(section).get(name)
        if field is None:
            break
        found.append(field)
        section = section_in(field.annotation)
    return found


def _below(path: Sequence[str]) -> Sequence[str]:
    """The names within the policy, or within the settings."""
    return path[1:] if path[0] == OVERRIDES else path


def _is_text(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        kinds = [part for part in get_args(annotation) if part is not type(None)]
        return all(map(_is_text, kinds))
    choices = get_args(annotation) if get_origin(annotation) is Literal else ()
    return annotation is str or (bool(choices) and all(isinstance(one, str) for one in choices))
