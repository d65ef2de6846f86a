"""However much a report says, its summary has two pages: counted in what LibreOffice prints."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from allocator.report.document import Report
from allocator.report.word.writing import write_summary
from tests.report.made_up_report import LONG, made_up_report
from tests.report.word.pixels import picture

SOFFICE = shutil.which("lowriter") and shutil.which("soffice")  # not without Writer


def _of_pictures(language: str) -> Report:
    """Nothing but two pictures beside the text, as a simulation has them."""
    report = _full(language)
    bare = tuple(replace(section, grids=()) for section in report.sections)
    return replace(report, sections=bare, warnings=report.warnings[:2])


def _full(language: str) -> Report:
    """Long sentences, many warnings and figures, two pictures, a long grid beside the short one."""
    report = made_up_report(language, rows=400)
    schedule, kinds, long, *_others = report.sections
    shown = replace(long, grids=tuple(replace(grid, in_summary=True) for grid in long.grids))
    return replace(
        report,
        figures=report.figures * 2,
        lead=(*report.lead, LONG[language][:200]),
        warnings=(LONG[language],) * 9,
        sections=(schedule, kinds, shown),
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_summary_has_two_pages(tmp_path: Path) -> None:
    pictures = {"schedule-chart": picture(1440, 640), "flow": picture(1440, 640)}
    tall = {"schedule-chart": picture(1440, 1500), "flow": picture(1440, 1500)}
    names = []
    for language in ("zh", "en"):
        write_summary(_full(language), tmp_path / f"{language}.docx", pictures)
        write_summary(_of_pictures(language), tmp_path / f"{language}-tall.docx", tall)
        names += [f"{language}.docx", f"{language}-tall.docx"]
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "pdf", *names],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=100,
    )
    pages = [len(PdfReader((tmp_path / name).with_suffix(".pdf")).pages) for name in names]
    assert pages == [2, 2, 2, 2]


def test_pictures_without_grids_take_the_room_that_there_is(tmp_path: Path) -> None:
    tall = {"schedule-chart": picture(1440, 1500), "flow": picture(1440, 1500)}
    write_summary(_of_pictures("en"), tmp_path / "tall.docx", tall)
    write_summary(_full("en"), tmp_path / "full.docx", tall)
    # Beside grids 7.5 cm, so that two of them and a page of text have room.
    assert [height / 360_000 for height in _heights(tmp_path / "full.docx")] == pytest.approx(
        [7.5, 7.5], abs=0.01
    )
    # The second has a page of its own, and is as wide as the line allows: 16.8 cm × 1500 ÷ 1440.
    assert _heights(tmp_path / "tall.docx")[1] / 360_000 == pytest.approx(17.5, abs=0.01)


def _heights(path: Path) -> list[int]:
    """Of the pictures, in EMU: 360,000 of them are a centimetre (ECMA-376 part 1, 20.1.2.1)."""
    return [shape.height for shape in docx.Document(str(path)).inline_shapes]
