"""Fan charts: how a measure goes on over the years, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from allocator.report.charts.colours import BLUE, VERMILION
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.panels import Panel, panels
from allocator.report.charts.theme import Drawing, Spec
from allocator.report.simulation.axes import finite, number_axis, scale_of, years_across
from allocator.text import _

_WIDE, _HALF = 0.22, 0.38


@dataclass(frozen=True)
class Spread:
    """A measure in a year, over the replications.

    Attributes
    ----------
    year : int
    p5, p25, median, p75, p95, mean : float
        Quantiles and mean; not a number where it has no meaning in that year.
    """

    year: int
    p5: float
    p25: float
    median: float
    p75: float
    p95: float
    mean: float


@dataclass(frozen=True)
class Fan:
    """A measure over the years.

    Attributes
    ----------
    title : str
    share : bool
        Its numbers are shares.
    spreads : sequence of Spread
        By year.
    """

    title: str
    share: bool
    spreads: Sequence[Spread]


def fan_chart(fans: Sequence[Fan]) -> Spec:
    """A small chart for each: bands of 90 % and 50 % of the replications, median and mean."""
    return panels([Panel(fan.title, _layers(fan)) for fan in fans], keys=_keys())


def _keys() -> list[Key]:
    return [
        Key(_("median"), BLUE, "stroke"),
        Key(_("half of the replications"), BLUE, opacity=_WIDE + _HALF),
        Key(_("nine in ten"), BLUE, opacity=_WIDE),
        Key(_("mean"), VERMILION, "circle"),
    ]


def _layers(fan: Fan) -> tuple[Drawing, ...]:
    data = [_row(spread) for spread in fan.spreads]
    ends = [each[name] for each in data for name in ("p5", "p95", "mean")]
    x = years_across([spread.year for spread in fan.spreads])
    scale = scale_of(ends, share=fan.share)
    base = alt.Chart(rows(data))

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=scale, axis=number_axis(fan.share))

    # A band over a single year has no width: a thick line stands for it.
    alone = len(data) == 1
    wide = base.mark_rule(strokeWidth=8) if alone else base.mark_area()
    bands = [
        wide.encode(
            x=x, y=y(low), y2=alt.Y2(high), color=alt.ColorValue(BLUE),
            opacity=alt.OpacityValue(opacity),
        )
        for low, high, opacity in (("p5", "p95", _WIDE), ("p25", "p75", _HALF))
    ]  # fmt: skip
    median = base.mark_point(color=BLUE, shape="stroke", size=160) if alone else base.mark_line(
        color=BLUE
    )  # fmt: skip
    mean = base.mark_circle(color=VERMILION, size=28, opacity=1)
    return (*bands, median.encode(x=x, y=y("median")), mean.encode(x=x, y=y("mean")))


def _row(spread: Spread) -> Mapping[str, float | int | None]:
    numbers = ("p5", "p25", "median", "p75", "p95", "mean")
    return {"year": spread.year} | {name: finite(getattr(spread, name)) for name in numbers}
