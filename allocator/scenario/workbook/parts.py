"""What a workbook says of its parts: sheets, shared texts, formats of cells."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from allocator.scenario.workbook.container import Container
from allocator.scenario.workbook.not_readable import broken_xml, damaged, not_a_workbook
from allocator.text import _

MOST_INDEX_BYTES = 4 * 2**20
"""Such lists of parts are a few thousand bytes long."""

TRUE = ("1", "true", "on")


@dataclass(frozen=True)
class Sheet:
    """A sheet of cells.

    Attributes
    ----------
    name : str
        As the user wrote it.
    member : str
        Where in the file its cells are.
    """

    name: str
    hidden: bool
    member: str


@dataclass(frozen=True)
class Parts:
    """The parts that cells are read from.

    Attributes
    ----------
    shared, styles : str or None
        Members with the texts that cells share, and with the formats of cells.
    from_1904 : bool
        Days are counted from 1904 rather than 1900.
    not_calculated : bool
        No spreadsheet program has calculated the formulas yet: one is told to when it opens
        the workbook.
    """

    sheets: tuple[Sheet, ...]
    shared: str | None
    styles: str | None
    from_1904: bool
    not_calculated: bool


def parts_of(container: Container) -> Parts:
    """The parts of a workbook.

    Raises
    ------
    NotReadable
        The file is no workbook, or damaged.
    """
    if "_rels/.rels" not in container:
        raise not_a_workbook(_("a ZIP file that holds no workbook"))
    books = _related(container, "").get("officeDocument", {})
    if not books:
        raise not_a_workbook(_("a ZIP file that holds no workbook"))
    book = next(iter(books.values()))
    related = _related(container, book)
    elements = list(_elements(container, book))
    told = dict(elements)
    worksheets = related.get("worksheet", {})
    return Parts(
        tuple(
            Sheet(
                attributes.get("name", ""),
                attributes.get("state", "visible") != "visible",
                worksheets[attributes["id"]],
            )
            for name, attributes in elements
            if name == "sheet" and attributes.get("id") in worksheets
        ),
        next(iter(related.get("sharedStrings", {}).values()), None),
        next(iter(related.get("styles", {}).values()), None),
        told.get("workbookPr", {}).get("date1904") in TRUE,
        told.get("calcPr", {}).get("fullCalcOnLoad") in TRUE,
    )


def _related(container: Container, part: str) -> Mapping[str, Mapping[str, str]]:
    """Kind of part → id → member, of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    related: dict[str, dict[str, str]] = {}
    for element, attributes in _elements(container, f"{folder}/_rels/{name}.rels".lstrip("/")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join(f"/{folder}", attributes.get("Target", ""))
            member = posixpath.normpath(target).lstrip("/")
            related.setdefault(kind, {})[attributes.get("Id", "")] = member
    return related


def _elements(container: Container, member: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element of a part: its name and attributes, without their namespaces."""
    found: list[tuple[str, dict[str, str]]] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], plain))

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = begun
    try:
        parser.Parse(container.xml(member, MOST_INDEX_BYTES), True)
    except expat.ExpatError as error:
        raise damaged(broken_xml(error, member)) from None
    return iter(found)
