"""Rows below a table that are not of it: totals, and remarks such as “注：…”.

As data a total would count everything twice, where its other cells happen to be filled in; and
where they are not, each cell that a row of data must have would be a problem by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from allocator.scenario.columns import Column, Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.raw_table import DamagedCell
from allocator.scenario.typed import MOST_SHOWN
from allocator.scenario.workbook.cells import Row, text_of
from allocator.text import _
from allocator.text.listing import listed

_TOTAL = (
    r"(?:\S{0,6}(?:[合总小共累]\s*计|汇\s*总)|总数)(?:数)?[\s\d:：,，.()（）人名个项]*"
    r"|(?:grand |sub-?)?totals?:?|sum:?"
)
_REMARK = r"(?:备?注|附注|说明|填[表报]人?|制表人?|审核人?|notes?|remarks?)\s*\d*\s*[:：].*"
OTHER = re.compile(f"{_TOTAL}|{_REMARK}", re.IGNORECASE | re.DOTALL)
TOTAL = re.compile(_TOTAL, re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[\d,，]*\.?\d+%?")


@dataclass(frozen=True)
class RowsOfTable:
    """Tells the rows of a table on a sheet from those that are not of it.

    Attributes
    ----------
    naming : tuple of int
        Places of the columns that name a row and that every row fills in, counted from 0; none
        where one of them is not on the sheet.
    headers : str
        What the sheet calls them.
    """

    sheet: str
    naming: tuple[int, ...]
    headers: str
    _totals: dict[int, list[str]] = field(default_factory=dict)

    def has(self, place: int, row: Row, problems: Problems) -> bool:
        """Whether a row, the one at ``place`` counted from 0, is data.

        One that is not is noted; rows of totals are by :meth:`note_totals`.
        """
        first = next((text for text in map(clean, map(text_of, row)) if text), "")
        if OTHER.fullmatch(first):
            self._note_other(place, first, problems)
            return False
        if not self.naming or any(clean(text_of(row[column])) for column in self.naming):
            return True
        filled = [text for text in map(text_of, row) if clean(text)]
        labels = [clean(text) for text in filled if not _is_number(text)]
        if all(map(TOTAL.fullmatch, labels)):
            self._totals[place + 1] = filled
            return False
        return True

    def _note_other(self, place: int, first: str, problems: Problems) -> None:
        problems.add(
            self.sheet,
            place + 1,
            "",
            found=quoted(first),
            expected=_("a row of data rather than a total or a remark"),
            mend=_("Delete the row, or move it to a sheet of another name."),
        )

    def note_totals(self, problems: Problems) -> None:
        """Note the rows that look like totals; the first of them one by one, the rest counted.

        There are many where a number was copied down below the table.
        """
        rows = list(self._totals)
        for row in rows[:MOST_SHOWN]:
            cells = listed(quoted(text) for text in self._totals[row][:MOST_CELLS])
            self._note_total(
                row,
                _("what looks like a row of totals ({cells}): nothing under {headers}").format(
                    cells=cells, headers=self.headers
                ),
                problems,
            )
        more = rows[MOST_SHOWN:]
        if more:
            problems.spoil(self.sheet, "", more)
            told = _("the same in {count} rows from here on").format(count=len(more))
            self._note_total(more[0], told, problems)

    def _note_total(self, row: int, found: str, problems: Problems) -> None:
        problems.add(
            self.sheet,
            row,
            "",
            found=found,
            expected=_("a row of data with its {headers}").format(headers=self.headers),
            mend=_(
                "Delete the row, or move the totals to a sheet of another name; if it is data, "
                "fill in {headers}."
            ).format(headers=self.headers),
        )


MOST_CELLS = 3
"""So many of the cells of a row are shown: enough to find it by."""


def rows_of(
    sheet: str, table: Table, columns: Sequence[Column | None], headers: Sequence[str]
) -> RowsOfTable:
    """The judge of the rows of ``table``: what stands on the sheet, and its headers as written."""
    needed = [column for column in table.columns if column.key and column.required]
    naming = [place for place, column in enumerate(columns) if column in needed]
    if len(naming) != len(needed):
        return RowsOfTable(sheet, (), "")
    return RowsOfTable(sheet, tuple(naming), listed(quoted(headers[place]) for place in naming))


def _is_number(text: str) -> bool:
    """Whether a cell holds a number, or a formula that shows none yet, as a sum does."""
    return isinstance(text, DamagedCell) or bool(_NUMBER.fullmatch(clean(text)))
