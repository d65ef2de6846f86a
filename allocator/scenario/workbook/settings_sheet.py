"""The sheet ``scenario``: keys and values → what ``scenario.toml`` would say."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from allocator.scenario.declared_keys import OVERRIDES, holds_text, holds_year
from allocator.scenario.parsing import clean, year_digits
from allocator.scenario.policy.declared import chinese_of, fields_of
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.raw_table import DamagedCell
from allocator.scenario.settings import Settings
from allocator.scenario.toml_file import dotted_items, parse_value, with_overrides
from allocator.scenario.workbook.addresses import address
from allocator.scenario.workbook.cells import Row, number_text, text_of
from allocator.scenario.workbook.places import SettingsPlaces
from allocator.scenario.workbook.table_sheet import ROWS_ABOVE
from allocator.text import _

SHEETS = ("scenario", "情景")
"""What the sheet may be called."""

_KEY, _VALUE = ("key", "键"), ("value", "值")
_WORDS = {"true": True, "是": True, "false": False, "否": False}


@dataclass(frozen=True)
class Entry:
    """One key with its value.

    Attributes
    ----------
    row : int
        Counted from 1.
    cell : str
        The value's, as ``scenario!B3``.
    """

    row: int
    cell: str
    key: str
    value: Any


def settings_in(
    sheet: str, rows: list[Row], problems: Problems
) -> tuple[dict[str, Any], SettingsPlaces]:
    """The keys that the sheet says, nested, and the cells of their values.

    A key without a value is one that is not set.
    """
    found: dict[tuple[str, ...], Entry] = {}
    first, key, value = _columns(rows)
    for entry in _entries(sheet, rows[first:], first + 1, key, value):
        path = _path(entry.key)
        if not _is_sound(entry, sheet, problems):
            continue
        if path in found:
            problems.add(
                sheet,
                entry.row,
                entry.key,
                found=_("the key a second time; it stands at {cell} too").format(
                    cell=found[path].cell
                ),
                expected=_("each key once"),
                mend=_("Remove one of the two rows."),
            )
        else:
            found[path] = entry
    cells = {".".join(path): entry.cell for path, entry in found.items()}
    places = SettingsPlaces(sheet, cells, value)
    values = {path: _value(path, entry.value) for path, entry in found.items()}
    return _nested(sheet, values, problems), places


def _nested(sheet: str, values: dict[tuple[str, ...], Any], problems: Problems) -> dict[str, Any]:
    """The keys as TOML has them, those of the policy by their dotted names."""
    overrides: dict[str, Any] = {}
    own = []
    for path, value in values.items():
        if path[0] != OVERRIDES:
            own.append((".".join(path), value))
        elif len(path) > 1:
            overrides[".".join(path[1:])] = value
        elif isinstance(value, dict):
            overrides |= dict(dotted_items(value))
        else:
            own.append((OVERRIDES, value))
    keys = with_overrides({}, own, sheet, problems)
    return keys | {OVERRIDES: overrides} if overrides else keys


def _entries(sheet: str, rows: list[Row], first: int, key: int, value: int) -> Iterator[Entry]:
    """The rows in which there is a value; the first of ``rows`` is row ``first``."""
    for row, cells in enumerate(rows, start=first):
        if value < len(cells) and clean(text_of(cells[value])):
            written = clean(text_of(cells[key]))
            yield Entry(row, address(sheet, row, value), written, cells[value])


def _columns(rows: list[Row]) -> tuple[int, int, int]:
    """The first row of entries, and the columns of keys and of values."""
    for place, row in enumerate(rows[:ROWS_ABOVE]):
        words = [clean(text_of(cell)).lower() for cell in row]
        key = next((column for column, word in enumerate(words) if word in _KEY), None)
        value = next((column for column, word in enumerate(words) if word in _VALUE), None)
        if key is not None and value is not None:
            return place + 1, key, value
    used = [column for row in rows for column, cell in enumerate(row) if cell != ""]
    key = min(used, default=0)
    return 0, key, key + 1


def _is_sound(entry: Entry, sheet: str, problems: Problems) -> bool:
    """Whether a key and a value can be had; what is wrong is noted."""
    value = text_of(entry.value)
    if not entry.key:
        problems.add(
            sheet,
            entry.row,
            "",
            found=_("the value {value} without a key").format(value=quoted(value)),
            expected=_("a key beside each value"),
            mend=_("Write the key, or clear the cell."),
        )
    elif isinstance(value, DamagedCell):
        problems.add(
            sheet, entry.row, entry.key,
            found=quoted(value), expected=value.expected, mend=value.mend,
        )  # fmt: skip
    return bool(entry.key) and not isinstance(value, DamagedCell)


def _path(key: str) -> tuple[str, ...]:
    """The names of a dotted key, in quotes where they hold points, as in TOML."""
    titled = {chinese_of(field): name for name, field in fields_of(Settings).items()}
    key = titled.get(key, key)
    try:
        names, section = [], tomllib.loads(f"{key} = 0")
        while section:
            ((name, section),) = section.items()
            names.append(name)
    except (ValueError, AttributeError):
        names = [clean(name) for name in key.split(".")]
    return _plain(tuple(names))


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same key of the policy by the same names, however it is quoted."""
    if path[0] != OVERRIDES:
        return path
    return (OVERRIDES, *(name for part in path[1:] for name in part.split(".")))


def _value(path: tuple[str, ...], cell: Any) -> Any:
    """The value as TOML would have it."""
    if holds_text(path):
        return clean(text_of(cell))
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        number = number_text(float(cell))
        return int(number) if number.removeprefix("-").isdecimal() else Decimal(number)
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = clean(str(cell))
    if holds_year(path):
        text = year_digits(text)
    return _WORDS[text.lower()] if text.lower() in _WORDS else parse_value(text)
