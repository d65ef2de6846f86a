"""What changes of levers do: alone, together, on average."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from allocator.report.charts.colours import BLUE, INDIGO, VERMILION
from allocator.report.charts.legend import Key
from allocator.report.document import Chart, Field, Section
from allocator.report.simulation.measured import (
    Item,
    difference,
    heading_of_differences,
    in_unit,
    interval_of_difference,
    unit_of_differences,
)
from allocator.report.study.columns import Column, count, grid, probability, quantity, text, what
from allocator.report.study.dots_chart import Dot, dots_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.simulation.studies.results.setting_names import change_named
from allocator.simulation.studies.told.interactions import interactions
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _
from allocator.text.sentences import joined

MOST_MEASURES, MOST_EFFECTS = 3, 20


def effects(studied: Studied) -> Iterator[Section]:
    """Effects, where the study has any; none are told where a side is nothing but samples."""
    table = studied.table("effects")
    if table is None:
        return
    names = studied.names
    together = _("Over all effects on the measure.")
    change = Column(
        Field("change", _("change")), lambda row: change_named(row["change"], names.factors)
    )
    columns = [
        *what(table.drop(columns="setting"), studied, unit_of_differences),
        change,
        Column(Field("kind", _("kind of effect")), lambda row: _kinds()[row["kind"]].label),
        text("setting", _("setting"), kind="id"),
        count("replications", _("replications")),
        quantity("effect", _("effect")),
        quantity("low", _("interval from")),
        quantity("high", _("interval to")),
        probability("p", _("p of this one")),
        probability("p_holm", _("p (Holm)"), together),
    ]
    sampled = bool(studied.sampled)
    yield from section(
        "effects",
        _("Effects of the levers"),
        text=() if sampled else tuple(_said(studied)),
        charts=() if sampled else tuple(_charts(studied)),
        grids=(grid("effects", _("Effects of the levers"), table, columns),),
    )


def _said(studied: Studied) -> Iterator[str]:
    yield _(
        "From the baseline, one lever is changed alone; an interaction is what two or more changes "
        "do together beyond the sum of what each does alone; on average is over all settings of "
        "the other levers. Intervals are of one effect, with {confidence} confidence."
    ).format(confidence=studied.names.confidence)
    for item in studied.names.main:
        yield from interactions(studied.comparison, studied.names, item)


def _kinds() -> dict[str, Key]:
    return {
        "alone": Key(_("alone"), BLUE, "circle"),
        "interaction": Key(_("interaction"), VERMILION, "circle"),
        "average": Key(_("on average"), INDIGO, "circle"),
    }


def _charts(studied: Studied) -> Iterator[Chart]:
    under = _likeliest(studied)
    for place, item in enumerate(studied.charted[:MOST_MEASURES], start=1):
        rows = rows_of(studied.comparison.tables["effects"], item, assumption=under)
        rows = [row for row in rows if isfinite(row["effect"])]
        rows.sort(key=lambda row: -abs(row["effect"]))
        if any(row["effect"] for row in rows):
            yield _chart(place, item, rows, under, studied)


def _likeliest(studied: Studied) -> str:
    """The assumption of the largest weight, the first of those: effects are under one."""
    assumptions = studied.comparison.tables["assumptions"]
    return str(assumptions["assumption"].iloc[int(assumptions["weight"].argmax())])


def _chart(
    place: int, item: Item, rows: list[dict[str, Any]], under: str, studied: Studied
) -> Chart:
    title = _("{measure}: effects, the largest first").format(measure=heading_of_differences(item))
    if studied.names.several:
        title = _("{measure}: effects, the largest first, under {assumption}").format(
            measure=heading_of_differences(item), assumption=studied.names.assumptions[under]
        )
    kinds = {row["kind"] for row in rows[:MOST_EFFECTS]}
    return Chart(
        id=f"effects_{place}",
        title=title,
        description=joined(_described(item, row, studied) for row in rows[:4]),
        spec=dots_chart(
            [_dot(item, row, studied) for row in rows],
            [key for kind, key in _kinds().items() if kind in kinds],
            share=False,
            reference=0.0,
            bars=True,
            most_rows=MOST_EFFECTS,
        ),
    )


def _dot(item: Item, row: dict[str, Any], studied: Studied) -> Dot:
    label = _kinds()[row["kind"]].label
    name = _("{change} ({kind})").format(
        change=change_named(row["change"], studied.names.factors), kind=label
    )
    numbers = (in_unit(item, row[of]) for of in ("effect", "low", "high"))
    return Dot(name, label, *numbers)


def _described(item: Item, row: dict[str, Any], studied: Studied) -> str:
    return _("{change} ({kind}): {effect} ({interval}).").format(
        change=change_named(row["change"], studied.names.factors),
        kind=_kinds()[row["kind"]].label,
        effect=difference(item, row["effect"]),
        interval=interval_of_difference(item, row["low"], row["high"]) or _("no interval"),
    )
