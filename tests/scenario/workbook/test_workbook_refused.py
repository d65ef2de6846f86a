"""Files that are no workbooks, damaged, protected or made to do harm: refused, and at once."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_scenario
from allocator.scenario.workbook import container
from allocator.scenario.workbook.inspecting import MOST_CELLS, damaged_cells
from allocator.scenario.workbook.not_readable import NotReadable
from tests.scenario.workbook.books import Book

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
SHEET = "xl/worksheets/sheet2.xml"
"""In what :class:`Book` writes, the sheet after ``scenario``."""

BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(InvalidData) as told:
        read_scenario(path)
    return str(told.value)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"unit_id,name\nU1,First\n", "a file that is not a workbook"),
        (OLE, "a workbook of the older form"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04 and no more", "a damaged workbook (it is cut short)"),
        (packed({"a.txt": b"a"}), "a ZIP file that holds no workbook"),
        (packed({"xl/workbook.bin": b""}), "a file of the kind .xlsb"),
        (packed({"content.xml": b"<a/>"}), "a file of the kind .ods"),
        (packed({"_rels/.rels": b"<a"}), "a damaged workbook"),
        (packed({"_rels/.rels": b"<Relationships/>"}), "a ZIP file that holds no workbook"),
        (packed({"_rels/.rels": BOMB + b"<a/>"}), "_rels/.rels declares a document type"),
        (packed({"_rels/.rels": "<a/>".encode("utf-16")}), "not XML in UTF-8"),
    ],
)
def test_no_workbook(tmp_path: Path, data: bytes, found: str) -> None:
    told = refused(tmp_path / "book.xlsx", data)
    assert told.startswith("book.xlsx: found ")
    assert found in told


def test_how_to_take_a_password_off(tmp_path: Path) -> None:
    told = refused(tmp_path / "book.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "Encrypt with Password, empty the password, and save" in told


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="no such folder or workbook"):
        read_scenario(tmp_path / "nowhere.xlsx")


def test_cut_short(book: Book) -> None:
    data = book.write().read_bytes()
    for part in (0.1, 0.5, 0.99):
        assert "cut short" in refused(book.path, data[: int(part * len(data))])


ROW = b'<row r="9"><c r="%s" x="/>"><v>1</v></c></row></sheetData>'

# What is done to the sheet, and a part of what is told.
SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "not XML": (lambda xml: b"\x89PNG" + xml, "a damaged workbook"),
    "cut short": (lambda xml: xml[:200], "a damaged workbook"),
    "nothing": (lambda _xml: b"", "a damaged workbook"),
    "of 16 bits": (lambda xml: xml.decode().encode("utf-16-le"), "not XML in UTF-8"),
    "a bomb of entities": (lambda xml: BOMB + xml, "declares a document type"),
    "packed too well": (lambda xml: xml + bytes(8 * 2**20), "of 8 MB when unpacked"),
    "the last cell of all": (
        lambda xml: xml.replace(b"</sheetData>", ROW % b"XFD1048576"), "a cell at XFD1048576"
    ),
    "wide and long": (
        lambda xml: xml.replace(b"</sheetData>", ROW % b"ZZ99999"), "a cell at ZZ99999"
    ),
    "a row beyond 32 bits": (
        lambda xml: xml.replace(b"</sheetData>", ROW % b"A4294967295"), "a damaged workbook"
    ),
    "no row": (lambda xml: xml.replace(b"</sheetData>", ROW % b"A0"), "a damaged workbook"),
    "cells without places": (
        lambda xml: xml.replace(
            b"</sheetData>", b"<row/>" * 200_000 + b"<row>" + b"<c><v>1</v></c>" * 99
            + b"</row></sheetData>"
        ),
        "far away from the table",
    ),
    "a text that is shared by nobody": (
        lambda xml: xml.replace(b"</sheetData>", b'<row><c t="s"><v>9</v></c></row></sheetData>'),
        "a damaged workbook",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_sheet(book: Book, case: str) -> None:
    spoil, found = SPOILT[case]
    parts = members(book.write())
    told = refused(book.path, packed(parts | {SHEET: spoil(parts[SHEET])}))
    assert found in told
    assert "found " in told


def test_a_part_that_is_missing(book: Book) -> None:
    parts = members(book.write())
    del parts[SHEET]
    assert f"{SHEET} is missing" in refused(book.path, packed(parts))


def test_a_directory_that_lies(book: Book) -> None:
    """The size in the directory is 4,000 bytes; what is packed there is a thousand times that."""
    parts = members(book.write())
    parts[SHEET] += bytes(4_000_000)
    data = packed(parts)
    size = struct.pack("<I", len(parts[SHEET]))
    assert size in data
    assert "a damaged workbook" in refused(book.path, data.replace(size, struct.pack("<I", 4000)))


def test_all_members_together(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book.write()
    monkeypatch.setattr(container, "MOST_BYTES", 5000)
    with pytest.raises(InvalidData, match="when unpacked"):
        read_scenario(book.path)


def test_macros_are_passed_over(book: Book) -> None:
    expected = book.read().fingerprint
    parts = members(book.path) | {"xl/vbaProject.bin": b"\0" * 100}
    macros = book.path.with_suffix(".xlsm")
    macros.write_bytes(packed(parts))
    assert read_scenario(macros).fingerprint == expected


def test_a_sheet_that_is_formatted_far_down(book: Book) -> None:
    """Cells with a format alone, which Excel keeps by the million, are no part of a table."""
    expected = book.read().fingerprint
    parts = members(book.path)
    empty = b"".join(
        b'<row r="%d"><c r="ZZ%d" s="1"/></row>' % (n, n) for n in range(99_000, 1_000_000, 9)
    )
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", empty + b"</sheetData>")
    book.path.write_bytes(packed(parts))
    assert read_scenario(book.path).fingerprint == expected


def test_how_far_a_sheet_may_reach() -> None:
    """11 columns of Excel's 1,048,576 rows are 11,534,336 cells; 12 columns are too many."""

    def far(cell: str) -> bytes:
        return f'<sheetData><row><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()

    assert 11 * 1_048_576 < MOST_CELLS < 12 * 1_048_576
    assert not damaged_cells(far("K1048576"), not_calculated=False)
    with pytest.raises(NotReadable):
        damaged_cells(far("AB1048576"), not_calculated=False)


@pytest.mark.parametrize("seed", range(2))
def test_bytes_changed_by_chance(book: Book, seed: int) -> None:
    """Read or refused, never anything else."""
    chance = random.Random(seed)  # noqa: S311 - for changes, not for secrets
    parts = members(book.write())
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    for _round in range(6):
        name = chance.choice(names)
        data = bytearray(parts[name])
        for _byte in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        book.path.write_bytes(packed(parts | {name: bytes(data)}, zipfile.ZIP_STORED))
        with suppress(InvalidData):
            read_scenario(book.path)
