"""What validation says of a wrong key → a problem in the planner's words."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from allocator.scenario.policy.declared import fields_of, section_in
from allocator.scenario.policy.values import DoNotFit, Section
from allocator.scenario.problems import Problems
from allocator.scenario.toml_text import toml_value
from allocator.text import _, language
from allocator.text.listing import listed

LONGEST_SHOWN = 80


def note_wrong_keys(
    model: type[Section], error: ValidationError, file: str, problems: Problems
) -> None:
    """Note every key of ``file`` that ``model`` refused."""
    for detail in _causes(error.errors()):
        path = [str(part) for part in detail["loc"] if part != "[key]"]
        found, expected, mend = _told(model, path, detail)
        problems.add(file, 0, _dotted(detail["loc"]), found=found, expected=expected, mend=mend)


def _dotted(place: Sequence[str | int]) -> str:
    """``lending.terms[2]``: places in a list count from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(part for part in parts if part != ".[key]").removeprefix(".")


def _causes(details: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that follow: a list is short of the entries refused in it."""
    for detail in details:
        place = detail["loc"]
        inside = any(
            other["loc"][: len(place)] == place and len(other["loc"]) > len(place)
            for other in details
        )
        if detail["type"] != "too_short" or not inside:
            yield detail


def _told(model: type[Section], path: list[str], detail: ErrorDetails) -> tuple[str, str, str]:
    """What was found, what was expected, and the mend."""
    if detail["type"] == "missing":
        return _("nothing"), _("a value"), _("Add the key.")
    if detail["type"] == "extra_forbidden":
        close = difflib.get_close_matches(path[-1], _siblings(model, path[:-1]), 1)
        mend = (
            _("Did you mean “{name}”?").format(name=close[0])
            if close
            else _("Remove the key; the keys are listed in {page}.").format(page=model.listed_in)
        )
        return _("an unknown key"), _("a key of the section"), mend
    if isinstance(error := detail.get("ctx", {}).get("error"), DoNotFit):
        return error.found, str(error), _("Correct the keys.")
    if detail["type"] == "value_error" and isinstance(detail.get("input"), Mapping):
        return _("keys that do not fit together"), _expected(detail), _("Correct one of them.")
    return _shown(detail.get("input")), _expected(detail), _("Correct the value.")


def _expected(detail: ErrorDetails) -> str:
    kind, bounds = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(bounds["error"])
    if kind == "literal_error" and language() == "zh":  # else joined with an English “or”
        return _("one of {expected}").format(
            expected=listed(re.findall("'([^']*)'", bounds["expected"]))
        )
    sentence = _sentences().get(kind)
    return _other() if sentence is None else sentence.format(**bounds)


def _other() -> str:
    """What is said of a kind of error that no key of today can bring."""
    return _("a value of another kind")


def _sentences() -> Mapping[str, str]:
    """Kind of error → what was expected; bounds in braces, as validation names them."""
    return {
        "literal_error": _("one of {expected}"),
        "less_than_equal": _("at most {le}"),
        "less_than": _("less than {lt}"),
        "greater_than_equal": _("at least {ge}"),
        "greater_than": _("more than {gt}"),
        "too_short": _("a list of at least {min_length}"),
        "too_long": _("a list of at most {max_length}"),
        "string_too_short": _("text that is not empty"),
        "string_too_long": _("text of at most {max_length} characters"),
        "string_type": _("text in quotes"),
        "int_type": _("a whole number"),
        "bool_type": _("true or false"),
        "date_type": _("a date without quotes, as 2021-01-01"),
        "tuple_type": _("a list in square brackets"),
        "dict_type": _("a section"),
        "model_type": _("a section"),
    }


def _shown(value: Any) -> str:
    try:
        text = toml_value(value)
    except TypeError:  # a date, say
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _siblings(model: type[Section], path: list[str]) -> list[str]:
    """Names of the keys of the section at ``path``; places in a list are passed over."""
    section = model
    for name in path:
        field = fields_of(section).get(name)
        section = (section_in(field.annotation) if field is not None else None) or section
    return list(fields_of(section))
