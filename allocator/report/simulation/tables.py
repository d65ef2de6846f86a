"""Tables of a simulation as grids."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from allocator.report.document import Field, Grid, Section, Value
from allocator.report.simulation.measured import (
    in_grid,
    item_field,
    item_fields,
    item_values,
)
from allocator.report.simulation.quantiles import QUANTILES
from allocator.scenario.declared_keys import key_meaning
from allocator.simulation.measures.key_measures import KEY_MEASURES
from allocator.simulation.results import Simulation
from allocator.simulation.summaries import NOTHING_IF_ABSENT
from allocator.text import _
from allocator.text.sentences import joined

_FILES = "runs.csv, runs.parquet"

NUMBERS = ("mean", "half", "low", "high", "sd", *QUANTILES)

MOST_RUNS = 20_000
"""Replications that a workbook has; all of them are in ``runs.csv``."""

MOST_COLUMNS = 10
"""Measures that each of them is shown with, so that the sheet is printed two pages wide at most."""


def measures_section(whole: pd.DataFrame, confidence: str) -> Section:
    """Every measure over the whole run."""
    text = _(
        "Over the whole run. The interval is of the mean, with {confidence} confidence, and "
        "narrows with more replications; quantiles, least and most are of single replications."
    ).format(confidence=confidence)
    fields = (*item_fields(), *_fields(confidence))
    rows = tuple((*item_values(_item(row)), *_numbers(row)) for row in _records(whole))
    grid = Grid("measures_whole_run", _("Measures of the whole run"), fields, rows)
    return Section("measures", _("All measures"), text=(text,), grids=(grid,))


def years_section(yearly: pd.DataFrame, confidence: str) -> Section:
    """Every measure in every year; in the workbook only, as it is long."""
    fields = (Field("year", _("year"), "year"), *item_fields(), *_fields(confidence))
    rows = tuple(
        (int(row["year"]), *item_values(_item(row)), *_numbers(row)) for row in _records(yearly)
    )
    grid = Grid("measures_by_year", _("Measures by year"), fields, rows)
    return Section("years", _("By year"), grids=(grid,), page=False)


def runs_section(simulation: Simulation) -> Section:
    """What each replication came to by the main measures: a row for each, in the workbook only.

    Of what did not occur in a replication there is no value in the files; here, as in the means,
    it is nothing where the measure counts.
    """
    runs = simulation.runs
    wide = runs.pivot(index="replication", columns=["measure", "key"], values="value")
    measured = [(measure, key) for measure in KEY_MEASURES for key in _keys(wide, measure)]
    of_all_first = sorted(measured, key=lambda item: bool(item[1]))
    items = of_all_first[:MOST_COLUMNS]
    for item in items:
        if item[0] in NOTHING_IF_ABSENT:
            wide[item] = wide[item].fillna(0.0)
    kept = wide.iloc[:MOST_RUNS]
    grid = Grid(
        "runs_table",
        _("Replications"),
        (Field("replication", _("replication"), "id"), *map(item_field, items)),
        tuple(
            (number, *(in_grid(item, value) for item, value in zip(items, values, strict=True)))
            for number, values in zip(kept.index.tolist(), kept[items].to_numpy(), strict=True)
        ),
        note=_left_out(len(wide), len(kept), len(wide.columns) - len(items)),
    )
    return Section("runs", _("Replications"), grids=(grid,), page=False)


def settings_section(record: Mapping[str, Any]) -> Section:
    """How chance, recruitment and the rest are set."""
    fields = (
        Field("key", _("setting of the simulation"), "id"),
        Field("value", _("value")),
        Field("meaning", _("meaning")),
    )
    rows = tuple(
        (key, value, key_meaning(key.split(".")))
        for key, value in _flat("simulation", record["simulation"])
    )
    grid = Grid("settings_of_simulation", _("Settings of the simulation"), fields, rows)
    return Section("settings", _("Settings"), grids=(grid,))


def _flat(name: str, content: Any) -> Iterator[tuple[str, Value]]:
    if isinstance(content, bool):
        yield name, "true" if content else "false"  # as the key is written
        return
    if not isinstance(content, Mapping):
        yield name, (content if isinstance(content, int | float) else str(content))
        return
    for key, value in content.items():
        yield from _flat(f"{name}.{key}", value)


def _fields(confidence: str) -> tuple[Field, ...]:
    titles = {
        "mean": _("mean"),
        "half": _("half-width"),
        "low": _("interval from"),
        "high": _("interval to"),
        "sd": _("standard deviation"),
        "least": _("least"),
        "p5": _("5% quantile"),
        "p25": _("25% quantile"),
        "median": _("median"),
        "p75": _("75% quantile"),
        "p95": _("95% quantile"),
        "most": _("most"),
    }
    of_mean = _("Of the mean, with {confidence} confidence.").format(confidence=confidence)
    notes = dict.fromkeys(("half", "low", "high"), of_mean)
    counted = _("Values that have a meaning; others are left out.")
    return (
        Field("replications", _("replications"), "count", note=counted),
        *(Field(name, titles[name], "number", note=notes.get(name, "")) for name in NUMBERS),
    )


def _numbers(row: Mapping[str, Any]) -> tuple[Value, ...]:
    item = _item(row)
    found = dict(row) | {"half": (row["high"] - row["low"]) / 2}
    return (int(row["replications"]), *(in_grid(item, found[name]) for name in NUMBERS))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows by name, in the order of the table, but years ahead and tiers of a measure by number."""
    rows = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    measured = groupby(rows, lambda row: (row.get("year"), row["measure"]))
    return [row for _measure, of_one in measured for row in sorted(of_one, key=_number_of_key)]


def _number_of_key(row: Mapping[str, Any]) -> int:
    key = str(row["key"])
    return int(key) if key.isdecimal() else 0


def _item(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row["measure"]), str(row["key"])


def _keys(wide: pd.DataFrame, measure: str) -> list[str]:
    return [str(column[1]) for column in wide.columns if column[0] == measure]


def _left_out(count: int, kept: int, measures: int) -> str:
    """What of the files is not on the sheet."""
    said = [
        _("The main measures; {more} more are in {file}.").format(more=measures, file=_FILES)
        if measures
        else "",
        _("The first {kept} of {count} replications; all of them are in {file}.").format(
            kept=kept, count=count, file=_FILES
        )
        if count > kept
        else "",
    ]
    return joined(said)
