"""What the checks look at, and how they note the rows that fail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any

import pandas as pd

from allocator.scenario.column_words import table_title
from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.settings import Settings
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import LINE, MOST_SHOWN
from allocator.text import _
from allocator.text.listing import listed

NOTHING: "Mapping[str, pd.Series[Any]]" = MappingProxyType({})

ANY_NUMBER = 10**9
"""More rows than any table has."""


@dataclass(frozen=True)
class Data:
    """Everything a check looks at; settings and policy are ``None`` where unreadable.

    ``files`` names the file of each table, ``policy_file`` that of the policy model; ``absent``
    are the tables that have none. ``stated_year`` is the base year where the settings say one,
    though they cannot be read as a whole.
    """

    frames: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    settings: Settings | None
    policy: Policy | None
    problems: Problems
    policy_file: str = ""
    absent: frozenset[str] = frozenset()
    stated_year: int | None = None

    @property
    def base_year(self) -> int | None:
        """The base year; ``None`` where it is not readable."""
        return self.stated_year if self.settings is None else self.settings.base_year

    def mislaid(self, table: str) -> bool:
        """Whether ``table`` is missing, and may stand where nobody looks for it.

        That is on a sheet, or in a file, whose name is none of a table.
        """
        return table in self.absent and bool(self.problems.strangers)

    def unread(self, table: str, key: str) -> bool:
        """Whether no row of ``table`` can be named because of something noted already."""
        if self.mislaid(table):
            return True
        nameless = bool((self.frames[table][key] == "").all())
        return nameless and any(p.file == self.files[table] for p in self.problems.problems)

    def spoilt(self, table: str, *columns: str) -> "pd.Series[bool]":
        """Rows of which one of these cells is a problem noted already."""
        file, spoilt = self.files[table], self.problems.spoilt
        if not spoilt:
            return pd.Series(False, index=self.frames[table].index)
        rows = set[int]().union(*(spoilt.get((file, column), ()) for column in (*columns, "")))
        return self.frames[table][LINE].isin(rows)

    def lost(self, table: str, *columns: str) -> int:
        """So many rows may be meant by names in these columns that are not to be found.

        They are rows of which one of these cells is a problem noted already, such as a key that
        stands twice, and lines that could not be read; of a table that is mislaid, all names.
        """
        if self.mislaid(table):
            return ANY_NUMBER
        lines = set(self.frames[table][LINE])
        unread = self.problems.spoilt.get((self.files[table], ""), set()) - lines
        return int(self.spoilt(table, *columns).sum()) + len(unread)

    def certain(self, table: str, *columns: str) -> pd.DataFrame:
        """The rows that alone have their key, without a problem in it or in these columns."""
        frame, key = self.frames[table], list(TABLES[table].key)
        doubled = frame.duplicated(key, keep=False)
        return frame[~doubled & ~self.spoilt(table, *key, *columns)]

    def note(
        self,
        table: str,
        mask: "pd.Series[bool]",
        column: str,
        *,
        found: str,
        expected: str,
        mend: str,
        warning: bool = False,
        needs: Sequence[str] = (),
        beside: "Mapping[str, pd.Series[Any]]" = NOTHING,
    ) -> None:
        """Note every row of ``table`` in ``mask``; texts may name columns in braces.

        They may name what is given ``beside`` the columns, too, a value for every row. Where the
        user's own words go into a text before, :func:`literal` keeps their braces. Rows are passed
        over where a cell that a text names, or that the check ``needs`` besides, is a problem
        already.
        """
        failing = mask.fillna(False).astype(bool)
        if not failing.any():
            return
        named = {name for text in (found, expected, mend) for name in _columns_in(text)}
        failing &= ~self.spoilt(table, *column.split(", "), *needs, *named)
        if not failing.any():
            return
        rows = self.frames[table].assign(**beside)[failing]
        tell = self.problems.warn if warning else self.problems.add
        if not warning:
            self.problems.spoil(self.files[table], column, map(int, rows[LINE]))
        for cells in rows.head(MOST_SHOWN).to_dict("records"):
            filled = {str(name): value for name, value in cells.items()}
            tell(
                self.files[table],
                int(cells[LINE]),
                column,
                found=found.format(**filled),
                expected=expected.format(**filled),
                mend=mend.format(**filled),
            )
        if len(rows) > MOST_SHOWN:
            tell(
                self.files[table],
                int(rows[LINE].iloc[MOST_SHOWN]),
                column,
                found=_("the same in {count} rows from here on").format(
                    count=len(rows) - MOST_SHOWN
                ),
                expected=expected.format(**{str(n): "…" for n in rows.columns}),
                mend=_("Mend the rows above first, then check again."),
            )

    def note_mislaid(self, table: str) -> None:
        """Note once that a table which other tables need is not there.

        Of one that every scenario needs this is noted already.
        """
        if TABLES[table].required:
            return
        names = listed(f"“{name}”" for name in self.problems.strangers)
        self.problems.add(
            self.files[table],
            0,
            "",
            found=_("no such table, though other tables refer to it"),
            expected=_("the table {table}").format(table=table_title(TABLES[table])),
            mend=_(
                "If it stands under another name ({names}), give it the name of the table; "
                "otherwise add it."
            ).format(names=names),
        )

    def note_missing(
        self, table: str, column: str, found: Sequence[str], *, expected: str, mend: str
    ) -> None:
        """Note what a table lacks, which stands on no row; a long list is cut short."""
        shown = list(found[:MOST_SHOWN])
        if len(found) > MOST_SHOWN:
            shown.append(_("{count} more of the same kind").format(count=len(found) - MOST_SHOWN))
        for text in shown:
            self.problems.add(
                self.files[table], 0, column, found=text, expected=expected, mend=mend
            )


def _columns_in(text: str) -> list[str]:
    """The columns that a text names in braces."""
    return [name for _text, name, _form, _conversion in Formatter().parse(text) if name]


def literal(words: Iterable[str]) -> str:
    """The user's words as a list in a text that :meth:`Data.note` fills in."""
    return listed(sorted(words)).replace("{", "{{").replace("}", "}}")
