"""Settings that no other beats in all of several measures."""

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from allocator.report.document import Chart, Field, Section
from allocator.report.simulation.measured import heading_of, in_grid, is_share, unit_of
from allocator.report.study.columns import Column, flag, grid, number, text
from allocator.report.study.pareto_chart import Point, Side, TradeOff, pareto_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.told.findings import front
from allocator.text import _
from allocator.text.sentences import joined


def pareto(studied: Studied) -> Iterator[Section]:
    """The front, where the study has one."""
    table = studied.table("pareto")
    if table is None:
        return
    measures = studied.comparison.record["pareto"]["measures"]
    names = studied.names.settings
    columns = [
        text("setting", _("setting"), kind="id"),
        Column(Field("setting_name", _("what it is")), lambda row: names[row["setting"]]),
        flag("on_front", _("on the front")),
        number("contribution", _("contribution to the hypervolume")),
        *map(_mean, measures),
    ]
    said = _(
        "Each point is a setting, at its means over the whole run and all assumptions. Those on "
        "the front are beaten by no other in all of the measures at once; the front is that of "
        "the means, and settings close to it may belong there."
    )
    told = tuple(front(studied.comparison, studied.names))
    yield from section(
        "pareto",
        _("Trade-offs"),
        text=(*told, said),
        charts=(_chart(table, measures, studied, joined(told)),),
        grids=(grid("pareto", _("Pareto front"), table, columns),),
    )


def _mean(entry: str) -> Column:
    item = parted(entry)
    field = Field(entry.replace("[", "_").replace("]", ""), heading_of(item), "number",
                  note=unit_of(item))  # fmt: skip
    return Column(field, lambda row: in_grid(item, row[entry]))


def _chart(table: pd.DataFrame, measures: list[str], studied: Studied, told: str) -> Chart:
    offs = [
        TradeOff(
            _side(pair[0], studied),
            _side(pair[1], studied),
            tuple(
                Point(row["setting"], float(row[pair[0]]), float(row[pair[1]]), row["on_front"])
                for row in table.to_dict("records")
            ),
        )
        for pair in combinations(measures, 2)
    ]
    return Chart("pareto_front", _("Pareto front"), told, pareto_chart(offs))


def _side(entry: str, studied: Studied) -> Side:
    item = parted(entry)
    ways = {"more": _("more is better"), "less": _("less is better"), "neither": ""}
    told = ways[studied.better(item)]
    heading = heading_of(item)
    title = _("{measure} – {better}").format(measure=heading, better=told) if told else heading
    return Side(title, is_share(item))
