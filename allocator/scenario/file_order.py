"""Problems of files, ranked in the order in which the files are gone through."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problem
from allocator.scenario.raw_table import RawTable
from allocator.scenario.tables import TABLES


def ranked(problem: Problem, files: Sequence[str], raws: Mapping[str, RawTable | None]) -> Problem:
    """The problem with its rank among ``files``: then by row, then by column of the file."""
    if problem.file not in files:
        return problem
    raw = raws.get(problem.file)
    column = -1 if raw is None else _place(problem.column, raw)
    return replace(problem, rank=(files.index(problem.file), problem.row, column))


def _place(column: str, raw: RawTable) -> int:
    """Where a column stands, by its header or declared name; -1 for one that is not there."""
    names = {column, column.partition(", ")[0]}
    for place, header in enumerate(map(clean, raw.headers)):
        if header in names or header.lower() in names or _declared(header) & names:
            return place
    return -1


def _declared(header: str) -> set[str]:
    """The columns that have a Chinese header, in whatever table."""
    columns = (column for table in TABLES.values() for column in table.columns)
    return {column.name for column in columns if column.header_zh == header}
