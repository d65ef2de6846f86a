"""Settings of a study whose rules contradict each other before anything is played."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from allocator.scenario.toml_file import dotted_items
from allocator.scenario.toml_text import toml_value
from allocator.text import _
from allocator.text.listing import listed

if TYPE_CHECKING:
    from allocator.simulation.studies.design.layout import Setting
    from allocator.simulation.studies.ready import Ready

Cell = tuple[str, str]
"""Ids of a setting and of an assumption."""


def told(scenario: str, ready: "Ready", cells: Sequence[Cell]) -> str:
    """Which they are, and the command that tells what contradicts what, and the mends."""
    ids = {setting for setting, _assumption in cells}
    named = _namer(ready)
    settings = [named(each) for each in ready.layout.settings if each.id in ids]
    return _(
        "Cannot be played, as the rules contradict each other at the start: {settings}. What "
        "contradicts what, and mends: {command}"
    ).format(settings=_("; ").join(settings), command=command(scenario, ready, cells[0]))


def _namer(ready: "Ready") -> "Callable[[Setting], str]":
    """What calls a setting by who lends and by its levels, as the tables of a study do."""
    from allocator.report.study.worded import coded, namer
    from allocator.simulation.studies.results.setting_names import factor_titles

    declared = ready.study.model_dump(mode="json", by_alias=True)
    name, titles = coded(namer(declared)), factor_titles(declared)

    def named(setting: "Setting") -> str:
        levels = setting.point.levels.items()
        told = (f"{titles[factor]} = {name(factor, level)}" for factor, level in levels)
        return listed([name("lender", setting.lender), *told])

    return named


def command(scenario: str, ready: "Ready", cell: Cell) -> str:
    """How to solve the first round of a setting under an assumption."""
    layout = ready.layout
    points = [each.point for each in layout.settings if each.id == cell[0]]
    points += [each.point for each in layout.assumptions if each.id == cell[1]]
    overrides = [*dotted_items(ready.study.set), *ready.overrides]
    overrides += [override for point in points for override in point.overrides]
    options = (f"--set {shlex.quote(f'{key}={_value(value)}')}" for key, value in _plain(overrides))
    return " ".join(["allocator solve", shlex.quote(scenario), *options, "--out DIR"])


def _plain(overrides: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    """Without those that no plan depends on."""
    return (each for each in overrides if not each[0].startswith("simulation"))


def _value(value: Any) -> str:
    try:
        return toml_value(value)
    except TypeError:  # a date, say
        return str(value)
