"""How wide the columns of a sheet are, in digits of the default font."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, isfinite
from types import MappingProxyType

from allocator.report.document import Field, Grid, Kind, Value
from allocator.report.lettering import measured
from allocator.report.workbook.styles import BOLD
from allocator.text import language

_NARROWEST, _WIDEST = 8, 60
_PAD = 3
"""Of a cell beside its text: its margins, and the indent."""
_BUTTON = 3
"""What the button of a filter covers of a header."""
_SHEET = 150
"""Of a page of A4 across, at which its text is still read with ease."""
_LEAST_OF_TEXT, _LEAST_OF_DETAIL = 16, 44
_FORMATS: Mapping[Kind, str] = MappingProxyType({"count": ",.0f", "number": ",.4f"})
_FIXED: Mapping[Kind, int] = MappingProxyType({"share": 6, "year": 4, "flag": 4})


def column_widths(grids: Iterable[Grid], filtered: bool) -> tuple[int, ...]:
    """The widths of the columns of a sheet, so that every grid on it fits.

    Parameters
    ----------
    filtered : bool
        Headers have buttons of a filter.
    """
    columns: dict[int, int] = {}
    least: dict[int, int] = {}
    for grid in grids:
        for column, field in enumerate(grid.fields):
            wanted = _wanted(field, [row[column] for row in grid.rows], filtered)
            columns[column] = max(wanted, columns.get(column, 0))
            least[column] = max(_least(grid, field, wanted), least.get(column, 0))
    return _fitted([(least[column], columns[column]) for column in sorted(columns)])


def _least(grid: Grid, field: Field, wanted: int) -> int:
    """What a column keeps where the sheet is too wide: only text wraps, and long text the least."""
    if field.kind != "text":
        return wanted
    return min(wanted, _LEAST_OF_DETAIL if field.name == grid.detail else _LEAST_OF_TEXT)


def _wanted(field: Field, values: Sequence[Value], filtered: bool) -> int:
    # A header may take two lines, but none of its words.
    title = _bold(field.title)
    header = max(ceil(title / 2) + 1, *map(_bold, field.title.split() or [""]))
    header = min(header, title) + (_BUTTON if filtered else 0)
    content = field.width or _content(field, values)
    return min(max(header, content, _NARROWEST - _PAD) + _PAD, _WIDEST)


def _content(field: Field, values: Sequence[Value]) -> int:
    """The width of the widest value, or of the sum of all."""
    texts = {value for value in values if isinstance(value, str)}  # most come over and over
    if field.kind not in _FORMATS:
        return max(map(_width, texts), default=_FIXED.get(field.kind, 0))
    numbers = [float(value) for value in values if value and not isinstance(value, str)]
    finite = [abs(number) for number in numbers if isfinite(number)]
    most = sum(finite) if field.total else max(finite, default=0.0)
    # One more for the sign.
    return max(1 + len(format(most, _FORMATS[field.kind])), *map(_width, texts), 0)


def _width(text: str) -> int:
    """Digits of the longest line."""
    return max(ceil(measured(line, language())) for line in text.split("\n"))


def _bold(text: str) -> int:
    """Of a header."""
    return ceil(_width(text) * BOLD)


def _fitted(limits: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Widths between the least and the wanted ones, the widest cut where all are too much."""
    given = [wanted for _least, wanted in limits]
    for widest in range(_WIDEST, 0, -1):
        given = [max(least, min(wanted, widest)) for least, wanted in limits]
        if sum(given) <= _SHEET:
            break
    return tuple(given)
