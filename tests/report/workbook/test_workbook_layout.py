"""How a report's workbook is laid out: sheets, links, filters, folds, print."""

from dataclasses import replace
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from allocator.report.document import Field, Grid, Kind, Report, Section
from allocator.text import _, in_language
from tests.report.made_up_report import LOANS, made_up_report
from tests.report.workbook.books import cells, links, opened, row_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(made_up_report("en", rows=2_500), tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(made_up_report("zh"), tmp_path_factory.mktemp("book"))


def test_there_is_a_sheet_per_section_of_the_workbook_after_the_overview(book: Workbook) -> None:
    # The notes are on the page only; two sections have the same title, one is too long.
    assert book.sheetnames == [
        "Overview",
        "Schedule",
        "Kinds- of -all- values-types, a",
        "Decisions",
        "Decisions (2)",
    ]


def test_the_overview_has_what_must_be_known(book: Workbook) -> None:
    report = made_up_report("en")
    texts = {cell.value for row in book["Overview"].iter_rows() for cell in row}
    assert {report.title, report.subtitle, *report.lead} <= texts
    assert {text for figure in report.figures for text in (figure.label, figure.value)} <= texts
    assert {text for pair in report.provenance for text in pair} <= texts
    assert {f"{at}. {text}" for at, text in enumerate(report.warnings, 1)} <= texts


def test_a_report_without_warnings_says_so(tmp_path: Path) -> None:
    sheet = opened(replace(made_up_report("en"), warnings=()), tmp_path)["Overview"]
    assert sheet.cell(row_of(sheet, "Warnings") + 1, 1).value == "There are none."


def test_the_contents_link_to_every_sheet_and_each_links_back(book: Workbook) -> None:
    assert links(book["Overview"]) == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    for name in book.sheetnames[1:]:
        assert links(book[name]) == ["'Overview'!A1"]


def test_an_apostrophe_in_a_title_does_not_break_its_link(tmp_path: Path) -> None:
    section = Section("s", "Year's end", ("Text.",))
    overview = opened(replace(made_up_report("en"), sections=(section,)), tmp_path)["Overview"]
    assert links(overview) == ["'Year''s end'!A1"]


def test_rows_of_a_group_can_be_folded_away(book: Workbook) -> None:
    sheet = book["Schedule"]
    folded = [row for row in range(1, sheet.max_row + 1) if sheet.row_dimensions[row].outlineLevel]
    assert [sheet.cell(row, 3).value for row in folded] == [posts for *_, posts in LOANS]


def test_a_single_grid_has_a_filter_over_its_rows_and_its_header_stays(book: Workbook) -> None:
    sheet = book["Decisions"]
    header = row_of(sheet, "Request")
    # The total below does not hide with a filter.
    assert sheet.auto_filter.ref == f"A{header}:D{header + 2_500}"
    assert sheet.cell(header + 2_501, 1).value == "Total"
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"


def test_groups_and_several_grids_have_no_filter(book: Workbook) -> None:
    assert book["Schedule"].auto_filter.ref is None
    assert book["Decisions (2)"].auto_filter.ref is None
    assert book["Decisions (2)"].freeze_panes == "A2"
    assert book["Decisions (2)"].print_title_rows is None


def test_a_header_below_much_text_does_not_take_the_window(tmp_path: Path) -> None:
    grid = Grid("g", "G", (Field("name", "Name"),), (("A",),))
    section = Section("s", "S", ("A long story. " * 200,), (), (grid,))
    sheet = opened(replace(made_up_report("en"), sections=(section,)), tmp_path)["S"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows is not None


def test_pages_are_a4_one_wide_and_say_what_they_are_of(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9  # A4, ECMA-376 part 1, 18.3.1.63
        # As many high as needed; one wide is what a file means that does not say it.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "Plan of Example County for 2024"
        assert sheet.oddHeader.right.text == "0123456789ab"
        assert sheet.oddFooter.left.text == "&A"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert book["Schedule"].page_setup.orientation == "landscape"
    assert book["Decisions (2)"].page_setup.orientation == "portrait"


def wide_grid(naming: int) -> Grid:
    """Twenty columns, of which the first name the row, and the others are numbers."""
    kinds = cast(list[Kind], ["id"] + ["text"] * (naming - 1) + ["count"] * (20 - naming))
    fields = (
        Field(f"f{at}", f"Column number {at:02}", kind, width=15) for at, kind in enumerate(kinds)
    )
    return Grid("wide", "Wide", tuple(fields), (("x",) * naming + (7,) * (20 - naming),))


def test_columns_that_name_the_rows_leave_room_for_others(tmp_path: Path) -> None:
    section = Section("s", "S", (), (), (wide_grid(naming=12),))
    sheet = opened(replace(made_up_report("en"), sections=(section,)), tmp_path)["S"]
    # Half of the 190 characters of a page: five columns of 18
    assert sheet.print_title_cols == "$A:$E"


def test_a_sheet_too_wide_to_read_on_one_page_goes_on_to_another(tmp_path: Path) -> None:
    # Twenty columns of 15 characters are 300 or more: 190 are read with ease on one page.
    grid = wide_grid(naming=3)
    section = Section("s", "S", ("A sentence of the text. " * 9,), (), (grid,))
    sheet = opened(replace(made_up_report("en"), sections=(section,)), tmp_path)["S"]
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$C"  # those that name the row are on every page
    assert sheet.print_area.split("$")[3] == "T"
    # Text stays on the first page, of which 130 characters are sure to have room.
    ends = {merged.max_col for merged in sheet.merged_cells.ranges}
    widths = [sheet.column_dimensions[chr(65 + at)].width for at in range(20)]
    assert len(ends) == 1
    assert sum(widths[: ends.pop()]) <= 140


def test_the_overview_says_what_a_sheet_without_text_holds(book: Workbook, tmp_path: Path) -> None:
    grids = tuple(Grid(name, name, (Field("a", "A"),), ()) for name in ("Old", "New", "S"))
    sections = (Section("s", "S", grids=grids), Section("t", "T", ("Said.",), grids=grids[:1]))
    sheet = opened(replace(made_up_report("en"), sections=sections), tmp_path)["Overview"]
    first = row_of(sheet, "S")
    assert [sheet.cell(first + at, 3).value for at in range(2)] == ["Old; New", "Said."]


def test_a_code_in_the_title_is_not_one_in_the_header(tmp_path: Path) -> None:
    report = replace(made_up_report("zh"), title="2024年 A&P 方案")
    write = opened(report, tmp_path)
    with ZipFile(tmp_path / "report.xlsx") as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    # The font's size comes before its name, so that 2024 is not read as a part of it.
    assert '&amp;L&amp;8&amp;"Microsoft YaHei,Regular"2024年 A&amp;&amp;P 方案' in xml
    assert write.properties.title == report.title


def test_long_text_wraps_and_its_row_is_as_high_as_it_needs(chinese: Workbook) -> None:
    sheet = chinese["借贷明细"]
    row = row_of(sheet, "=1+1", 2)
    reason = sheet.cell(row, 6)
    across = sheet.column_dimensions["F"].width
    assert reason.alignment.wrap_text
    # Every character is as wide as two; a line of 10 points takes at least 13.
    needed = len(reason.value) * 2 / across * 13
    assert needed < sheet.row_dimensions[row].height <= 409
    # The row below has one line, and so the height of any row.
    assert sheet.row_dimensions[row + 1].height is None


def test_columns_are_as_wide_as_chinese_needs(chinese: Workbook) -> None:
    widths = chinese["借贷明细"].column_dimensions
    assert widths["A"].width >= 24  # as its field says
    # "</script><script>alert(1)</script>" is the longest: 198 pixels of 7 in Calibri 11
    assert widths["B"].width > 198 / 7 + 2  # margins and indent
    assert max(widths[column].width for column in "ABCDEF") <= 61


def test_headers_have_their_notes_as_comments(book: Workbook) -> None:
    sheet = book["Schedule"]
    header = row_of(sheet, "Department")
    noted = {cell.value: cell.comment.text for cell in sheet[header] if cell.comment}
    assert noted == {"Posts": "posts"}


def test_fonts_have_the_characters_of_the_language(book: Workbook, chinese: Workbook) -> None:
    assert {cell.font.name for cell in cells(chinese)} == {"Microsoft YaHei"}
    assert {cell.font.name for cell in cells(book)} == {"Calibri"}


def test_the_language_of_the_report_is_that_of_the_words_around_it(chinese: Workbook) -> None:
    with in_language("zh"):
        assert chinese.sheetnames[0] == _("Overview")


def _contents(report: Report, path: Path) -> bytes:
    opened(report, path)
    return (path / "report.xlsx").read_bytes()


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    first = _contents(made_up_report("zh"), tmp_path)
    assert _contents(made_up_report("zh"), tmp_path) == first
    with ZipFile(tmp_path / "report.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")
