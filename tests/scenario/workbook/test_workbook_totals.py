"""A row of totals without a name is one problem, which says so; rows of data are none."""

from typing import Any

import pytest

from tests.scenario.workbook.books import Book

TOTALS: dict[str, tuple[str, list[Any], str]] = {
    "sums alone": ("posts", [None, None, 50, 31], "“50”, “31”"),
    "sums as text": ("posts", [None, None, "50", "1,031"], "“50”, “1,031”"),
    "a label behind the sums": ("posts", [None, None, 50, "合计"], "“50”, “合计”"),
    "sums that nothing has calculated": ("posts", [None, None, "=SUM(C2:C3)"], "“=SUM(C2:C3)”"),
    "a sum where a ceiling's type is missing": ("ceilings", [None, None, 60, 50], "“60”, “50”"),
    "many of them": ("requests", [*[None] * 3, 4, None, 4053, 2, 5], "“4”, “4053”, “2”"),
}


@pytest.mark.parametrize("name", TOTALS)
def test_a_row_of_totals_is_one_problem(book: Book, name: str) -> None:
    table, cells, shown = TOTALS[name]
    book.sheets[table].append(cells)
    problem, row = book.problem(), len(book.sheets[table])
    assert (problem.place(), problem.cell) == (f"{table}, row {row}", f"{table}!{row}:{row}")
    assert f"looks like a row of totals ({shown})" in problem.found
    assert problem.mend.startswith("Delete the row, or move the totals to a sheet of another name")


@pytest.mark.parametrize("label", ["汇总", "全县合计", "合计数", "总数"])
def test_more_words_for_totals(book: Book, label: str) -> None:
    """Excel in Chinese begins its own row of totals with the first of them."""
    book.sheets["posts"].append([label, None, 50, 31])
    assert book.problem().found == f"“{label}”"


def test_columns_are_named_as_the_sheet_calls_them(book_zh: Book) -> None:
    book_zh.sheets["编制"].append([None, None, 50, 31])
    assert book_zh.problem().mend.endswith("fill in “单位编码”, “编制类型”.")


def test_a_row_that_lacks_its_id_alone_is_data(book: Book) -> None:
    """What else stands in it tells that it is none of totals."""
    book.sheets["loans"].append([None, "U1", "public", "B1", 1, "talent", 2025, 2026])
    assert book.problem().place() == "loans!A3 (loan_id)"


def test_rows_below_headers_without_the_id_are_not_judged(book: Book) -> None:
    """The missing column is the problem: to take every row for a total would hide it."""
    for row in book.sheets["leavers"]:
        row[1] = None
    book.sheets["leavers"] = [[cell for cell in row if cell] for row in book.sheets["leavers"]]
    assert book.problem().place() == "leavers, row 1, without a column “quota_type”"


def test_a_number_copied_down_is_told_of_twenty_times_and_counted(book: Book) -> None:
    book.sheets["posts"] += [[None, None, None, None, 0] for _row in range(50)]
    problems = book.problems()
    assert [problem.row for problem in problems] == list(range(4, 25))  # below two units
    assert problems[-1].found == "the same in 30 rows from here on"
