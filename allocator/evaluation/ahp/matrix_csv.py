"""A pairwise matrix from CSV: the items in the first row and again in the first column."""

from collections.abc import Sequence
from fractions import Fraction

from allocator.evaluation.ahp.matrix import NotPairwise, PairwiseMatrix, pairwise_matrix
from allocator.scenario.csv_folder import parse_csv
from allocator.scenario.judgement import parse_judgement
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.raw_table import RawTable
from allocator.text import _

Row = tuple[Fraction | None, ...]


def matrix_of_csv(file: str, text: str, problems: Problems) -> PairwiseMatrix | None:
    """The matrix that CSV text holds; ``None``, with every problem noted, where it holds none.

    Parameters
    ----------
    file : str
        Name of the file, as the user knows it.
    text : str
        Each cell says how many times as important its row's item is as its column's: a number
        or a fraction, empty where unknown.
    """
    noted = len(problems.problems)
    raw = parse_csv(file, text, problems)
    if raw is None:
        return None
    raw = _without_empty_columns(raw)
    ragged = len(problems.problems) > noted
    cells = _judgements(raw, problems)
    if ragged or not _named_alike(raw, problems):
        return None
    matrix = _matrix(raw, cells, problems)
    return matrix if len(problems.problems) == noted else None


def _without_empty_columns(raw: RawTable) -> RawTable:
    """Without the empty columns that spreadsheets leave at the right."""
    kept = len(raw.headers)
    while kept > 1 and not "".join((raw.headers[kept - 1], *raw.columns[kept - 1])).strip():
        kept -= 1
    return RawTable(raw.file, raw.headers[:kept], raw.lines, raw.columns[:kept])


def _names(raw: RawTable) -> tuple[list[str], list[str]]:
    """The items that the first row names, and those that the first column does."""
    return [clean(name) for name in raw.headers[1:]], [clean(name) for name in raw.columns[0]]


def _judgements(raw: RawTable, problems: Problems) -> list[Row]:
    """The cells, row by row; one that cannot be read counts as unknown and is noted."""
    columns, _rows = _names(raw)
    return [
        tuple(
            _judgement(raw.file, line, name, text, problems)
            for name, text in zip(columns, row, strict=True)
        )
        for line, *row in zip(raw.lines, *raw.columns[1:], strict=True)
    ]


def _judgement(file: str, line: int, column: str, text: str, problems: Problems) -> Fraction | None:
    try:
        return parse_judgement(text)
    except ValueError as error:
        problems.add(
            file,
            line,
            column,
            found=quoted(text),
            expected=str(error),
            mend=_(
                "Write how many times as important the row is as the column. A spreadsheet that "
                "takes 1/3 for a date keeps it as =1/3 or as text."
            ),
        )
        return None


def _named_alike(raw: RawTable, problems: Problems) -> bool:
    """Whether both name the same items in the same order; each difference is noted."""
    columns, rows = _names(raw)
    mend = _("Name the same items in the first row and in the first column, in the same order.")
    if len(rows) != len(columns):
        problems.add(
            raw.file,
            0,
            "",
            found=_("{rows} rows and {columns} columns of judgements").format(
                rows=len(rows), columns=len(columns)
            ),
            expected=_("a square: one row and one column for each item"),
            mend=mend,
        )
        return False
    for line, row, column in zip(raw.lines, rows, columns, strict=True):
        if row != column:
            expected = _("“{name}”, as in the first row").format(name=column)
            found = _("“{name}” in the first column").format(name=row)
            problems.add(raw.file, line, "", found=found, expected=expected, mend=mend)
    return rows == columns


def _matrix(raw: RawTable, cells: Sequence[Row], problems: Problems) -> PairwiseMatrix | None:
    names, _rows = _names(raw)
    lines = dict(zip(names, raw.lines, strict=True))
    try:
        return pairwise_matrix(names, cells)
    except NotPairwise as error:
        for fault in error.faults:
            problems.add(
                raw.file,
                lines.get(fault.row, 0),
                fault.column,
                found=fault.found,
                expected=fault.expected,
                mend=fault.mend,
            )
        return None
