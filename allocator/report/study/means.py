"""Means of the settings."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from allocator.report.charts.colours import BLUE, VERMILION
from allocator.report.charts.legend import Key
from allocator.report.document import Chart, Section
from allocator.report.simulation.measured import Item, amount, heading_of, interval, is_share
from allocator.report.study.columns import count, grid, quantity, what
from allocator.report.study.described import described
from allocator.report.study.dots_chart import Dot, dots_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _


def means(studied: Studied) -> Iterator[Section]:
    """The mean of each measure in each setting, with its interval."""
    summary = studied.comparison.tables["summary"]
    of_mean = _("Of the mean, with {confidence} confidence.").format(
        confidence=studied.names.confidence
    )
    columns = [
        *what(summary, studied),
        count("replications", _("replications")),
        quantity("mean", _("mean")),
        quantity("low", _("interval from"), of_mean),
        quantity("high", _("interval to"), of_mean),
        quantity("sd", _("standard deviation")),
    ]
    charts = () if "levers" in studied.sampled else tuple(_charts(studied))
    yield from section(
        "means",
        _("Means of the settings"),
        text=(_said(studied),),
        charts=charts,
        grids=(grid("summary", _("Means of the settings"), summary, columns),),
    )


def _said(studied: Studied) -> str:
    if studied.names.several:
        return _(
            "Means of the whole run with {confidence} intervals; in charts over all assumptions, "
            "as probable as the study says. That two intervals overlap does not say that the "
            "settings do not differ: differences tell."
        ).format(confidence=studied.names.confidence)
    return _(
        "Means of the whole run with {confidence} intervals. That two intervals overlap does not "
        "say that the settings do not differ: differences tell."
    ).format(confidence=studied.names.confidence)


def _charts(studied: Studied) -> Iterator[Chart]:
    summary = studied.comparison.tables["summary"]
    for place, item in enumerate(studied.charted, start=1):
        rows = rows_of(summary, item, assumption=studied.over_all)
        rows = [row for row in rows if isfinite(row["mean"])]
        if not rows:
            continue
        yield Chart(
            id=f"means_{place}",
            title=heading_of(item),
            description=_described(item, rows, studied),
            spec=dots_chart(
                [_dot(row, studied) for row in rows], _keys(studied), share=is_share(item)
            ),
        )


def _keys(studied: Studied) -> list[Key]:
    mean = _("mean and {confidence} interval").format(confidence=studied.names.confidence)
    return [Key(mean, BLUE, "circle"), Key(_("baseline"), VERMILION, "circle")]


def _dot(row: dict[str, Any], studied: Studied) -> Dot:
    of_setting, of_baseline = _keys(studied)
    key = of_baseline if row["setting"] == studied.baseline else of_setting
    name = studied.names.settings[row["setting"]]
    return Dot(name, key.label, row["mean"], row["low"], row["high"])


def _described(item: Item, rows: list[dict[str, Any]], studied: Studied) -> str:
    return described(
        _("{setting}: {mean} ({interval}).").format(
            setting=studied.names.settings[row["setting"]],
            mean=amount(item, row["mean"]),
            interval=interval(item, row["low"], row["high"]) or _("no interval"),
        )
        for row in rows
    )
