"""One judgement as people write it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.scenario.judgement import judgement_text, parse_judgement


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", Fraction(3)),
        (" 1/3 ", Fraction(1, 3)),
        ("1 / 3", Fraction(1, 3)),
        ("１／３", Fraction(1, 3)),
        ("\u3000２．５", Fraction(5, 2)),
        ("1/2.35", Fraction(100, 235)),
        ("0.333", Fraction(333, 1000)),
        ("3.", Fraction(3)),
        ("1/1000", Fraction(1, 1000)),
        (7, Fraction(7)),
        (0.1, Fraction(1, 10)),
        (Decimal("0.25"), Fraction(1, 4)),
        (Fraction(1, 7), Fraction(1, 7)),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_read(written: object, value: Fraction | None) -> None:
    assert parse_judgement(written) == value


@pytest.mark.parametrize(
    "written",
    ["0", "-3", "1/0", "1/0.", "three", "1月3日", "3-Jan", "1/2/3", "1,5", "nan", "1e3", 0, -1.0,
     float("nan"), float("inf"), Decimal("-Infinity"), Decimal("-1e999999"), True, [3], "/3", "²"],
)  # fmt: skip
def test_not_a_judgement(written: object) -> None:
    with pytest.raises(ValueError, match="a positive number, a fraction such as 1/3, or nothing"):
        parse_judgement(written)


@pytest.mark.parametrize(
    "written", ["1001", "1/1001", "0.0001", 1e300, 1e-300, Decimal("1e999999999"), 10**400]
)
def test_out_of_bounds(written: object) -> None:
    with pytest.raises(ValueError, match="a judgement from 1/1000 to 1000"):
        parse_judgement(written)


@pytest.mark.parametrize(
    ("value", "text"),
    [("7", "7"), ("2.35", "2.35"), ("1/3", "1/3"), ("100/235", "1/2.35"), ("1000", "1000")],
)
def test_written(value: str, text: str) -> None:
    assert judgement_text(Fraction(value)) == text


@given(st.integers(100, 100_000), st.booleans())
def test_two_decimals_are_read_as_they_are_written(hundredths: int, below: bool) -> None:
    value = Fraction(hundredths, 100)
    value = 1 / value if below else value
    assert parse_judgement(judgement_text(value)) == value
