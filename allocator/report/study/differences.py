"""Differences of the settings from the baseline."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from allocator.report.document import Chart, Field, Section
from allocator.report.simulation.measured import (
    Item,
    difference,
    heading_of_differences,
    in_unit,
    interval_of_difference,
    unit_beside_differences,
)
from allocator.report.study.columns import (
    Column,
    count,
    grid,
    item_of,
    number,
    probability,
    quantity,
    what,
)
from allocator.report.study.described import described
from allocator.report.study.dots_chart import Dot, dots_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.report.study.verdicts import keys, verdict
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _


def differences(studied: Studied) -> Iterator[Section]:
    """Each setting less the baseline; nothing where there is but one."""
    table = studied.table("differences")
    if table is None:
        return
    alone = _("Of this difference alone.")
    together = _("Together with all settings and assumptions of the measure.")
    columns = [
        *what(table, studied, unit_beside_differences),
        count("replications", _("replications")),
        quantity("baseline", _("mean of the baseline")),
        quantity("difference", _("difference")),
        quantity("low", _("interval from"), alone),
        quantity("high", _("interval to"), alone),
        quantity("low_all", _("all together from"), together),
        quantity("high_all", _("all together to"), together),
        probability("p", _("p of this one")),
        probability("p_holm", _("p (Holm)"), together),
        Column(
            Field("verdict", _("verdict")),
            lambda row: keys()[verdict(row, item_of(row), studied)].label,
        ),
        number("correlation", _("correlation")),
        number("variance_reduction", _("variance reduction")),
    ]
    charts = () if "levers" in studied.sampled else tuple(_charts(studied))
    yield from section(
        "differences",
        _("Differences from the baseline"),
        text=(_said(studied),),
        charts=charts,
        grids=(grid("differences", _("Differences from the baseline"), table, columns),),
    )


def _said(studied: Studied) -> str:
    return _(
        "Each setting less the baseline, {baseline}, replication by replication. The thick line is "
        "the {confidence} interval of one difference; the thin line holds for all settings and "
        "assumptions of the measure at once. A difference is called sure where Holm's p-value, "
        "which allows for how many are looked at, is below {level}: the chance that any "
        "difference of a measure is wrongly called so is at most that."
    ).format(
        baseline=studied.names.settings[studied.baseline],
        confidence=studied.names.confidence,
        level=f"{100 * studied.level:g}%",
    )


def _charts(studied: Studied) -> Iterator[Chart]:
    table = studied.comparison.tables["differences"]
    for place, item in enumerate(studied.charted, start=1):
        rows = rows_of(table, item, assumption=studied.over_all)
        rows = [row for row in rows if isfinite(row["difference"])]
        kinds = {verdict(row, item, studied) for row in rows}
        if kinds <= {"same"}:
            continue
        yield Chart(
            id=f"differences_{place}",
            title=_("{measure}: difference from the baseline").format(
                measure=heading_of_differences(item)
            ),
            description=described(_described(item, row, studied) for row in rows),
            spec=dots_chart(
                [_dot(item, row, studied) for row in rows],
                [key for kind, key in keys().items() if kind in kinds],
                share=False,
                reference=0.0,
            ),
            in_summary=place == 1,
        )


def _dot(item: Item, row: dict[str, Any], studied: Studied) -> Dot:
    return Dot(
        row=studied.names.settings[row["setting"]],
        kind=keys()[verdict(row, item, studied)].label,
        value=in_unit(item, row["difference"]),
        low=in_unit(item, row["low"]),
        high=in_unit(item, row["high"]),
        low_all=in_unit(item, row["low_all"]),
        high_all=in_unit(item, row["high_all"]),
    )


def _described(item: Item, row: dict[str, Any], studied: Studied) -> str:
    return _("{setting}: {difference} ({interval}), {verdict}.").format(
        setting=studied.names.settings[row["setting"]],
        difference=difference(item, row["difference"]),
        interval=interval_of_difference(item, row["low"], row["high"]) or _("no interval"),
        verdict=keys()[verdict(row, item, studied)].label,
    )
