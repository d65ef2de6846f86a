"""Names of sheets that Excel accepts."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from allocator.report.workbook.names import SheetNames


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    names = SheetNames()
    return tuple(map(names.of, titles))


def test_titles_that_excel_accepts_are_names() -> None:
    assert sheet_names(["借贷明细", "Pools & ladder"]) == ("借贷明细", "Pools & ladder")


def test_names_that_clash_are_numbered_whatever_their_case() -> None:
    assert sheet_names(["Pools", "pools", "POOLS"]) == ("Pools", "pools (2)", "POOLS (3)")
    long = "x" * 40
    assert sheet_names([long, long]) == ("x" * 31, "x" * 27 + " (2)")


def test_excel_keeps_history_for_itself() -> None:
    assert sheet_names(["History", "''", ""]) == ("History (2)", "-", "- (2)")


@given(st.lists(st.text(max_size=45), max_size=8))
def test_any_titles_give_names_that_excel_accepts(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"
