"""Problems found in the data: where, what was found, what was expected, how to mend it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from unicodedata import category

from allocator.text import _

_WHOLE_ROW = re.compile(r"!(\d+):\1$")
"""The end of the address of a row of a sheet."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem in what the user supplied.

    Attributes
    ----------
    file : str
        File (or sheet) as the user knows it, or ``--set`` for the command line.
    row : int
        Line of the file, counted from 1; 0 where no single line is meant.
    column : str
        Column header, or key of a TOML file; empty where none is meant.
    found, expected, mend : str
        Sentences in the language in use.
    cell : str
        In a workbook the sheet and cell, as ``requests!D17``; row 17 as a whole is
        ``requests!17:17``. Empty elsewhere, and where no single place of a sheet is meant.
    workbook : str
        File name of the workbook; empty for what stands in none.
    rank : tuple of int
        Where it stands among all files or sheets, for order: file, row, column; empty for what
        stands in none of them, which comes first.
    lacking : str
        Title of a column that is not there, in the language in use; it is the row of headers
        that lacks it.
    """

    rank: tuple[int, ...] = field(default=(), kw_only=True, repr=False)
    file: str
    row: int
    column: str
    found: str
    expected: str
    mend: str
    cell: str = ""
    workbook: str = ""
    lacking: str = field(default="", kw_only=True, repr=False)

    def place(self) -> str:
        """File, row and column, as ``requests.csv, row 17, column posts``.

        Of a workbook the cell, as ``requests!D17 (posts)``; of a row as a whole its number.
        """
        if self.lacking or _WHOLE_ROW.search(self.cell):
            return self._row_of_sheet()
        column = " ".join(self.column.split())  # a header may stand on several lines
        if self.cell:
            named = _("{cell} ({column})").format(cell=self.cell, column=column)
            return named if column else self.cell
        parts = [self.file]
        if self.row:
            parts.append(_("row {row}").format(row=self.row))
        if column:
            parts.append(_("column {column}").format(column=column))
        return _(", ").join(parts)

    def _row_of_sheet(self) -> str:
        if self.lacking:
            return _("{sheet}, row {row}, without a column “{column}”").format(
                sheet=self.file, row=self.row, column=self.lacking
            )
        return _("{sheet}, row {row}").format(sheet=self.file, row=self.row)

    def __str__(self) -> str:
        return _("{place}: found {found}; expected {expected}. {mend}").format(
            place=self.place(), found=self.found, expected=self.expected, mend=self.mend
        )

    def as_dict(self) -> dict[str, str | int]:
        """What it says, by name, for JSON."""
        left_out = ("rank", "lacking")
        return {name: value for name, value in asdict(self).items() if name not in left_out}


LONGEST_QUOTED = 80

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of control and format characters, lone surrogates and line separators."""


def quoted(text: str) -> str:
    """The user's own text in quotes, cut short where it is long, what cannot be seen as codes.

    A control character would ring a bell or break the line of whoever reads the problem.
    """
    text = "".join(_escaped(sign) if category(sign) in _UNSEEN else sign for sign in text)
    shown = text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1] + "…"
    return f"“{shown}”"


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


class InvalidData(Exception):
    """The data cannot be used.

    Attributes
    ----------
    problems : tuple of Problem
        Everything that is wrong, in order.
    warnings : tuple of Problem
        What else the user should look at, in order.
    """

    def __init__(self, problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.warnings = tuple(sorted(set(warnings)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Collects problems (which stop the reading) and warnings (which do not).

    Attributes
    ----------
    spoilt : mapping
        File and column → rows whose cell is a problem; column ``""`` for rows as a whole.
    strangers : list of str
        Sheets or files that no table was read from, and of which a warning tells: a table that
        is missing may stand there.
    """

    def __init__(self) -> None:
        self.spoilt: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self.strangers: list[str] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def add(
        self,
        file: str,
        row: int,
        column: str,
        *,
        found: str,
        expected: str,
        mend: str,
        lacking: str = "",
    ) -> None:
        """Note a problem; ``lacking`` is as of :class:`Problem`."""
        problem = Problem(file, row, column, found, expected, mend, lacking=lacking)
        self.problems.append(problem)
        if row:
            self.spoil(file, column, [row])

    def spoil(self, file: str, columns: str, rows: Iterable[int]) -> None:
        """Remember that cells are a problem, so that nothing that rests on them is noted too.

        ``columns`` has commas between several, as :attr:`Problem.column` has.
        """
        for column in columns.split(", "):
            self.spoilt[file, column].update(rows)

    def warn(
        self, file: str, row: int, column: str, *, found: str, expected: str, mend: str
    ) -> None:
        """Note something the user should look at, though the data can be used."""
        self.warnings.append(Problem(file, row, column, found, expected, mend))

    def raise_if_any(self) -> None:
        """Raise :class:`InvalidData` with every problem noted so far."""
        if self.problems:
            raise InvalidData(self.problems, self.warnings)
