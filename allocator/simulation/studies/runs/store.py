"""The runs of studies, kept as they finish in a file that several processes may share."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.runs.keys import digest, run_key
from allocator.simulation.studies.runs.measured import Measured
from allocator.text import _

APPLICATION = 0x416C6C6F
"""Marks a file as a store of runs ("Allo")."""

SCHEMA = 1

WAITING = 60.0
"""Seconds to wait while another process writes."""

TABLES = """
create table cells (key text primary key, content text not null) without rowid;
create table forms (key text primary key, form text not null) without rowid;
create table runs (
    key text primary key,
    cell text not null references cells,
    replication integer not null,
    form text references forms,
    numbers blob,
    gap real,
    contradicted text,
    seconds real,
    solver_seconds real,
    error text,
    traceback text,
    always integer
) without rowid;
create index runs_of_cells on runs (cell, replication);
"""

KEEP = """
insert into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (key) do update set
    form = excluded.form, numbers = excluded.numbers, gap = excluded.gap,
    contradicted = excluded.contradicted, seconds = excluded.seconds,
    solver_seconds = excluded.solver_seconds, error = excluded.error,
    traceback = excluded.traceback, always = excluded.always
where excluded.error is null or runs.error is not null
"""
"""A run that has come to something is never replaced by a failure."""

READ = """
select replication, forms.form, numbers, gap, contradicted, seconds, solver_seconds,
    error, traceback, always
from runs left join forms on runs.form = forms.key
"""


class StoreUnusable(Exception):
    """The file of a store cannot be used."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(
            _(
                "{path}: cannot be used as the store of runs: {why}. Move the file away, or name "
                "another one; runs that are not found are played again"
            ).format(path=path, why=why)
        )


@dataclass(frozen=True)
class Kept:
    """A run that is in the store, as it can be found there."""

    key: str
    cell: str
    run: Run


class Store:
    """Runs by their keys, in a file of SQLite.

    A run is there as a whole or not at all, whatever happens to the process that writes it; several
    processes may read and write at the same time. The file must be on a disk of the machine itself:
    on network drives locks cannot be relied on.

    Parameters
    ----------
    path : Path or None
        A new file, or a former store; ``None`` keeps the runs in memory only.

    Raises
    ------
    StoreUnusable
        It is something else, of a newer form, or not to be written.
    OSError
        Its folder cannot be made.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = sqlite3.connect(
                ":memory:" if path is None else path, timeout=WAITING, isolation_level=None
            )
        except sqlite3.Error as error:
            raise StoreUnusable(path or "", str(error)) from error
        try:
            with self._telling():
                self._begin()
        except BaseException:
            self._file.close()
            raise

    def _begin(self) -> None:
        (application,) = self._file.execute("pragma application_id").fetchone()
        (schema,) = self._file.execute("pragma user_version").fetchone()
        (tables,) = self._file.execute("select count(*) from sqlite_master").fetchone()
        if tables and application != APPLICATION:
            raise StoreUnusable(self.path or "", _("it is a database of something else"))
        if schema > SCHEMA:
            raise StoreUnusable(self.path or "", _("a newer version of this software made it"))
        if not tables:
            self._make()

    def _make(self) -> None:
        with self._writing():
            # Another process may have been quicker.
            (tables,) = self._file.execute("select count(*) from sqlite_master").fetchone()
            if tables:
                return
            for statement in TABLES.split(";"):
                self._file.execute(statement)
            self._file.execute(f"pragma application_id = {APPLICATION}")
            self._file.execute(f"pragma user_version = {SCHEMA}")

    def keep(self, cell: str, content: str, runs: Iterable[Run]) -> None:
        """Keep runs of a cell, all of them or none.

        Parameters
        ----------
        cell : str
            Key of the cell.
        content : str
            What the key stands for, for those who look into the file.

        Raises
        ------
        StoreUnusable
            The file cannot be written.
        """
        with self._telling(), self._writing():
            self._file.execute("insert or ignore into cells values (?, ?)", (cell, content))
            for run in runs:
                self._file.execute(KEEP, self._row(cell, run))

    def _row(self, cell: str, run: Run) -> tuple[object, ...]:
        outcome, named = run.outcome, (run_key(cell, run.replication), cell, run.replication)
        if isinstance(outcome, Failure):
            told = (outcome.error, outcome.traceback, int(outcome.always))
            return (*named, None, None, None, None, None, None, *told)
        form = digest(outcome.form)
        self._file.execute("insert or ignore into forms values (?, ?)", (form, outcome.form))
        years = " ".join(map(str, outcome.contradicted))
        numbers = (form, outcome.values, outcome.gap, years)
        return (*named, *numbers, outcome.seconds, outcome.solver_seconds, None, None, None)

    def runs_of(self, cell: str, most: int) -> dict[int, Run]:
        """Runs of a cell by replication, of those below ``most``."""
        with self._telling():
            found = self._file.execute(
                f"{READ} where cell = ? and replication < ? order by replication", (cell, most)
            )
            return {row[0]: _run(row) for row in found}

    def find(self, beginning: str) -> list[Kept]:
        """Runs whose key begins so, at most two of them."""
        with self._telling():
            found = self._file.execute(
                "select key, cell, replication from runs where substr(key, 1, ?) = ? limit 2",
                (len(beginning), beginning),
            ).fetchall()
            return [
                Kept(key, cell, self.runs_of(cell, replication + 1)[replication])
                for key, cell, replication in found
            ]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "Store":
        """The store, to be closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._file.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._file.execute("rollback")
            raise
        self._file.execute("commit")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreUnusable(self.path or "", str(error)) from error


def _run(row: tuple[object, ...]) -> Run:
    replication, form, values, gap, contradicted, seconds, solver, error, where, always = row
    if error is not None:
        return Run(replication, Failure(str(error), str(where), bool(always)))  # type: ignore[arg-type]
    years = tuple(int(year) for year in str(contradicted).split())
    outcome = Measured(form, values, gap, years, seconds, solver)  # type: ignore[arg-type]
    return Run(replication, outcome)  # type: ignore[arg-type]
