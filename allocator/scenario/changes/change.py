"""What a change is, and how it is written: ``pools[P1].capital=5``, ``lending.confidence=0.8``."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import parse_value
from allocator.scenario.toml_text import toml_value


@dataclass(frozen=True)
class CellChange:
    """One cell of a table: what ``pools[P1].capital=5`` says.

    Attributes
    ----------
    table, column : str
        Names as declared in :data:`allocator.scenario.tables.TABLES`; the Chinese title and
        header are accepted too.
    key : tuple of str
        What the key columns of the row say, as text, in the order of ``Table.key``. The
        year of a grade may be left out: it is the base year.
    value : int, Decimal, bool or str
        The new content; ``""`` empties the cell. Months are text, ``YYYY-MM``.
    """

    table: str
    key: tuple[str, ...]
    column: str
    value: int | Decimal | bool | str

    @property
    def place(self) -> str:
        """The cell, as ``pools[P1].capital``."""
        return f"{self.table}[{key_text(self.key)}].{self.column}"

    @property
    def text(self) -> str:
        """The value as a CSV cell holds it."""
        return cell_text(self.value)

    def __str__(self) -> str:
        return f"{self.place}={self.text}"


@dataclass(frozen=True)
class KeyChange:
    """One key of the policy or of ``scenario.toml``: what ``lending.confidence=0.8`` says."""

    key: str
    value: Any

    def __str__(self) -> str:
        return f"{self.key}={_key_value(self.value)}"


Change = CellChange | KeyChange


def key_text(key: tuple[str, ...]) -> str:
    """A row's key as it stands in the brackets; a part that holds a comma in quotes."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(key)
    return line.getvalue()


def cell_text(value: Any) -> str:
    """A value as a CSV cell holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _key_value(value: Any) -> str:
    try:
        return toml_value(value)
    except TypeError:  # a date, or a float
        return str(value)


def is_cell(key: str) -> bool:
    """Whether an override names a cell (or tries to) rather than a key of the policy."""
    first = key.split(".")[0].strip()
    return "[" in key or first in TABLES or first in {table.title_zh for table in TABLES.values()}


_CELL = re.compile(r"(?P<table>[^\[]*)\[(?P<key>.*)\]\s*\.(?P<column>[^\[\]]*)", re.DOTALL)


def parse_cell_key(key: str, value: Any) -> CellChange | None:
    """The change that an override says, as it is written; ``None`` where it is no cell."""
    match = _CELL.fullmatch(key)
    if match is None:
        return None
    try:
        parts = next(csv.reader([match["key"]], skipinitialspace=True, strict=True), [])
    except csv.Error:
        return None
    return CellChange(
        match["table"].strip(),
        tuple(part.strip() for part in parts),
        match["column"].strip(),
        value,
    )


_ASSIGNMENT = re.compile(r"(?P<key>[^=\[]*(?:\[.*?\][^=\[]*)?)=(?P<value>.*)", re.DOTALL)


def parse_assignment(text: str) -> tuple[str, Any] | None:
    """``KEY=VALUE`` of the command line as an override; ``None`` where it is not that.

    The value of a key is TOML, else the text itself; that of a cell is what one would type
    into the table, so that a code such as ``1e3`` stays as it is.
    """
    match = _ASSIGNMENT.fullmatch(text)
    if match is None or not match["key"].strip():
        return None
    key, written = match["key"].strip(), match["value"].strip()
    value = parse_value(written)
    return key, written if is_cell(key) and not isinstance(value, str) else value
