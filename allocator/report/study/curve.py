"""A measure over the values of one lever, and where it is as wanted."""

from collections.abc import Callable, Iterator

import pandas as pd

from allocator.report.document import Chart, Field, Section, Value
from allocator.report.simulation.measured import Item, amount, heading_of, in_grid, is_share
from allocator.report.study.columns import Column, Row, count, grid, number, text
from allocator.report.study.curve_chart import (
    MOST_CURVES,
    MOST_PANELS,
    Bend,
    Curve,
    curve_chart,
)
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.results.setting_names import levels_named
from allocator.simulation.studies.told.curve_reached import curves_reach
from allocator.text import _
from allocator.text.listing import listed
from allocator.text.sentences import joined

MOST_SAID = 12


def curve(studied: Studied) -> Iterator[Section]:
    """The curves, where the study has them."""
    table = studied.table("curve")
    if table is None:
        return
    declared = studied.comparison.record["declared"]["curve"]
    item, lever = parted(declared["measure"]), studied.names.factors[declared["lever"]]
    told = () if studied.sampled else tuple(curves_reach(studied.comparison, studied.names))
    said = _(
        "Means over the values of “{lever}”, with intervals that hold for all points of a curve "
        "at once, with {confidence} confidence."
    ).format(lever=lever, confidence=studied.names.confidence)
    left_out = _(
        "The chart has the first {curves} curves under the first {assumptions} assumptions; the "
        "table has all."
    ).format(curves=MOST_CURVES, assumptions=MOST_PANELS)
    lines, under = (len(table.groupby(by)) for by in (["lender", "other"], "assumption"))
    all_drawn = lines <= MOST_CURVES and under <= MOST_PANELS
    yield from section(
        "curve",
        _("Curve"),
        text=(said, *told[:MOST_SAID], *([] if all_drawn or studied.sampled else [left_out])),
        charts=() if studied.sampled else (_chart(table, item, lever, studied, told),),
        grids=(grid("curve", _("Curve"), table, _columns(item, lever, studied)),),
    )


def _columns(item: Item, lever: str, studied: Studied) -> list[Column]:
    names = studied.names
    under = Column(
        Field("assumption", _("assumption")), lambda row: studied.assumption(row["assumption"])
    )
    return [
        text("lender", _("lender")),
        Column(
            Field("other", _("other levers")), lambda row: levels_named(row["other"], names.factors)
        ),
        *([under] if names.several else []),
        text("setting", _("setting"), kind="id"),
        number("value", lever),
        count("replications", _("replications")),
        *(
            Column(Field(name, title, "number", note=heading_of(item)), _of(item, name))
            for name, title in (
                ("mean", _("mean")),
                ("low", _("interval from")),
                ("high", _("interval to")),
            )
        ),
    ]


def _of(item: Item, name: str) -> Callable[[Row], Value]:
    return lambda row: in_grid(item, row[name])


def _chart(
    table: pd.DataFrame, item: Item, lever: str, studied: Studied, told: tuple[str, ...]
) -> Chart:
    wanted = float(studied.comparison.record["declared"]["curve"]["reaches"])
    curves = [
        Curve(
            listed(filter(None, (str(lender), levels_named(str(other), studied.names.factors)))),
            studied.assumption(str(assumption)) if studied.names.several else "",
            tuple(
                Bend(row["value"], row["mean"], row["low"], row["high"])
                for row in rows.sort_values("value").to_dict("records")
            ),
        )
        for (lender, other, assumption), rows in table.groupby(
            ["lender", "other", "assumption"], sort=False
        )
    ]
    title = _("{measure} over “{lever}”").format(measure=heading_of(item), lever=lever)
    spec = curve_chart(
        curves,
        lever=lever,
        share=is_share(item),
        wanted=wanted,
        told=_("wanted: {level}").format(level=amount(item, wanted)),
    )
    return Chart("curve_drawn", title, joined(told[:3]), spec, in_summary=True)
