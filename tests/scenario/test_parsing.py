"""One cell's text becomes its value or a complaint, never anything else."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.scenario.columns import Column
from allocator.scenario.parsing import BadCell, clean, month_text, parse_cell
from allocator.scenario.tables import TABLES

COLUMNS = [column for table in TABLES.values() for column in table.columns]
# Drawn together, pieces come close to what the patterns look for.
PIECES = st.sampled_from(
    [*"0129+-.eE/年月日*", "１", "٣", "²", "①", "Ⅷ", "true", "是", " ", "\u3000"]
)
TEXTS = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=9).map("".join))


def column(kind: str, **more: object) -> Column:
    return Column("c", "列", kind, "", "", **more)  # type: ignore[arg-type]


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.sampled_from(COLUMNS), TEXTS.map(clean).filter(bool))
def test_any_text_gives_a_value_of_its_kind_or_a_complaint(column: Column, text: str) -> None:
    try:
        value = parse_cell(column, text)
    except BadCell as complaint:
        said = (complaint.expected, complaint.mend)
        assert all(said)
        return
    kinds = {"integer": int, "year": int, "month": int, "boolean": bool, "decimal": Decimal}
    assert type(value) is kinds.get(column.kind, str)
    if column.kind == "choice":
        assert value in column.choices
    if column.kind in ("integer", "decimal"):
        assert abs(value) <= 10**9
        assert column.least is None or value >= column.least


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        *(("1968-05", 12 * 1968 + 4), ("1968-5", 12 * 1968 + 4), ("1968/12", 12 * 1968 + 11)),
        *(("1968.01", 12 * 1968), ("1968年5月", 12 * 1968 + 4), ("1968-05-31", 12 * 1968 + 4)),
        *(("1968年5月31日", 12 * 1968 + 4), ("1900-01", 12 * 1900), ("2200-12", 12 * 2200 + 11)),
    ],
)
def test_months(text: str, months: int) -> None:
    assert parse_cell(column("month"), text) == months
    assert parse_cell(column("month"), month_text(months)) == months


@pytest.mark.parametrize(
    "text", ["1968", "1968-00", "1968-13", "68-05", "1899-12", "2201-01", "05-1968", "1968--05"]
)
def test_what_is_not_a_month(text: str) -> None:
    with pytest.raises(BadCell, match="YYYY-MM"):
        parse_cell(column("month"), text)


def test_october_may_have_become_january() -> None:
    """Excel saves what was typed as 1968.10 as 1968.1."""
    with pytest.raises(BadCell, match="October looks like January"):
        parse_cell(column("month"), "1968.1")
    assert parse_cell(column("month"), "1968.2") == 12 * 1968 + 1  # there is no month 20


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), ("5.0", 5), ("5.", 5), ("+5", 5), ("-0", 0), ("007", 7)]
)
def test_whole_numbers(text: str, value: int) -> None:
    assert parse_cell(column("integer"), text) == value


@pytest.mark.parametrize("text", ["5.5", "1,000", "5e0", "五", "0x5", "--5", "5 5", "1_0", "½"])
def test_what_is_not_a_whole_number(text: str) -> None:
    with pytest.raises(BadCell, match="whole number"):
        parse_cell(column("integer"), text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("86.5", "86.5"), (".5", "0.5"), ("-3", "-3"), ("1e2", "100"), ("7.17", "7.17")],
)
def test_numbers_are_exact(text: str, value: str) -> None:
    assert parse_cell(column("decimal"), text) == Decimal(value)


@pytest.mark.parametrize("text", ["nan", "inf", "1e10", "-1e10", "1e999", "1.2.3", "1/2", "٫5"])
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(BadCell):
        parse_cell(column("decimal"), text)


def test_headers_of_a_table_are_all_different() -> None:
    for table in TABLES.values():
        headers = [name for c in table.columns for name in (c.name, c.header_zh)]
        assert len(set(headers)) == len(headers)
