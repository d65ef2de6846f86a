"""Rows of totals and remarks below a table are told in one word each, and never counted."""

import pytest

from tests.scenario.workbook.books import Book


@pytest.mark.parametrize(
    "written",
    [
        "合计",
        "合 计：",
        "合计2名",
        "总计",
        "小计",
        "Total",
        "subtotal",
        "注：以上为年初数",
        "备注:x",
        "注1：x",
        "填表人：张三",
        "Note: as of 1 January",
    ],
)
def test_a_total_or_a_remark_is_one_problem(book: Book, written: str) -> None:
    """Filled in like a pool, a total would lend every post twice."""
    book.sheets["pools"].append([written, "public", "*", "*", "*", "*", 10])
    problem = book.problem()
    row = len(book.sheets["pools"])
    assert (problem.place(), problem.found) == (f"pools, row {row}", f"“{written}”")
    assert problem.mend == "Delete the row, or move it to a sheet of another name."


def test_a_total_whose_word_stands_in_a_later_column(book: Book) -> None:
    book.sheets["posts"].append([None, "合计", 30, 20])
    row = len(book.sheets["posts"])
    assert book.problem().cell == f"posts!{row}:{row}"


@pytest.mark.parametrize("written", ["总计统计局", "注", "Totaliser", "Summer school", "备注牌"])
def test_ids_that_only_begin_alike_are_data(book: Book, written: str) -> None:
    book.sheets["pools"].append([written, "public", "*", "*", "*", "*", 0])
    assert written in set(book.read().tables["pools"]["pool_id"])
