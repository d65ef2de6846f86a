"""What a report says, before it is laid out: the same for Excel, HTML and Word.

A report of a plan, a simulation or a study is built once, in the language in use, as figures,
sections, charts and grids of plain values. The workbook, the page and the summary lay them out;
they know nothing of plans.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

Value = str | int | float | Decimal | Fraction | bool | None
"""A cell: text as it is, numbers unrounded, ``None`` for nothing."""

SHOWN_OF_HASH = 12
"""Characters of a hash that tell it from others well enough for a reader."""

Kind = Literal["text", "id", "year", "count", "number", "share", "flag"]
"""How a value is shown: see :func:`allocator.report.values.shown`."""


@dataclass(frozen=True)
class Field:
    """A column of a grid.

    Attributes
    ----------
    name : str
        ASCII name, unique in the grid; for code and for what is filed by it.
    title : str
        Heading, in the language of the report.
    kind : str
        ``text``; ``id`` (a code, never counted with); ``year``; ``count`` (whole posts, people,
        years); ``number`` (real or exact, of any unit); ``share`` (1 is 100 %); ``flag``.
    note : str
        What it means and its unit, where the title does not say.
    total : bool
        It is summed up under each group and at the end.
    width : int
        Characters of a usual value, Chinese ones counted double; 0 lets the values decide.
    """

    name: str
    title: str
    kind: Kind = "text"
    note: str = ""
    total: bool = False
    width: int = 0


@dataclass(frozen=True)
class Grid:
    """A table of values.

    Attributes
    ----------
    id : str
        ASCII name, unique in the report.
    title : str
    fields : tuple of Field
    rows : tuple of tuples of Value
        One value per field.
    group_by : str
        Name of the field by which the rows, which are already in that order, are grouped with
        subtotals; empty for none.
    detail : str
        Name of a field with a long text (a reason), which the page shows on click; empty for none.
    note : str
        A sentence above the grid; empty for none.
    link : str
        Name of the field whose values name the row for others, so that it can be linked to; empty
        for none.
    in_summary : bool
        The summary shows it: all of its rows, or the largest by the first field that is summed
        up, as many as there is room for.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    group_by: str = ""
    detail: str = ""
    note: str = ""
    link: str = ""
    in_summary: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes
    ----------
    id : str
        ASCII name, unique in the report: also the name of its SVG and PNG files.
    title : str
        What it shows; it is put above the chart and is not part of the drawing.
    description : str
        What can be read off it, in one or two sentences with the main numbers, for those who
        cannot see it.
    spec : mapping
        A Vega-Lite specification with its data inside, sized and themed.
    in_summary : bool
        The summary shows it rather than others; it has room for two.
    """

    id: str
    title: str
    description: str
    spec: Mapping[str, Any]
    in_summary: bool = False


@dataclass(frozen=True)
class Figure:
    """A key figure.

    Attributes
    ----------
    label : str
    value : str
        As it is shown.
    note : str
        What it is compared with, or its parts; may be empty.
    """

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a report: in the workbook one sheet, on the page one heading.

    Attributes
    ----------
    id : str
        ASCII name, unique in the report.
    title : str
        Also the name of the sheet: at most 31 characters, none of ``[]:*?/\\``.
    text : tuple of str
        Paragraphs of plain text.
    charts : tuple of Chart
        In the page and in the summary; the workbook leaves them out.
    grids : tuple of Grid
    page, sheet : bool
        Whether it is on the page, and in the workbook.
    """

    id: str
    title: str
    text: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    grids: tuple[Grid, ...] = ()
    page: bool = True
    sheet: bool = True


@dataclass(frozen=True)
class Report:
    """A report, in one language.

    Attributes
    ----------
    kind : str
        ``plan``, ``simulation`` or ``study``.
    language : str
        ``zh`` or ``en``.
    title, subtitle : str
    figures : tuple of Figure
        Key figures, most important first.
    lead : tuple of str
        What a reader who reads nothing else must know: sentences for the summary and the top.
    warnings : tuple of str
    sections : tuple of Section
    provenance : tuple of (label, value)
        Software version, hash of the input, policy model with its effective date, and so on.
    software : str
        Name and version, for the head of a page.
    fingerprint : str
        Hash of the input, likewise: its first :data:`SHOWN_OF_HASH` characters are enough.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    figures: tuple[Figure, ...]
    lead: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    provenance: tuple[tuple[str, str], ...]
    software: str = ""
    fingerprint: str = ""

    @property
    def charts(self) -> Sequence[Chart]:
        """Every chart, in order."""
        return tuple(chart for section in self.sections for chart in section.charts)
