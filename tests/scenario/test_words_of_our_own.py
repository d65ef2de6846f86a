"""What libraries and the system say in English is told in words that can be translated."""

import errno
import os
from typing import Any

import pytest

from allocator.scenario.unreadable import why_unreadable

NOT_TOML = {
    "name = 1\nname = 2\n": (2, "a key or section a second time: “name = 2”"),
    "[a]\n[a]": (2, "a key or section a second time: “[a]”"),
    "name\n": (1, "a key without an equals sign and a value: “name”"),
    "[a\nx = 1": (1, "a bracket or quote that is not closed: “[a”"),
    "x = 1 2": (1, "something more after the value: “x = 1 2”"),
    "x = 2026年": (1, "something more after the value: “x = 2026年”"),
    "x = yes": (1, "a value that is no number, date, list or quoted text: “x = yes”"),
    'x = "\\q"': (1, 'a character that may not stand there: “x = "\\q"”'),
    "x = [1": (0, "a bracket or quote that is not closed"),  # the end of the text has no line
    f"x = {'9' * 5000}": (0, "text that is not TOML"),
}


@pytest.mark.parametrize("text", NOT_TOML, ids=range(len(NOT_TOML)))
def test_text_that_is_not_toml_is_told_with_its_line(small: Any, text: str) -> None:
    small.text("scenario.toml", text)
    problem = next(each for each in small.problems() if each.file == "scenario.toml")
    assert (problem.row, problem.found) == NOT_TOML[text]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('"a"b,1', "text after a closing quote"),
        ('"a', "unexpected end of data"),
        ("a" * 131_073, "a cell of more than 131072 characters"),  # the limit of the reader
    ],
)
def test_a_line_that_is_not_csv_is_told_why(small: Any, line: str, why: str) -> None:
    small.text("leavers.csv", f"unit_id,quota_type,year,posts\n{line}\n")
    assert why in {each.found.partition("(")[2].rstrip(")") for each in small.problems()}


@pytest.mark.parametrize("number", [errno.EIO, errno.ENAMETOOLONG, errno.ELOOP])
def test_what_the_system_says_is_not_repeated(number: int) -> None:
    told = why_unreadable(OSError(number, os.strerror(number), "posts.csv"))
    assert os.strerror(number).lower() not in told.lower()
    assert told
