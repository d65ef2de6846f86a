"""Every run that counts, and every run that failed."""

from collections.abc import Iterator
from dataclasses import replace

from allocator.report.document import Field, Grid, Section
from allocator.report.simulation.measured import in_grid, item_field
from allocator.report.study.columns import grid, text
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.text import _

MOST_RUNS = 20_000
"""Runs that a workbook has; all of them are in ``runs.csv``."""


def runs(studied: Studied) -> Iterator[Section]:
    """A row for each run, in the workbook only."""
    table = studied.table("runs")
    if table is None:
        return
    by = ["setting", "assumption", "replication"]
    wide = table.pivot(index=by, columns=["measure", "key"], values="value")
    order = dict.fromkeys(table[by].itertuples(index=False, name=None))
    wide = wide.reindex(list(order))
    kept, items = wide.iloc[:MOST_RUNS], studied.names.items
    rows = tuple(
        (*of, *(in_grid(item, value) for item, value in zip(items, values, strict=True)))
        for of, values in zip(kept.index.tolist(), kept[items].to_numpy(), strict=True)
    )
    fields = (
        Field("setting", _("setting"), "id"),
        Field("assumption", _("assumption"), "id"),
        Field("replication", _("replication"), "id"),
        *map(item_field, items),
    )
    every = Grid("runs_table", _("Runs"), fields, rows, note=_left_out(len(wide), len(kept)))
    yield Section("runs", _("Runs"), grids=(every,), page=False)


def _left_out(count: int, kept: int) -> str:
    if count == kept:
        return ""
    return _("The first {kept} of {count} runs; all of them are in {file}.").format(
        kept=kept, count=count, file="runs.csv"
    )


def failures(studied: Studied) -> Iterator[Section]:
    """Runs that failed, with what to play them again by."""
    table = studied.table("failures")
    if table is None:
        return
    names = studied.names
    fields = [
        text("run", _("run"), kind="id"),
        text("setting", _("setting"), kind="id"),
        text("assumption", _("assumption"), kind="id"),
        text("replication", _("replication"), kind="id"),
        text("error", _("error")),
        text("traceback", _("traceback")),
    ]
    listed = replace(grid("failures", _("Runs that failed"), table, fields), detail="traceback")
    said = _(
        "These runs count nowhere: statistics pair only the replications that both settings "
        "have. {count} settings are concerned."
    ).format(count=len(set(table["setting"]) & set(names.settings)))
    yield from section("failures", _("Runs that failed"), text=(said,), grids=(listed,))
