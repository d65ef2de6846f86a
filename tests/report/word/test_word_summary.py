"""The Word summary of a report: what is in it, and for whom."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from allocator.report.document import Field, Grid, Report, Section, Value
from allocator.report.word.writing import write_summary
from tests.report.made_up_report import HOSTILE, made_up_report, report_of_grids
from tests.report.word.pixels import picture


def _opened(report: Report, folder: Path, pictures: Mapping[str, bytes] | None = None) -> Document:
    path = folder / "summary.docx"
    write_summary(report, path, pictures or {})
    return docx.Document(str(path))


def _texts(document: Document, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def _rows(document: Document, table: int = -1) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_has_what_must_be_known(tmp_path: Path, language: str) -> None:
    report = made_up_report(language)
    document = _opened(report, tmp_path)
    assert _texts(document, "Title") == [report.title]
    assert _texts(document, "Subtitle") == [report.subtitle]
    assert _texts(document, "Normal")[:2] == list(report.lead)
    assert _texts(document, "List Bullet") == list(report.warnings)
    figures = [text for row in _rows(document, 0) for text in row]
    assert figures[0].split("\n") == [each for each in vars(report.figures[0]).values() if each]


def test_the_grid_for_the_summary_is_shown_without_its_long_text(tmp_path: Path) -> None:
    rows = _rows(_opened(made_up_report("en"), tmp_path))
    # The reason is the detail; 33 is the sum of the six.
    assert rows[0] == ["Department", "Borrower", "Posts", "From", "Until"]
    assert rows[1] == ["Education", "=1+1", "3", "2024", "2026"]
    assert {row[1] for row in rows[1:-1]} == set(HOSTILE)
    assert rows[-1] == ["Total", "", "33", "", ""]


def test_the_largest_rows_are_shown_where_not_all_have_room(tmp_path: Path) -> None:
    fields = (Field("name", "Name"), Field("posts", "Posts", "count", total=True))
    rows = tuple((f"Unit {row}", row) for row in range(2_000))
    document = _opened(report_of_grids(Grid("g", "G", fields, rows, in_summary=True)), tmp_path)
    shown = [int(row[1].replace(",", "")) for row in _rows(document)[1:]]
    count = len(shown) - 1
    assert 10 < count < 100
    # In the order that they have in the report, and the sum of all: 0 + … + 1999.
    assert shown == [*range(2_000 - count, 2_000), 1_999_000]
    assert _texts(document, "Caption") == [f"{count} of 2000 rows; all are in the workbook."]


def test_rows_of_which_none_is_larger_are_shown_from_the_first(tmp_path: Path) -> None:
    rows = tuple((f"Unit {row}",) for row in range(500))
    grid = Grid("g", "G", (Field("name", "Name"),), rows, in_summary=True)
    shown = _rows(_opened(report_of_grids(grid), tmp_path))
    assert shown[1:3] == [["Unit 0"], ["Unit 1"]]
    assert shown[-1] == [f"Unit {len(shown) - 2}"]


def test_a_grid_without_rows_says_so(tmp_path: Path) -> None:
    grid = Grid("g", "Nothing lent", (Field("name", "Name"),), (), in_summary=True)
    document = _opened(report_of_grids(grid), tmp_path)
    assert _texts(document, "Heading 1")[-1] == "Nothing lent"
    assert _texts(document, "Caption") == ["There are no rows."]


def test_many_warnings_are_shortened(tmp_path: Path) -> None:
    report = replace(made_up_report("en"), warnings=tuple(f"Warning {at}." for at in range(9)))
    shown = _texts(_opened(report, tmp_path), "List Bullet")
    assert shown == [*(f"Warning {at}." for at in range(5)), "And 4 more: see the workbook."]


def test_without_figures_and_warnings_there_are_no_empty_parts(tmp_path: Path) -> None:
    document = _opened(replace(made_up_report("en"), figures=(), warnings=()), tmp_path)
    assert _texts(document, "Heading 1") == ["Schedule of loans"]
    assert len(document.tables) == 1


def test_pictures_have_their_description_for_those_who_cannot_see_them(tmp_path: Path) -> None:
    report = made_up_report("en")
    document = _opened(report, tmp_path, {"flow": picture(1440, 600)})
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "The largest loan is 8 posts."
    # 16.8 cm across are 7 cm high, in 360,000ths of a centimetre.
    assert shape.width == pytest.approx(16.8 * 360_000, abs=100)
    assert shape.height == pytest.approx(16.8 * 600 / 1440 * 360_000, abs=100)


def test_a_high_picture_is_made_smaller(tmp_path: Path) -> None:
    document = _opened(made_up_report("en"), tmp_path, {"flow": picture(500, 1000)})
    (shape,) = document.inline_shapes
    assert shape.height == 7.5 * 360_000
    assert shape.width == shape.height / 2


def test_two_pictures_are_shown_those_for_the_summary_first(tmp_path: Path) -> None:
    report = made_up_report("en")
    chart = report.charts[0]
    charts = (
        replace(chart, id="a", title="A"),
        replace(chart, id="b", title="B", in_summary=True),
        replace(chart, id="c", title="C"),
    )
    report = replace(report, sections=(Section("s", "S", charts=charts),))
    document = _opened(report, tmp_path, {each.id: picture(100, 20) for each in charts})
    assert _texts(document, "Heading 1") == ["B", "Warnings", "A"]


def test_headers_of_tables_are_repeated_and_rows_not_torn(tmp_path: Path) -> None:
    table = _opened(made_up_report("en"), tmp_path).tables[-1]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True] + [False] * 7
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_the_footer_says_where_it_comes_from(tmp_path: Path) -> None:
    report = made_up_report("en")
    section = _opened(report, tmp_path).sections[0]
    footer = section.first_page_footer
    text = footer.paragraphs[0].text
    assert all(f"{label}: {value}" in text for label, value in report.provenance)
    fields = footer.paragraphs[1]._p.findall(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    # The second page has its number only.
    assert [each.text for each in section.footer.paragraphs] == ["Page  of "]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_it_says_which_language_it_is_in(tmp_path: Path, language: str, tag: str) -> None:
    document = _opened(made_up_report(language), tmp_path)
    spoken = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    # Of Latin letters: as Chinese they would be hyphenated anywhere.
    assert spoken.get(qn("w:val")) == "en-GB"
    assert spoken.get(qn("w:eastAsia")) == "zh-CN"
    assert document.core_properties.language == tag


def test_chinese_has_a_font_of_its_own_in_every_style(tmp_path: Path) -> None:
    styles = _opened(made_up_report("zh"), tmp_path).styles
    for name, font in (("Normal", "仿宋"), ("Heading 1", "黑体"), ("Title", "黑体")):
        fonts = styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == font
        # A font of the theme would take precedence.
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    rows: tuple[tuple[Value, ...], ...] = (("A\x0bB\x00",),)
    grid = Grid("g", "G\x01", (Field("name", "Name"),), rows, in_summary=True)
    document = _opened(report_of_grids(grid), tmp_path)
    assert _rows(document)[1] == ["AB"]
    assert _texts(document, "Heading 1")[-1] == "G"


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    _opened(made_up_report("zh"), tmp_path)
    path = tmp_path / "summary.docx"
    first = path.read_bytes()
    _opened(made_up_report("zh"), tmp_path)
    assert path.read_bytes() == first
    with ZipFile(path) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(str(path)).core_properties
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 2000
