"""The benchmark of reports: every stage is timed, and the page says what was measured."""

import shutil
from argparse import Namespace
from pathlib import Path

import openpyxl
import pytest

from allocator.report.charts import rendering
from allocator.report.document import Report, Section
from benchmarks.reports import STAGES, by_stage, commanded, page_of, planned, with_openpyxl
from tests.report.made_up_report import made_up_report
from tests.report.word.pixels import picture


def test_every_stage_is_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        rendering, "svg", lambda _chart: '<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    monkeypatch.setattr(rendering, "png", lambda _chart: picture(40, 20))
    found = by_stage(planned(tmp_path, 6, 1), "en", tmp_path)
    assert set(found) == {*STAGES, "openpyxl", "page_mb", "peak"}
    assert min(found.values()) > 0
    assert {"report.html", "report.xlsx", "summary.docx"} <= {p.name for p in tmp_path.iterdir()}


def test_the_whole_command_is_timed(tmp_path: Path) -> None:
    found = commanded(planned(tmp_path, 6, 1), "en", tmp_path / "report")
    assert found["command"] > 0.1
    assert found["opens"] > 0 or shutil.which("chromium") is None
    assert (tmp_path / "report" / "report.xlsx").is_file()


def test_the_other_workbook_has_the_same_values(tmp_path: Path) -> None:
    report: Report = made_up_report("en")
    with_openpyxl(report, tmp_path / "other.xlsx")
    book = openpyxl.load_workbook(tmp_path / "other.xlsx", read_only=True)
    sections: list[Section] = [section for section in report.sections if section.sheet]
    assert book.sheetnames == [section.id for section in sections]
    rows = sum(len(grid.rows) + 1 for grid in sections[0].grids)
    assert sum(1 for _row in book.worksheets[0].iter_rows()) == rows
    book.close()


def test_the_page_adds_up_and_compares() -> None:
    # Seven stages of 0.5 s; the workbook in twice the time of bare values.
    run = dict.fromkeys(STAGES, 0.5) | {"openpyxl": 0.25, "page_mb": 1.234, "peak": 456.7}
    run |= {"command": 2.5, "opens": 0.75}
    text = page_of({"en": run, "zh": run | {"draw": 1.5}}, 2000, Namespace(units=5, repeat=3))
    assert "| all of these, one after the other | 3.500 | 4.500 |" in text
    assert "beside the rest | 2.500 | 2.500 |" in text
    assert "| the page is there in a browser | 0.750 | 0.750 |" in text
    assert "| size of the page, MB | 1.23 | 1.23 |" in text
    assert "| peak memory, MB | 457 | 457 |" in text
    assert "| workbook ÷ bare values by openpyxl | 2.00 | 2.00 |" in text
    assert "2,000" in text
