"""Where a scenario is read from, a folder or a workbook: what both say, as it is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from allocator.listening import nobody
from allocator.scenario.column_words import table_title
from allocator.scenario.csv_folder import read_folder
from allocator.scenario.file_order import ranked
from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import TableFile
from allocator.scenario.settings import SETTINGS_FILE
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import load_toml
from allocator.scenario.workbook_names import note_lock_file, note_workbooks_instead
from allocator.text import _


class Source(Protocol):
    """A folder or workbook, read.

    Attributes
    ----------
    path : Path
        The folder or the workbook.
    keys : dict or None
        What ``scenario.toml`` or the sheet ``scenario`` says; ``None`` where it is not readable.
    settings_file : str
        What problems call it.
    tables : dict of str to TableFile
        Every known table that is there, by name.
    """

    @property
    def path(self) -> Path: ...

    @property
    def keys(self) -> dict[str, Any] | None: ...

    @property
    def settings_file(self) -> str: ...

    @property
    def tables(self) -> dict[str, TableFile]: ...

    def file_of(self, table: str) -> str:
        """What problems call the file or sheet of a table, whether it is there or not."""

    def note_missing(self, table: str, problems: Problems) -> None:
        """Note that a table is not there."""

    def told_of(self, problems: Problems) -> None:
        """Let problems name what a planner can find at once, and rank as files or sheets do."""


class FolderSource:
    """A folder of CSV files and ``scenario.toml``."""

    settings_file = SETTINGS_FILE

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.keys = load_toml(path / SETTINGS_FILE, problems)
        self.tables = read_folder(path, problems)

    def file_of(self, table: str) -> str:
        """The name of its CSV file."""
        return self.tables[table].file if table in self.tables else f"{table}.csv"

    def note_missing(self, table: str, problems: Problems) -> None:
        """Note that there is no file of it."""
        problems.add(
            self.file_of(table),
            0,
            "",
            found=_("no such file"),
            expected=_("the table {table}").format(table=table_title(TABLES[table])),
            mend=_("Add the file; “allocator new DIR” shows its form."),
        )

    def told_of(self, problems: Problems) -> None:
        """Rank them; rows and columns of files are named already."""
        raws = {table.file: table.raw for table in self.tables.values()}
        files = [SETTINGS_FILE, *map(self.file_of, TABLES)]
        problems.problems = [ranked(each, files, raws) for each in problems.problems]
        problems.warnings = [ranked(each, files, raws) for each in problems.warnings]


def open_source(
    path: Path, problems: Problems, told: Callable[[str, float], None] = nobody
) -> Source:
    """The folder or workbook at ``path``, with what is wrong with its parts noted.

    Parameters
    ----------
    told : callable
        Of each sheet of a workbook before it is read, and the share of all that is read by then.

    Raises
    ------
    InvalidData
        A file that is no workbook, or one that cannot be opened; a folder that holds workbooks
        instead of a scenario.
    """
    if path.is_dir():
        note_workbooks_instead(path, SETTINGS_FILE, problems)
        problems.raise_if_any()
        return FolderSource(path, problems)
    note_lock_file(path, problems)
    problems.raise_if_any()
    from allocator.scenario.workbook import WorkbookSource

    return WorkbookSource(path, problems, told)


def folder_of(path: Path) -> Path:
    """The folder that a scenario's own paths start from: its own, or that of its workbook."""
    return path if path.is_dir() else path.parent
