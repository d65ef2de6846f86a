"""Which factors the variance of a measure is due to."""

from collections.abc import Iterator
from typing import Any

from allocator.report.charts.colours import BLUE, VERMILION
from allocator.report.charts.legend import Key
from allocator.report.document import Chart, Field, Section
from allocator.report.simulation.measured import Item, heading_of
from allocator.report.study.columns import Column, grid, number, what
from allocator.report.study.dots_chart import Dot, dots_chart
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.report.values import shown
from allocator.simulation.studies.results.setting_names import held_name
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _
from allocator.text.sentences import joined

MOST_CHARTS = 6


def sensitivity(studied: Studied) -> Iterator[Section]:
    """Sobol' indices, where the study was laid out for them."""
    table = studied.table("sensitivity")
    if table is None:
        return
    names = studied.names
    held = Column(
        Field("within", _("within"), note=_("What is held while the factors vary.")),
        lambda row: held_name(row, names.settings, names.assumptions),
    )
    factor = Column(Field("factor", _("factor")), lambda row: names.factors[row["factor"]])
    columns = [*what(table, studied), held, factor, *_indices()]
    said = _(
        "Share of the variance over the design that each factor accounts for, by itself (first "
        "order) and with all its interactions (total order), with {confidence} bootstrap "
        "intervals: Sobol' indices. An interval below 0 or above 1 is one of few points."
    ).format(confidence=names.confidence)
    yield from section(
        "sensitivity",
        _("Sensitivity"),
        text=(said,),
        charts=tuple(_charts(studied)),
        grids=(grid("sensitivity", _("Sobol' indices"), table, columns),),
    )


def _indices() -> Iterator[Column]:
    for name, title in (("first", _("first order")), ("total", _("total order"))):
        yield number(name, title)
        yield number(f"{name}_low", _("interval from"), title)
        yield number(f"{name}_high", _("interval to"), title)


def _charts(studied: Studied) -> Iterator[Chart]:
    """For the first measure within each setting or assumption, then for the next measure."""
    table = studied.comparison.tables["sensitivity"]
    groups = [
        (item, held, [row for row in rows_of(table, item) if _held(row, studied) == held])
        for item in studied.charted
        for held in dict.fromkeys(_held(row, studied) for row in rows_of(table, item))
    ]
    for place, (item, held, rows) in enumerate(groups[:MOST_CHARTS], start=1):
        yield _chart(place, item, held, rows, studied)


def _held(row: dict[str, Any], studied: Studied) -> str:
    return held_name(row, studied.names.settings, studied.names.assumptions)


def _chart(
    place: int, item: Item, held: str, rows: list[dict[str, Any]], studied: Studied
) -> Chart:
    first, total = _("first order"), _("total order")
    factors = studied.names.factors
    dots = [
        Dot(factors[row["factor"]], label, row[of], row[f"{of}_low"], row[f"{of}_high"])
        for row in rows
        for label, of in ((first, "first"), (total, "total"))
    ]
    return Chart(
        id=f"sensitivity_{place}",
        title=_("{measure}: where its variance comes from, within {held}").format(
            measure=heading_of(item), held=held
        ),
        description=joined(
            _("{factor}: {first} by itself, {total} in all.").format(
                factor=factors[row["factor"]],
                first=shown(float(row["first"]), "share"),
                total=shown(float(row["total"]), "share"),
            )
            for row in rows
        ),
        spec=dots_chart(
            dots,
            [Key(first, BLUE, "circle"), Key(total, VERMILION, "circle")],
            share=True,
            reference=0.0,
            bars=True,
        ),
    )
