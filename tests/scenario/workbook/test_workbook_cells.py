"""Cells as spreadsheet programs hold them → what a planner would type."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from allocator.scenario.raw_table import DamagedCell
from allocator.scenario.workbook.addresses import address, letters, number
from allocator.scenario.workbook.cells import month_of, name_of, number_text, text_of
from tests.scenario.workbook.books import Book


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2026.0, "2026"),
        (-3.0, "-3"),
        (0.0, "0"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (86.50000000000001, "86.5"),  # 15 digits, as Excel shows it
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (date(1968, 5, 1), "1968-05-01"),
        (datetime(1968, 5, 1, 8, 30), "1968-05-01"),
        (" a ", " a "),
    ],
)
def test_text(cell: Any, text: str) -> None:
    assert text_of(cell) == text
    assert not isinstance(text_of(cell), DamagedCell)


def test_numbers_that_are_none_stay_visible() -> None:
    assert (number_text(float("inf")), number_text(float("nan"))) == ("inf", "nan")


@pytest.mark.parametrize("cell", [time(8, 30), timedelta(hours=30)])
def test_times_are_no_values(cell: Any) -> None:
    assert isinstance(text_of(cell), DamagedCell)


@pytest.mark.parametrize("cell", [date(2026, 3, 1), 1e15, 110101196805010011.0])
def test_what_excel_makes_of_ids(cell: Any) -> None:
    """“3-1” becomes a date, an id of 18 digits a number of 15."""
    assert isinstance(name_of(cell), DamagedCell)
    assert name_of(999999999999999.0) == "999999999999999"


def test_damaged_cells_differ_from_text_that_looks_alike() -> None:
    one = DamagedCell("#N/A", "a value", "Mend it.")
    assert one != "#N/A"
    assert one == DamagedCell("#N/A", "a value", "Mend it.")
    assert len({one, "#N/A", DamagedCell("#N/A", "other", "Mend it.")}) == 3


def test_addresses() -> None:
    # Z is the 26th letter, ZZ the 26·27th column, XFD the last of 16,384.
    assert [letters(n) for n in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(number(letters(n)) == n for n in range(0, 16_384, 7))
    assert address("用编申请", 17, 3) == "用编申请!D17"
    assert address(" it's ", 3) == "' it''s '!3:3"


def test_cells_of_a_roster(book: Book) -> None:
    """Dates for months, numbers for ids, numbers as text, full-width digits, stray spaces."""
    book.sheets["staff"][1:] = [
        [101.0, "U2\u3000", "\u00a0public", datetime(1967, 5, 20), "men60", None, False],
        ["１０２", " U2", "public", "１９８５年１１月", "女５５", "U1", "是"],
    ]
    book.sheets["staff"][2][4] = "women55"
    book.put("posts", "C2", " ３０ ").put("posts", "D2", "29.0")
    staff = book.read().tables["staff"]
    assert staff["person_id"].tolist() == ["101", "102"]
    assert staff["birth"].tolist() == [1967 * 12 + 4, 1985 * 12 + 10]
    assert staff["can_extend"].tolist() == [False, True]
    assert book.read().tables["posts"]["approved"].tolist() == [30, 20]


def test_days_counted_from_1904(book: Book) -> None:
    """As Excel for the Mac once did: 0 is the first of January 1904, 60 the first of March."""
    book.change(lambda book: setattr(book, "epoch", CALENDAR_MAC_1904))
    book.put("staff", "D2", datetime(1967, 5, 20))
    assert book.read().tables["staff"]["birth"].tolist()[0] == 1967 * 12 + 4


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "found", "expected"),
    [
        ("staff", "D2", time(8, 30), "“08:30:00”", "rather than a time of day"),
        ("requests", "A2", date(2026, 3, 1), "“2026-03-01”", "text rather than a date"),
        ("requests", "F2", date(2026, 1, 1), "“2026-01-01”", "a year between"),
        ("staff", "A2", 110101196805010011, "“110101196805010000”", "Excel keeps 15 digits"),
        ("requests", "D2", True, "“TRUE”", "a whole number"),
        ("requests", "D2", 2.5, "“2.5”", "a whole number"),
        ("posts", "A2", "U\n1", "“U\\n1”", "on one line"),
    ],
)
def test_cells_that_are_refused(
    book: Book, sheet: str, cell: str, value: Any, found: str, expected: str
) -> None:
    problem = next(p for p in book.put(sheet, cell, value).problems() if expected in p.expected)
    assert (problem.cell, problem.found) == (f"{sheet}!{cell}", found)


@pytest.mark.parametrize("cell", [1968.1, 24959.0])
def test_numbers_that_are_no_certain_month(cell: float) -> None:
    """1968.10 becomes 1968.1, which January is too; 24959 is how Excel counts 1 May 1968."""
    assert isinstance(month_of(cell), DamagedCell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1968.11, "1968.11"), (1968.01, "1968.01"), (1968.5, "1968.5"), ("1968.1", "1968.1")],
)
def test_numbers_and_texts_that_are_one_month(cell: Any, text: str) -> None:
    assert month_of(cell) == text


def test_a_number_of_a_month_is_told_by_its_cell(book: Book) -> None:
    book.sheets["staff"] = [
        ["person_id", "unit_id", "quota_type", "birth", "retirement_class"],
        ["P1", "U1", "public", 1968.1, "men60"],
    ]
    assert "staff!D2" in {problem.cell for problem in book.problems()}
