"""Formats of the form: what colours and types mean is said on the first sheet."""

from dataclasses import dataclass
from typing import Any

from allocator.scenario.columns import Column
from allocator.text import language

DARK, PALE, GREY = "#1F4E79", "#D9E2EC", "#7F7F7F"
NUMBERS = frozenset({"integer", "decimal", "year"})


@dataclass(frozen=True)
class Formats:
    """XlsxWriter's formats.

    Attributes
    ----------
    required, optional : Format
        Headers.
    text : Format
        Cells that stay text, so that 001 keeps its zeros and 1968-05 does not become a date.
    number : Format
        Numbers as they were entered: a fixed number of decimals would hide some.
    value, value_text : Format
        Values of keys, which stand under each other whatever they are.
    words : Format
        Text to read, in several lines.
    bold, link, heading : Format
    example : Format
        Put over a cell as long as it holds the example.
    """

    required: Any
    optional: Any
    text: Any
    number: Any
    value: Any
    value_text: Any
    words: Any
    bold: Any
    link: Any
    heading: Any
    example: Any

    def cell(self, column: Column) -> Any:
        """The format of a column's cells."""
        return self.number if column.kind in NUMBERS else self.text


def formats(book: Any) -> Formats:
    """The formats, added to a workbook."""
    header = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    return Formats(
        required=book.add_format(header | {"bg_color": DARK, "font_color": "white"}),
        optional=book.add_format(header | {"bg_color": PALE, "font_color": "black"}),
        text=book.add_format({"num_format": "@"}),
        number=book.add_format({"num_format": "General", "align": "right", "indent": 1}),
        value=book.add_format({"num_format": "General", "align": "left", "valign": "top"}),
        value_text=book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        words=book.add_format({"text_wrap": True, "valign": "top"}),
        bold=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        link=book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"}),
        heading=book.add_format({"bold": True, "font_size": 14, "font_color": DARK}),
        example=book.add_format({"italic": True, "font_color": GREY}),
    )


def body_font() -> dict[str, Any]:
    """The font of all cells: one that has the characters of the language."""
    return {
        "font_name": "Microsoft YaHei" if language() == "zh" else "Calibri",
        "font_size": 11,
    }
