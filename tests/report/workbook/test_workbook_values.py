"""Values in the cells of a report's workbook: their types, their formats, and no formulas."""

from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries

from allocator.report.document import Field, Grid, Value
from tests.report.made_up_report import FORMULA, HOSTILE, made_up_report, report_of_grids
from tests.report.workbook.books import cells, opened, row_of


def test_values_keep_their_types_and_are_shown_by_kind(tmp_path: Path) -> None:
    sheet = opened(made_up_report("zh"), tmp_path).worksheets[2]
    first = row_of(sheet, FORMULA)
    values = [sheet.cell(first, column) for column in range(1, 8)]
    assert [cell.value for cell in values] == [FORMULA, "007", 2024, 1234, 1 / 3, 0.25, "是"]
    assert [cell.data_type for cell in values] == ["s", "s", "n", "n", "n", "n", "s"]
    formats = ["General", "@", "0", "#,##0", "#,##0.00##", "0.0%", "General"]
    assert [cell.number_format for cell in values] == formats
    second = [sheet.cell(first + 1, column).value for column in range(1, 8)]
    assert second == ["http://example.org", "1e5", 2025, -2, 2.5, 0.125, "否"]


def test_nothing_and_what_is_not_finite_are_empty_cells(tmp_path: Path) -> None:
    sheet = opened(made_up_report("en"), tmp_path).worksheets[2]
    first = row_of(sheet, FORMULA)
    assert [sheet.cell(first + 2, column).value for column in range(1, 8)] == [None] * 7
    infinite = sheet.cell(first + 3, 5)
    assert infinite.value is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_only_formulas_are_sums(tmp_path: Path, language: str) -> None:
    book = opened(made_up_report(language), tmp_path)
    formulas = [cell.value for cell in cells(book) if cell.data_type == "f"]
    # Three groups and their total, two columns of the kinds, one of the decisions.
    assert len(formulas) == 4 + 2 + 1
    assert all(formula.startswith("=SUBTOTAL(9,") for formula in formulas)


def test_hostile_names_are_there_as_text_and_stay_text_when_edited(tmp_path: Path) -> None:
    sheet = opened(made_up_report("en"), tmp_path).worksheets[1]
    names = {cell.value: cell for cell in sheet["B"] if cell.value in HOSTILE}
    assert set(names) == set(HOSTILE)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in names.values())
    assert [name for name, cell in names.items() if cell.style and cell.quotePrefix] == [
        name for name in names if name[0] in "=+-@"
    ]


def test_sums_are_stored_with_their_formulas(tmp_path: Path) -> None:
    sheet = opened(made_up_report("en"), tmp_path, stored=True).worksheets[1]
    rows = [row for row in range(1, 30) if not sheet.row_dimensions[row].outlineLevel]
    sums = {
        sheet.cell(row, 1).value: sheet.cell(row, 3).value
        for row in rows
        if isinstance(sheet.cell(row, 3).value, float)
    }
    # In the rows above those of the department: 3 + 4 + 5, 6, 7 + 8, and all of them.
    assert sums == {"Education": 12, "Health": 6, "Towns & villages": 15, "Total": 33}


def test_the_ranges_of_the_sums_give_what_is_stored(tmp_path: Path) -> None:
    live = opened(made_up_report("en", rows=50), tmp_path)
    stored = opened(made_up_report("en", rows=50), tmp_path, stored=True)
    sums = [cell for cell in cells(live) if cell.data_type == "f"]
    formulas = {(cell.parent.title, cell.coordinate) for cell in sums}
    for cell in sums:
        sheet = stored[cell.parent.title]
        left, top, right, bottom = range_boundaries(cell.value[len("=SUBTOTAL(9,") : -1])
        assert left == right == cell.column
        # Right below for a group, right above for all.
        assert top == cell.row + 1 or bottom == cell.row - 1
        # SUBTOTAL leaves other SUBTOTALs out.
        values = [
            sheet.cell(row, left).value or 0
            for row in range(top, bottom + 1)
            if (sheet.title, sheet.cell(row, left).coordinate) not in formulas
        ]
        assert sum(values) == pytest.approx(sheet[cell.coordinate].value)


def test_a_grid_without_rows_says_so_and_has_no_sums(tmp_path: Path) -> None:
    fields = (Field("name", "Name"), Field("posts", "Posts", "count", total=True))
    book = opened(report_of_grids(Grid("empty", "Empty", fields, (), "name")), tmp_path)
    sheet = book["Only"]
    header = row_of(sheet, "Name")
    assert sheet.cell(header + 1, 1).value == "There are no rows."
    assert not [cell for cell in cells(book) if cell.data_type == "f"]


def test_a_text_longer_than_a_cell_is_cut_where_it_can_be_seen(tmp_path: Path) -> None:
    # Excel has room for 32,767 characters.
    rows: tuple[tuple[Value, ...], ...] = (("x" * 40_000,),)
    report = report_of_grids(Grid("g", "G", (Field("name", "Name"),), rows))
    sheet = opened(report, tmp_path)["Only"]
    text = sheet.cell(row_of(sheet, "Name") + 1, 1).value
    assert len(text) == 32_767
    assert text.endswith("x…")


def test_groups_without_sums_have_names_only(tmp_path: Path) -> None:
    fields = (Field("name", "Name"), Field("year", "Year", "year"))
    rows = (("A", 2024), ("A", 2025), (None, 2026))
    sheet = opened(report_of_grids(Grid("g", "G", fields, rows, "name")), tmp_path)["Only"]
    first = row_of(sheet, "Name") + 1
    values = [(sheet.cell(at, 1).value, sheet.cell(at, 2).value) for at in range(first, first + 5)]
    assert values == [("A", None), ("A", 2024), ("A", 2025), ("–", None), (None, 2026)]
