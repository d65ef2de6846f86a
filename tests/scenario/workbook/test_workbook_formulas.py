"""Formulas: read by their results, refused where they have none."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from allocator.scenario.reading import read_scenario
from allocator.scenario.workbook.inspecting import damaged_cells
from tests.scenario.workbook.books import Book

SAVE = "Open the workbook in Excel or LibreOffice, let it calculate, and save it."


def rewritten(path: Path, change: Callable[[str], str]) -> Path:
    """The workbook with the XML of its parts changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, change(data.decode()) if name.endswith(".xml") else data)
    return path


def test_never_calculated(book: Book) -> None:
    """What a program writes and no spreadsheet program has opened."""
    problems = (
        book.put("posts", "C2", "=20+10").put("requests", "E2", '="live"&"lihood"').problems()
    )
    assert [(p.cell, p.found) for p in problems if p.mend == SAVE] == [
        ("posts!C2", "“=20+10”"),
        ("requests!E2", '“="live"&"lihood"”'),
    ]


def test_calculated(book: Book) -> None:
    expected = book.read().fingerprint
    book.put("posts", "C2", "=20+10").write()

    def calculated(xml: str) -> str:
        xml = xml.replace("<f>20+10</f><v></v>", "<f>20+10</f><v>30</v>")
        return xml.replace("<f>20+10</f><v/>", "<f>20+10</f><v>30</v>").replace(
            'fullCalcOnLoad="1"', ""
        )

    rewritten(book.path, calculated)
    assert read_scenario(book.path).fingerprint == expected


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_errors(book: Book, error: str) -> None:
    def put(made: object) -> None:
        made["units"]["G2"] = error  # type: ignore[index]  # an optional text: never silently empty
        made["units"]["G2"].data_type = "e"  # type: ignore[index]

    problem = book.change(put).problem()
    assert (problem.cell, problem.found) == ("units!G2", f"“{error}”")
    assert problem.expected == "a value rather than an error"


def test_errors_in_settings_and_beyond_the_table(book: Book) -> None:
    assert book.put("scenario", "B5", "=1/0").problem().place() == "scenario!B5 (horizon)"
    book.changes.clear()
    (warning,) = book.put("posts", "G1", "check").put("posts", "G2", "=SUM(C2:D2)").read().warnings
    assert warning.place() == "posts!G1 (check)"


def test_zero_that_a_program_writes_for_what_it_does_not_know(tmp_path: Path) -> None:
    """XlsxWriter writes 0 for every result and has Excel calculate when it opens the workbook."""
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1")
        sheet.write_formula("B1", "=1+1", None, 2)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as packed:
        assert 'fullCalcOnLoad="1"' in packed.read("xl/workbook.xml").decode()
        xml = packed.read("xl/worksheets/sheet1.xml")
    assert list(damaged_cells(xml, not_calculated=True)) == [(0, 0)]
    assert not damaged_cells(xml, not_calculated=False)


def sheet(cells: str) -> bytes:
    return f"<worksheet><sheetData><row r='1'>{cells}</row></sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("cells", "broken"),
    [
        ('<c r="A1"><f>B1</f><v>2</v></c>', []),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', []),  # it came to no text
        ('<c r="A1"><f>B1</f></c>', [(0, 0)]),
        ('<c r="A1"><f>B1</f><v/></c>', [(0, 0)]),
        ('<c r="A1"><v>1</v></c><c r="B1"><f t="shared" si="0"/><v></v></c>', [(0, 1)]),
        ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', []),
        ("<c r='B7' t='e'><v>#N/A</v></c>", [(6, 1)]),
        ('<x:c r="A1" t="e"><x:v>#N/A</x:v></x:c>', [(0, 0)]),
        ('<c><v>1</v></c><c t="e"><v>#N/A</v></c>', [(0, 1)]),
        ('<c r="AA100000" t="e"><v>#N/A</v></c>', [(99_999, 26)]),
        ('<c r="A1" t="inlineStr"><is><t>say "e"</t></is></c>', []),
    ],
)
def test_how_formulas_and_errors_are_written(cells: str, broken: list[tuple[int, int]]) -> None:
    if "<x:" in cells:
        xml = re.sub("<worksheet>", "<worksheet xmlns:x='x'>", sheet(cells).decode()).encode()
    else:
        xml = sheet(cells)
    assert list(damaged_cells(xml, not_calculated=False)) == broken
