"""A workbook filled by a process of its own is the one that would be filled in this one."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator.report.document import Field, Grid, Report, Section
from allocator.report.helper_process import HelperEnded
from allocator.report.workbook.binder import Binder
from allocator.report.workbook.writing import write_workbook
from allocator.text import in_language
from tests.report.made_up_report import made_up_report


def test_in_the_order_of_the_report_it_is_the_same_file(tmp_path: Path) -> None:
    report = made_up_report("zh")
    write_workbook(report, tmp_path / "report.xlsx")
    with in_language("zh"), Binder() as binder:
        assert binder.bind(report).result() == (tmp_path / "report.xlsx").read_bytes()


def test_in_another_order_it_says_the_same(tmp_path: Path) -> None:
    made_up = made_up_report("zh")
    # Of sheets with the same title the one that is filled first has it without a number.
    sections = (replace(each, title=f"{each.title} {each.id}") for each in made_up.sections)
    report = replace(made_up, sections=tuple(sections))
    write_workbook(report, tmp_path / "report.xlsx")
    with in_language("zh"), Binder() as binder:
        for section in reversed(report.sections):
            binder.begin(section)
            binder.begin(section)  # once is enough
        bound = load_workbook(BytesIO(binder.bind(report).result()))
    assert said(bound) == said(load_workbook(tmp_path / "report.xlsx"))


def said(book: Workbook) -> list[tuple[object, ...]]:
    """Sheets in their order, with all that is laid down for the whole of each, and the cells."""
    return [
        (
            sheet.title,
            sheet.print_area,
            sheet.print_title_rows,
            sheet.auto_filter.ref,
            sheet.freeze_panes,
            [
                (
                    cell.coordinate,
                    cell.value,
                    cell.number_format,
                    cell.font.b,
                    cell.fill.fgColor.rgb,
                )
                for row in sheet.iter_rows()
                for cell in row
            ],
        )
        for sheet in book.worksheets
    ]


def test_whoever_begins_a_sheet_never_waits_for_others() -> None:
    """A pipe holds 64 kB: these would fill it many times over before the first is filled."""
    rows = tuple((f"{number} " * 20,) for number in range(20_000))
    fields = (Field("a", "A"),)
    large = [
        Section(f"s{place}", f"S{place}", grids=(Grid(f"g{place}", "G", fields, rows),))
        for place in range(4)
    ]
    binder = Binder()
    for section in large:
        binder.begin(section)
    assert not binder._begun["s3"].done()
    with pytest.raises(KeyboardInterrupt), binder:
        raise KeyboardInterrupt
    assert binder._process.has_ended
    assert binder._begun["s3"].cancelled()


def test_an_end_on_the_way_is_told() -> None:
    report: Report = made_up_report("zh")
    with Binder() as killed:
        killed._process.kill()
        with pytest.raises(HelperEnded, match="ended unexpectedly"):
            killed.bind(report).result()
