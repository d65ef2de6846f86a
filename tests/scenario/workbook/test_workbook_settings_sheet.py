"""The sheet of keys and values, as ``scenario.toml`` would say them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import DamagedCell
from allocator.scenario.workbook.settings_sheet import settings_in


def keys(*rows: list[Any]) -> dict[str, Any]:
    problems = Problems()
    found, _places = settings_in("scenario", list(rows), problems)
    assert not problems.problems
    return found


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("base_year", 2026.0, 2026),
        ("base_year", " ２０２６ ", 2026),
        ("base_year", "2026年", 2026),  # as a year may be written in every table
        ("base_year", " ２０２６ 年", 2026),
        ("horizon", "6年", "6年"),  # so many years are none of the calendar
        ("name", "2026年", "2026年"),
        ("name", 2026.0, "2026"),
        ("name", True, "TRUE"),
        ("name", "[1, 2]", "[1, 2]"),
        ("source", date(2026, 1, 1), "2026-01-01"),
        ("policy", "s-county ", "s-county"),
        ("simulation.purposes", "[1, 2]", [1, 2]),
        ("simulation.share", 0.1, Decimal("0.1")),
        ("simulation.apply", "是", True),
        ("simulation.apply", "False", False),
        ("simulation.day", date(2026, 1, 1), date(2026, 1, 1)),
        ("simulation.table", "{ a = 0.5 }", {"a": Decimal("0.5")}),
        ("simulation.word", "plain words", "plain words"),
    ],
)
def test_values(key: str, cell: Any, value: Any) -> None:
    found: Any = keys(["key", "value"], [key, cell])
    for name in key.split("."):
        found = found[name]
    assert (found, type(found)) == (value, type(value))


def test_text_of_the_policy_stays_text() -> None:
    """``retirement.law`` is one of two words, ``source`` any text."""
    found = keys(["overrides.source", 7.0], ["overrides.retirement.law", "before_2025"])
    assert found["overrides"] == {"source": "7", "retirement.law": "before_2025"}


@pytest.mark.parametrize(
    "key",
    [
        'overrides."lending.confidence"',
        "overrides.lending.confidence",
        "overrides . lending.confidence",
    ],
)
def test_keys_of_the_policy(key: str) -> None:
    assert keys([key, 0.5]) == {"overrides": {"lending.confidence": Decimal("0.5")}}


def test_keys_of_the_policy_at_once() -> None:
    assert keys(["overrides", "{ lending = { confidence = 0.5 } }"], ["overrides.name", "x"]) == {
        "overrides": {"lending.confidence": Decimal("0.5"), "name": "x"}
    }


def test_chinese_names_of_keys() -> None:
    assert keys(["情景名称", "甲县"], ["title.zh", "甲"]) == {"name": "甲县", "title": {"zh": "甲"}}


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["key", "value", "meaning"]],
        [["县", "", ""], ["", "", ""], ["键", "值", "说明"]],
        [[" Key ", "VALUE", ""]],
    ],
)
def test_rows_above(above: list[list[Any]]) -> None:
    assert keys(*above, ["name", "x", 5.0], ["horizon", "", "not set"]) == {"name": "x"}


def test_columns_elsewhere() -> None:
    assert keys(["", "Meaning", "Value", "Key"], ["", "m", "x", "name"]) == {"name": "x"}
    assert keys(["", "name", "x"], ["", "horizon", 6.0]) == {"name": "x", "horizon": 6}


@pytest.mark.parametrize(
    ("rows", "place", "found"),
    [
        ([["name", "x"], ["name", "y"]], "scenario!B2", "the key a second time"),
        (
            [["overrides.lending.terms", "[1]"], ['overrides."lending.terms"', "[2]"]],
            "scenario!B2",
            "the key a second time",
        ),
        ([["name", "x"], ["", "y"]], "scenario!B2", "the value “y” without a key"),
        ([["name", DamagedCell("#N/A", "a value", "Mend it.")]], "scenario!B1", "“#N/A”"),
        ([["title", "x"], ["title.zh", "y"]], "scenario!B2", "below something that is not"),
    ],
)
def test_what_is_refused(rows: list[list[Any]], place: str, found: str) -> None:
    problems = Problems()
    _keys, places = settings_in("scenario", rows, problems)
    (problem,) = problems.problems
    assert found in problem.found
    assert places.cell(problem.row, problem.column) == place
