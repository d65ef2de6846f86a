"""Values as text, by kind and language."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from allocator.report.values import NOTHING, day, moment, shown
from allocator.text import in_language


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234567, "count", "1,234,567"),
        (-12, "count", "-12"),
        (2026, "year", "2026"),
        (2026, "id", "2026"),
        (1234.5, "number", "1,234.50"),
        (Decimal("0.005"), "number", "0.01"),  # half away from zero, as spreadsheets show it
        (2.675, "number", "2.68"),  # though the float is a little less
        (-0.125, "number", "-0.13"),
        (-0.001, "number", "0.00"),
        (1e300, "number", "1e+300"),
        (Fraction(1, 3), "number", "0.33"),
        (Fraction(7, 8), "share", "87.5%"),
        (1, "share", "100.0%"),
        ("=1+1", "text", "=1+1"),
        ("", "text", ""),
        (None, "count", NOTHING),
        (float("nan"), "number", NOTHING),
        (float("inf"), "share", NOTHING),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_by_kind(value: object, kind: str, text: str, language: str) -> None:
    with in_language(language):
        assert shown(value, kind) == text  # type: ignore[arg-type]


def test_decimals_may_be_asked_for() -> None:
    assert shown(0.12345, "number", decimals=4) == "0.1235"
    assert shown(0.5, "share", decimals=0) == "50%"
    assert shown(7.0, "number", decimals=0) == "7"


@pytest.mark.parametrize(("language", "yes", "no"), [("en", "yes", "no"), ("zh", "是", "否")])
def test_flags(language: str, yes: str, no: str) -> None:
    with in_language(language):
        assert (shown(True, "flag"), shown(False, "flag")) == (yes, no)


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "2026年11月26日"), ("en", "November 26, 2026")]
)
def test_days(language: str, text: str) -> None:
    with in_language(language):
        assert day(date(2026, 11, 26)) == text
        assert moment(datetime(2026, 11, 26, 7, 5)) == f"{text} 07:05"
