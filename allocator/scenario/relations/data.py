"""What the checks look at, and how they note the rows that fail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.settings import Settings
from allocator.scenario.typed import LINE, MOST_SHOWN
from allocator.text import _


@dataclass(frozen=True)
class Data:
    """Everything a check looks at; settings and policy are ``None`` where unreadable.

    ``files`` names the file of each table, ``policy_file`` that of the policy model.
    """

    frames: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    settings: Settings | None
    policy: Policy | None
    problems: Problems
    policy_file: str = ""

    def unread(self, table: str, key: str) -> bool:
        """Whether no row of ``table`` can be named because of a problem noted already."""
        nameless = bool((self.frames[table][key] == "").all())
        return nameless and any(p.file == self.files[table] for p in self.problems.problems)

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
    ) -> None:
        """Note every row of ``table`` in ``mask``; texts may name columns in braces.

        Where the user's own words go into a text before, :func:`literal` keeps their braces.
        """
        failing = mask.fillna(False).astype(bool)
        if not failing.any():
            return
        rows = self.frames[table][failing]
        tell = self.problems.warn if warning else self.problems.add
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


def literal(words: Iterable[str]) -> str:
    """The user's words as a list in a text that :meth:`Data.note` fills in."""
    return ", ".join(sorted(words)).replace("{", "{{").replace("}", "}}")
