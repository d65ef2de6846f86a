"""Reads the scenario of every cell of a study, and tells what is wrong with any."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from allocator.scenario.changes.refusals import nearest
from allocator.scenario.problems import InvalidData, Problem, Problems
from allocator.scenario.relations.data import Data
from allocator.scenario.rereading import Rereading
from allocator.scenario.toml_file import dotted_items
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Layout, Override, Point
from allocator.simulation.studies.design.origins import (
    HERE,
    factor_places,
    origins_of,
    refuse_factors_set,
    traced,
)
from allocator.simulation.studies.design.variants import Variant, Variants
from allocator.simulation.studies.measures_chosen import BY_ID, parted
from allocator.text import _

MOST_FAILED = 50
"""After so many combinations that cannot be played no further one is read."""

TIERS = ("1", "2", "3")


def variants_of(
    study: Study,
    layout: Layout,
    source: str | Path,
    overrides: tuple[Override, ...],
    file: str,
    checks: tuple[Callable[[Data], Any], ...],
) -> Variants:
    """The scenario of every setting under every assumption; see ``laid_out.layout_of``.

    Raises
    ------
    InvalidData
        With every problem once, whatever the number of combinations that have it.
    """
    problems = Problems()
    refuse_factors_set(study, overrides, file, problems)
    problems.raise_if_any()
    origins = origins_of(study, overrides, file)
    reading = _Reading(
        Rereading(source, checks, HERE),
        (*dotted_items(study.set), *overrides),
        lambda problem: traced(problem, origins, file),
    )
    place = [
        [reading.read(setting.point, each.point) for each in layout.assumptions]
        for setting in layout.settings
    ]
    reading.refuse_failed(factor_places(study), file)
    variants = Variants(reading.variants, place)
    _refuse_unknown_parts(study, reading.variants, file, problems)
    problems.raise_if_any()
    return variants


@dataclass
class _Reading:
    """Combinations as they are read.

    Attributes
    ----------
    common : tuple of Override
        What the whole study sets.
    tell : callable
        A problem of an override → the same where the study has the override.
    failed : mapping
        Problems → the levels of each combination that has them.
    """

    scenario: Rereading
    common: tuple[Override, ...]
    tell: Callable[[Problem], Problem]
    variants: list[Variant] = field(default_factory=list)
    failed: dict[Problem, list[dict[str, str]]] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)
    _levels: list[dict[str, str]] = field(default_factory=list)
    _failures: int = 0

    def read(self, lever: Point, uncertainty: Point) -> int:
        """The place of a combination's variant; nothing is read twice."""
        overrides = (*self.common, *lever.overrides, *uncertainty.overrides)
        written = repr(overrides)
        if written not in self._read and self._failures < MOST_FAILED:
            self._read[written] = len(self.variants)
            self._levels.append({**lever.levels, **uncertainty.levels})
            self._read_now(overrides)
        return self._read.get(written, 0)

    def _read_now(self, overrides: tuple[Override, ...]) -> None:
        try:
            scenario = self.scenario.scenario(overrides)
            warnings = tuple(sorted(map(self.tell, scenario.warnings)))
            self.variants.append(Variant(scenario.replace(warnings=warnings)))
        except InvalidData as error:
            self._failures += 1
            for problem in error.problems:
                self.failed.setdefault(problem, []).append(self._levels[-1])

    def refuse_failed(self, places: Mapping[str, str], file: str) -> None:
        """Raise what is wrong with any combination, told where in the study it comes from."""
        own = _problems_of(self.scenario) if self.failed else frozenset()
        told = {
            self.tell(problem)
            if problem.file == HERE or problem in own
            else _of_combination(problem, self._telling(levels), places, file)
            for problem, levels in self.failed.items()
        }
        if told:
            raise InvalidData(told)

    def _telling(self, failed: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
        """The levels that all failed combinations have in common, and not all others besides."""
        shared = _shared(failed)
        always = _shared(self._levels)
        return {name: level for name, level in shared.items() if name not in always} or failed[0]


def _shared(combinations: Sequence[Mapping[str, str]]) -> dict[str, str]:
    first, *others = combinations
    return {
        name: level
        for name, level in first.items()
        if all(other.get(name) == level for other in others)
    }


def _problems_of(scenario: Rereading) -> frozenset[Problem]:
    """What is wrong with the scenario as it stands, whatever the study sets."""
    try:
        scenario.scenario()
    except InvalidData as error:
        return frozenset(error.problems)
    return frozenset()


def _of_combination(
    problem: Problem, levels: Mapping[str, str], places: Mapping[str, str], file: str
) -> Problem:
    """A problem that levels make elsewhere in the scenario."""
    where = ", ".join(f"{places[name]} = {level}" for name, level in levels.items())
    return replace(
        problem,
        file=file,
        row=0,
        column=where or "set",
        cell="",
        workbook="",
        found=_("in {place}: {found}").format(place=problem.place(), found=problem.found),
    )


def _refuse_unknown_parts(
    study: Study, variants: Iterable[Variant], file: str, problems: Problems
) -> None:
    """Parts of measures, such as pools, are there in some scenario."""
    tables = [variant.scenario.tables for variant in variants]
    for number, choice in enumerate(study.measures, start=1):
        measure, key = parted(choice.measure)
        by = BY_ID[measure].by
        known = _PARTS[by](tables) if key and by in _PARTS else {key}
        if key not in known:
            problems.add(
                file,
                0,
                f"measures[{number}]",
                found=f"“{key}”",
                expected=_("one of {names}").format(names=", ".join(sorted(known))),
                mend=nearest(key, known) or _("Correct the name."),
            )


_PARTS: Mapping[str, Callable[[list[Mapping[str, Any]]], set[str]]] = {
    "pool": lambda tables: {name for each in tables for name in each["pools"]["pool_id"]},
    "purpose": lambda tables: {name for each in tables for name in each["requests"]["purpose"]},
    "tier": lambda _tables: set(TIERS),
}
"""What a measure is by → the parts that scenarios may have."""
