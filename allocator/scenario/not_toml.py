"""What is wrong with text that is not TOML, in the planner's words."""

import re

from allocator.scenario.problems import Problems, quoted
from allocator.text import _


def note_not_toml(file: str, text: str, said: str, problems: Problems) -> None:
    """Note where ``text`` of ``file`` is not TOML.

    Parameters
    ----------
    said : str
        What Python's reader says, in English, with the line.
    """
    place = re.search(r"line (\d+)", said)
    line = int(place[1]) if place else 0
    written = text.split("\n")[line - 1].strip() if line else ""
    problems.add(
        file,
        line,
        "",
        found=_("{fault}: {line}").format(fault=_fault(said), line=quoted(written))
        if written
        else _fault(said),
        expected=_("TOML: key = value, each key once"),
        mend=_("Correct the line."),
    )


def _fault(said: str) -> str:
    for pattern, fault in _faults():
        if re.search(pattern, said):
            return fault
    return _("text that is not TOML")


def _faults() -> tuple[tuple[str, str], ...]:
    """Words of Python's reader, each with what they mean; the first that fits counts."""
    return (
        ("after a key", _("a key without an equals sign and a value")),
        ("after a statement", _("something more after the value")),
        ("overwrite|twice|mutate|redefine|Duplicate", _("a key or section a second time")),
        ("Unterminated|Unclosed|Expected", _("a bracket or quote that is not closed")),
        ("Invalid value|Invalid date", _("a value that is no number, date, list or quoted text")),
        ("haracter|Unescaped|hex", _("a character that may not stand there")),
    )
