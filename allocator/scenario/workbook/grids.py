"""The cells of sheets, row by row from the first cell."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from python_calamine import CalamineError, CalamineWorkbook

from allocator.scenario.workbook.cells import Row
from allocator.scenario.workbook.container import Container
from allocator.scenario.workbook.inspecting import Place, damaged_cells
from allocator.scenario.workbook.not_readable import damaged
from allocator.scenario.workbook.parts import Parts
from allocator.text import _

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Grids:
    """Reads the cells of one sheet after another.

    The reader never sees the workbook itself, but one of a single sheet made of members that were
    unpacked and looked through before.
    """

    def __init__(self, container: Container, parts: Parts) -> None:
        self._container, self._parts = container, parts
        named = {"sharedStrings": parts.shared, "styles": parts.styles}
        self._common = {
            name: container.xml(member)
            for name, member in named.items()
            if member is not None and member in container
        }

    def read(self, member: str) -> list[Row]:
        """The rows of a sheet, the first of them row 1.

        Raises
        ------
        NotReadable
            The sheet is damaged, or too large.
        """
        data = self._container.xml(member)
        broken = damaged_cells(data, not_calculated=self._parts.not_calculated)
        return _with(broken, _rows(_workbook(data, self._common, self._parts.from_1904)))


def _workbook(sheet: bytes, common: Mapping[str, bytes], from_1904: bool) -> io.BytesIO:
    """A workbook of one sheet."""
    related = {"worksheet": "sheet", **{name: name for name in common}}
    properties = '<workbookPr date1904="1"/>' if from_1904 else ""
    members: dict[str, str | bytes] = {
        "_rels/.rels": _relations({"officeDocument": "xl/workbook"}),
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}'
        '<sheets><sheet name="sheet" sheetId="1" r:id="worksheet"/></sheets></workbook>',
        "xl/sheet.xml": sheet,
        **{f"xl/{name}.xml": data for name, data in common.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    file.seek(0)
    return file


def _relations(targets: Mapping[str, str]) -> str:
    entries = (
        f"<Relationship Id={quoteattr(kind)} Type={quoteattr(f'{_OFFICE}/{kind}')} "
        f"Target={quoteattr(f'{target}.xml')}/>"
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(entries)}</Relationships>'


def _rows(file: io.BytesIO) -> list[Row]:
    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            rows: list[Row] = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
            return rows
    except CalamineError:
        raise damaged(_("its cells cannot be read")) from None
    except BaseException as error:
        # What the reader, written in Rust, did not foresee of a damaged file reaches Python as an
        # exception of its own kind, beside all others.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(_("its cells cannot be read")) from None


def _with(broken: Mapping[Place, Any], rows: list[Row]) -> list[Row]:
    """The rows, with the cells that the reader shows as empty."""
    if not broken:
        return rows
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _row, column in broken)])
    height = max([len(rows), *(row + 1 for row, _column in broken)])
    wider = [row + [""] * (width - len(row)) for row in rows]
    wider += [[""] * width for _row in range(height - len(rows))]
    for (row, column), cell in broken.items():
        wider[row][column] = cell
    return wider
