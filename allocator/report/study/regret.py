"""Regret: what a setting loses against the one that is best under the assumption that holds."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from allocator.report.charts.colours import BLUE, VERMILION
from allocator.report.charts.legend import Key
from allocator.report.document import Chart, Field, Grid, Section
from allocator.report.simulation.measured import (
    Item,
    bare_difference,
    difference,
    heading_of_differences,
    in_unit,
    unit_of_differences,
)
from allocator.report.study.columns import Column, grid, quantity, what
from allocator.report.study.described import described
from allocator.report.study.dots_chart import Dot, dots_chart
from allocator.report.study.regret_chart import Lost, regret_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _

MOST_CELLS, MOST_COLUMNS = 240, 12
"""Settings times assumptions, and assumptions, that are drawn one by one."""


def regret(studied: Studied) -> Iterator[Section]:
    """Largest and expected regret, and regret under each assumption."""
    grids = tuple(_grids(studied))
    if not grids:
        return
    yield from section(
        "regret",
        _("Regret"),
        text=tuple(_said(studied)),
        charts=() if "levers" in studied.sampled else tuple(_charts(studied)),
        grids=grids,
    )


def _said(studied: Studied) -> Iterator[str]:
    yield _(
        "How much better the best setting is under the assumption that holds: nothing for the "
        "best one. Intervals are bounds that hold for all rivals and assumptions at once, with "
        "{confidence} confidence."
    ).format(confidence=studied.names.confidence)
    if studied.names.several:
        yield _(
            "The largest regret does without probabilities; the expected one weighs the "
            "assumptions by theirs."
        )


def _grids(studied: Studied) -> Iterator[Grid]:
    robustness, by_assumption = studied.table("robustness"), studied.table("regret")
    if robustness is not None:
        worst = Column(
            Field("worst_assumption", _("under the assumption")),
            lambda row: studied.names.assumptions.get(row["worst_assumption"], ""),
        )
        columns = [
            *what(robustness, studied, unit_of_differences),
            *_bounded("max", "max_regret", _("largest regret")),
            *([worst] if studied.names.several else []),
            *_bounded("expected", "expected_regret", _("expected regret")),
        ]
        yield grid("robustness", _("Largest and expected regret"), robustness, columns)
    if by_assumption is not None:
        columns = [
            *what(by_assumption, studied, unit_of_differences),
            *_bounded("", "regret", _("regret")),
        ]
        yield grid("regret", _("Regret under each assumption"), by_assumption, columns)


def _bounded(of: str, name: str, title: str) -> list[Column]:
    low, high = (f"{of}_{end}" if of else end for end in ("low", "high"))
    return [
        quantity(name, title),
        quantity(low, _("interval from"), title),
        quantity(high, _("interval to"), title),
    ]


def _charts(studied: Studied) -> Iterator[Chart]:
    for place, item in enumerate(studied.charted, start=1):
        rows = rows_of(studied.comparison.tables["robustness"], item)
        rows = [row for row in rows if isfinite(row["max_regret"])]
        if any(row["max_regret"] for row in rows):
            yield _overall(place, item, rows, studied)
            if _cells_fit(len(rows), studied):
                yield _by_assumption(place, item, studied)


def _cells_fit(settings: int, studied: Studied) -> bool:
    """Whether each assumption is worth a column, and there is room for all of them."""
    count = len(studied.names.assumptions)
    return 1 < count <= MOST_COLUMNS and settings * count <= MOST_CELLS and not studied.sampled


def _overall(place: int, item: Item, rows: list[dict[str, Any]], studied: Studied) -> Chart:
    largest = Key(_("largest regret"), VERMILION, "circle")
    expected = Key(_("expected regret"), BLUE, "circle")
    keys = [largest, expected] if studied.names.several else [Key(_("regret"), VERMILION, "circle")]
    kinds = zip(keys, ("max", "expected"), strict=False)
    dots = [
        Dot(
            studied.names.settings[row["setting"]],
            key.label,
            *(in_unit(item, row[f"{of}_{number}"]) for number in ("regret", "low", "high")),
        )
        for key, of in kinds
        for row in rows
    ]
    return Chart(
        id=f"regret_{place}",
        title=_("{measure}: regret").format(measure=heading_of_differences(item)),
        description=described(
            _("{setting}: {regret} behind the best in the worst case.").format(
                setting=studied.names.settings[row["setting"]],
                regret=difference(item, row["max_regret"]),
            )
            for row in rows
        ),
        spec=dots_chart(dots, keys, share=False, reference=0.0),
    )


def _by_assumption(place: int, item: Item, studied: Studied) -> Chart:
    names = studied.names
    rows = rows_of(studied.comparison.tables["regret"], item)
    worst = max(rows, key=lambda row: row["regret"] if isfinite(row["regret"]) else -1.0)
    return Chart(
        id=f"regret_by_assumption_{place}",
        title=_("{measure}: regret under each assumption").format(
            measure=heading_of_differences(item)
        ),
        description=_("The largest regret is {regret}: {setting} under {assumption}.").format(
            regret=difference(item, worst["regret"]),
            setting=names.settings[worst["setting"]],
            assumption=names.assumptions[worst["assumption"]],
        ),
        spec=regret_chart(
            [
                Lost(
                    names.settings[row["setting"]],
                    row["assumption"],
                    row["regret"],
                    bare_difference(item, row["regret"]),
                )
                for row in rows
            ],
            [
                _("{factor}: {levels}").format(factor=one, levels=name)
                for one, name in names.assumptions.items()
            ],
        ),
    )
