"""One scenario, read again and again with other overrides: what none touches is read once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from allocator.scenario.changes.change import is_cell, parse_cell_key
from allocator.scenario.changes.edited import Edits
from allocator.scenario.fingerprint import content, fingerprint_of
from allocator.scenario.finishing import finished
from allocator.scenario.origin import origin_of
from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problem, Problems
from allocator.scenario.raw_table import TableFile
from allocator.scenario.reading import (
    COMMAND_LINE,
    is_settings_key,
    locate,
    policy_file,
    policy_name,
    policy_of,
    read_scenario,
    require_tables,
    settings_of,
)
from allocator.scenario.relations import CHECKS
from allocator.scenario.relations.data import Data
from allocator.scenario.relations.watched import Sight, WatchedCheck
from allocator.scenario.remembered import Remembered
from allocator.scenario.scenario import Scenario
from allocator.scenario.settings import Settings
from allocator.scenario.source import folder_of, open_source
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import LINE, typed_table

Override = tuple[str, Any]
Made = TypeVar("Made")

MOST_KEYS = 1024
MOST_TABLES = 128
"""So many settings and policy models, and so many tables, are remembered."""


@dataclass(frozen=True)
class Understood:
    """A table, typed.

    Attributes
    ----------
    content : str
        Stands for what it holds.
    edits : Edits or None
        What overrides made of the file.
    """

    frame: pd.DataFrame
    warnings: tuple[Problem, ...]
    content: str
    edits: Edits | None


class SomethingWrong(Exception):
    """There is a problem, to be told by reading the scenario from the beginning."""


class Rereading:
    """A scenario's folder or workbook, opened.

    What it reads is what :func:`allocator.scenario.reading.read_scenario` reads of the same
    overrides, several times as fast; and that function reads, and reports, wherever anything
    is wrong.

    Parameters
    ----------
    source, checks, place
        As of :func:`allocator.scenario.reading.read_scenario`.

    Raises
    ------
    InvalidData
        There is no such folder, or the file is no workbook that can be opened.
    """

    def __init__(
        self,
        source: str | Path,
        checks: Iterable[Callable[[Data], Any]] = (),
        place: str = COMMAND_LINE,
    ) -> None:
        problems = Problems()
        self._source, self._place = open_source(locate(source, problems), problems), place
        self._more = tuple(checks)
        self._keys = self._source.keys or {}
        self._folder = folder_of(self._source.path)
        found = self._source.tables
        require_tables(self._source, found, problems)
        self._sound = not problems.problems
        self._warnings = tuple(problems.warnings)
        absent = {name: TableFile(self._source.file_of(name), None) for name in TABLES}
        self._found = absent | found
        self._there = frozenset(found)
        self._checks = [WatchedCheck(check) for check in (*CHECKS, *self._more)]
        self._settings = Remembered[Settings](MOST_KEYS)
        self._policies = Remembered[Policy](MOST_KEYS)
        self._understood = Remembered[Understood](MOST_TABLES)
        self._finished = Remembered[tuple[pd.DataFrame, bytes]](MOST_TABLES)

    def scenario(self, overrides: Iterable[Override] = ()) -> Scenario:
        """The scenario with overrides.

        Raises
        ------
        InvalidData
            With every problem, in one report.
        """
        given = tuple(overrides)
        if self._sound:
            try:
                return self._reread(given).replace(origin=origin_of(self._source.path, given))
            except SomethingWrong:
                pass
        return read_scenario(self._source.path, given, checks=self._more, place=self._place)

    def _reread(self, given: tuple[Override, ...]) -> Scenario:
        chosen = tuple(item for item in given if not is_cell(item[0]))
        own = [item for item in chosen if is_settings_key(item[0])]
        named = policy_name(self._keys, chosen)
        written = {
            "settings": repr(own),
            "policy": repr((named, [item for item in chosen if item not in own])),
            "policy_file": named,
        }
        settings = self._settings.get(written["settings"], lambda: self._read_settings(chosen))
        policy = self._policies.get(written["policy"], lambda: self._read_policy(chosen))
        tables = self._tables([item for item in given if is_cell(item[0])], settings.base_year)
        sight = Sight(
            {name: table.frame for name, table in tables.items()},
            {name: table.file for name, table in self._found.items()},
            settings,
            policy,
            policy_file(named, self._folder),
            written | {name: table.content for name, table in tables.items()},
        )
        return self._checked(sight, tables)

    def _read_settings(self, chosen: tuple[Override, ...]) -> Settings:
        problems = Problems()
        settings = settings_of(
            self._keys, chosen, self._place, problems, file=self._source.settings_file
        )
        return _sound(settings, problems)

    def _read_policy(self, chosen: tuple[Override, ...]) -> Policy:
        problems = Problems()
        policy = policy_of(
            self._folder,
            self._keys,
            chosen,
            self._place,
            problems,
            file=self._source.settings_file,
        )
        return _sound(policy, problems)

    def _tables(self, cells: list[Override], base_year: int) -> Mapping[str, Understood]:
        by_table: dict[str, list[Override]] = {}
        for key, value in cells:
            by_table.setdefault(_table_of(key), []).append((key, value))
        tables = {}
        for name in TABLES:
            edits = by_table.get(name, [])
            written = repr((name, base_year if name == "grades" or edits else None, edits))
            tables[name] = self._understood.get(
                written,
                lambda: self._understand(name, edits, base_year, written),  # noqa: B023
            )
        return tables

    def _understand(
        self, name: str, cells: list[Override], base_year: int, written: str
    ) -> Understood:
        problems = Problems()
        there = {name: self._found[name]} if name in self._there else {}
        edits = Edits(there, base_year, self._place, self._source.file_of)
        edits.apply(cells, problems)
        raw = edits.found[name].raw if name in edits.found else None
        frame = typed_table(TABLES[name], raw, problems)
        if name == "grades":  # a year is part of the key of a grade
            frame["year"] = frame["year"].fillna(base_year)
        _sound(frame, problems)
        return Understood(frame, tuple(problems.warnings), written, edits if cells else None)

    def _checked(self, sight: Sight, tables: Mapping[str, Understood]) -> Scenario:
        told = Problems()
        told.warnings += self._warnings
        for table in tables.values():
            told.warnings += table.warnings
        for check in self._checks:
            warnings = check.warnings(sight)
            if warnings is None:
                raise SomethingWrong
            told.warnings += warnings
        for table in tables.values():
            if table.edits is not None:
                table.edits.told_of(told)
        self._source.told_of(told)
        made = {name: self._finish(name, table, sight) for name, table in tables.items()}
        return Scenario(
            sight.settings,
            sight.policy,
            {name: frame for name, (frame, _content) in made.items()},
            tuple(sorted(set(told.warnings))),
            fingerprint_of(
                sight.settings, sight.policy, {name: text for name, (_frame, text) in made.items()}
            ),
        )

    def _finish(self, name: str, table: Understood, sight: Sight) -> tuple[pd.DataFrame, bytes]:
        settings, policy = sight.settings, sight.policy
        # What the finished tables hold depends on these alone; see allocator.scenario.finishing.
        repayment, grades = policy.recall.repayment, policy.evaluation.grades
        key = (table.content, settings.base_year, repayment, repr(grades))

        def make() -> tuple[pd.DataFrame, bytes]:
            frame = finished(name, table.frame.drop(columns=LINE), settings, policy)
            return frame, content(frame)

        return self._finished.get(key, make)


def _sound(made: Made | None, problems: Problems) -> Made:
    if problems.problems or made is None:
        raise SomethingWrong
    return made


def _table_of(key: str) -> str:
    change = parse_cell_key(key, "")
    titled = {table.title_zh: name for name, table in TABLES.items()}
    name = None if change is None else titled.get(change.table, change.table.lower())
    if name not in TABLES:
        raise SomethingWrong
    return name
