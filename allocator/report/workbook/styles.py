"""Formats of cells: fonts, colours, lines and number formats, each made once."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from allocator.report.document import Kind

Role = Literal[
    "title", "subtitle", "heading", "text", "note", "link", "entry", "header", "row", "group",
    "total", "figure",
]  # fmt: skip

FONTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        # 134 is GB 2312: a program without the font then takes another Chinese one.
        "zh": {"font_name": "Microsoft YaHei", "font_size": 10, "font_charset": 134},
        "en": {"font_name": "Calibri", "font_size": 11},
    }
)
"""The font of every cell, by language: Windows has it, and it is replaced well elsewhere."""

_NUMBERS: Mapping[Kind, str] = MappingProxyType(
    {
        # Older Excel shows a text of over 255 characters in a cell of format @ as ####.
        "text": "General", "id": "@", "flag": "General",
        "year": "0", "count": "#,##0", "number": "#,##0.00##", "share": "0.0%",
    }
)  # fmt: skip
_RIGHT, _CENTRE = {"align": "right"}, {"align": "center"}
_ALIGNED: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        "count": _RIGHT, "number": _RIGHT, "share": _RIGHT, "year": _CENTRE, "flag": _CENTRE,
    }
)  # fmt: skip
_IN_CELLS = {"align": "left", "indent": 1}
"""Text of a grid: apart from the numbers before it."""
_DARK, _LINE, _GREY = "#1F3864", "#BFBFBF", "#595959"
_LINK = {"font_color": "#0B5394", "underline": 1}
_BORDER = {"border": 1, "border_color": _LINE}
_ROLES: Mapping[Role, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "font_color": _DARK, "valign": "vcenter"},
        "subtitle": {"font_color": _GREY},
        "heading": {"bold": True, "font_color": _DARK, "valign": "bottom"},
        "text": {},
        "note": {"italic": True, "font_color": _GREY},
        "link": _LINK,
        "entry": _LINK | _BORDER,
        "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "valign": "vcenter"}
        | _BORDER,
        "row": _BORDER,
        "group": {"bold": True, "bg_color": "#D9E2F3"} | _BORDER,
        "total": {"bold": True, "bg_color": "#D9E2F3"} | _BORDER | {"top": 2, "bottom": 2},
        "figure": {"bold": True, "align": "right"} | _BORDER,
    }
)
_LARGER: Mapping[Role, int] = MappingProxyType(
    {"title": 6, "subtitle": 1, "heading": 2, "figure": 2}
)
_INDENT = 1.3
"""Digits that an indent takes: 9 pixels."""
BOLD = 1.06
"""How much wider bold text is."""
_CELLS = ("entry", "header", "row", "group", "total")
_ONE_LINE = ("link", "group", "total")


class Styles:
    """The formats of a workbook, each added to it when it is first asked for.

    Attributes
    ----------
    language : str
    sizes : mapping of Role to int
        Points of the font of each.
    of : function (role, kind="text", quoted=False) -> Format
        The format of a cell of that role in a column of that kind. A cell that is ``quoted``
        stays text when someone edits it, whatever it begins with.
    """

    def __init__(self, book: Workbook, language: str) -> None:
        self._book = book
        self.language = language
        self._font = FONTS[language]
        self.sizes: Mapping[Role, int] = {
            role: self._font["font_size"] + _LARGER.get(role, 0) for role in _ROLES
        }
        self.of = cache(self._made)

    @staticmethod
    def inside(role: Role, kind: Kind = "text") -> float:
        """Digits of a cell that its indent takes; its margins are not counted to its width."""
        return _INDENT if role in _CELLS and kind not in _ALIGNED else 0.0

    def scale(self, role: Role) -> float:
        """How much wider text of that role is than that of a cell."""
        bold = BOLD if _ROLES[role].get("bold") else 1.0
        return bold * self.sizes[role] / self.sizes["row"]

    @staticmethod
    def wraps(role: Role) -> bool:
        """Whether text of that role goes on in the next line."""
        return role not in _ONE_LINE

    def _made(self, role: Role, kind: Kind = "text", quoted: bool = False) -> Format:
        return self._book.add_format(
            {
                **self._font,
                "font_size": self.sizes[role],
                "valign": "top",
                "text_wrap": self.wraps(role),
                "num_format": _NUMBERS[kind],
                **_ALIGNED.get(kind, _IN_CELLS if role in _CELLS else {}),
                **_ROLES[role],
                "quote_prefix": quoted,
            }
        )
