"""Loans over the years: when they begin, when they are due back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from allocator.report.charts.colours import GREY, GRID, INK, OTHERS, PAPER, QUIET, colours_of
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.lettering import SIZE, text_width
from allocator.report.charts.pixels import across, down
from allocator.report.charts.row_names import names_layer, names_width
from allocator.report.charts.schedule_rows import Lent, Row, in_rows
from allocator.report.charts.theme import Margins, Spec, finished, sentence
from allocator.report.values import shown
from allocator.text import _

__all__ = ["Lent", "schedule_chart"]

_LANE, _BAR, _BETWEEN = 18, 14, 6
"""Pixels from lane to lane, of a bar, and between rows."""

_CAP = 4
"""Pixels of the mark at the end of a bar: the posts come back."""

_FAINTNESS = 0.3
"""Opacity of loans that were out before."""


def schedule_chart(loans: Sequence[Lent], years: range, most_rows: int = 40) -> Spec:
    """A bar per loan and term, in rows of borrowers, or of departments where borrowers are many.

    A bar has the colour of its purpose and the number of its posts, and ends with a mark in the
    year at whose end they come back. Loans are cut to ``years``.
    """
    seen = [loan for loan in loans if loan.first < years.stop and loan.last >= years.start]
    drawn = in_rows(seen, most_rows)
    if not drawn or not years:
        return sentence()
    names = [row.name for row in drawn]
    margins = Margins(left=names_width(names), right=12, top=26, bottom=4)
    frame = _Frame(years, margins.plot_width(), tuple(drawn))
    colours = _colours(frame)
    return finished(
        *_grid(frame),
        *_bars(frame, colours),
        names_layer(names, frame.middles, frame.height),
        height=frame.height,
        margins=margins,
        keys=_keys(frame, colours),
    )


@dataclass(frozen=True)
class _Frame:
    """The plot: years from left to right, rows from the top, in pixels."""

    years: range
    width: float
    rows: tuple[Row, ...]

    @property
    def tops(self) -> list[float]:
        """Upper edges of the rows."""
        tops, top = [], 0.0
        for row in self.rows:
            tops.append(top)
            top += _LANE * len(row.lanes) + _BETWEEN
        return tops

    @property
    def middles(self) -> list[float]:
        spans = (_LANE * len(row.lanes) + _BETWEEN for row in self.rows)
        return [top + span / 2 for top, span in zip(self.tops, spans, strict=True)]

    @property
    def height(self) -> float:
        return self.tops[-1] + _LANE * len(self.rows[-1].lanes) + _BETWEEN

    def x(self, year: int) -> float:
        """Where a year begins, within the plot."""
        within = min(max(year, self.years.start), self.years.stop)
        return self.width * (within - self.years.start) / len(self.years)

    def placed(self) -> Iterator[tuple[Lent, float]]:
        """Loans with the upper edges of their bars."""
        for row, top in zip(self.rows, self.tops, strict=True):
            for lane, loans in enumerate(row.lanes):
                for loan in loans:
                    yield loan, top + _BETWEEN / 2 + lane * _LANE + (_LANE - _BAR) / 2


def _colours(frame: _Frame) -> Mapping[str, str]:
    """By purpose, that of the most posts first; grey for several purposes in one."""
    posts: dict[str, int] = defaultdict(int)
    for loan, _top in frame.placed():
        posts[loan.purpose] += loan.posts
    named = sorted((name for name in posts if name), key=lambda name: (-posts[name], name))
    return {"": OTHERS, **colours_of(named)}


def _keys(frame: _Frame, colours: Mapping[str, str]) -> list[Key]:
    loans = [loan for loan, _top in frame.placed()]
    drawn = {loan.purpose for loan in loans}
    own = {name: colour for name, colour in colours.items() if colour != OTHERS}
    keys = [Key(name, colour) for name, colour in own.items() if name in drawn]
    if drawn - set(own):
        keys.append(Key(_("several or other purposes"), OTHERS))
    if not all(loan.new for loan in loans):
        keys.append(Key(_("pale: lent before"), PAPER, outline=GREY))
    return [*keys, Key(_("comes back at the end of the year"), INK, "mark")]


def _grid(frame: _Frame) -> list[alt.Chart]:
    """Lines between years and their names above; between rows a paler one."""
    step = -(-len(frame.years) * 40 // int(frame.width))
    edges = [{"x": frame.x(year), "y": 0, "to": frame.height} for year in frame.years]
    edges.append({"x": frame.width, "y": 0, "to": frame.height})
    lines: alt.Chart = (
        alt.Chart(rows(edges))
        .mark_rule(color=GRID)
        .encode(x=across("x", frame.width), y=down("y", frame.height), y2=alt.Y2("to:Q"))
    )
    labels = [
        {"x": (frame.x(year) + frame.x(year + 1)) / 2, "label": str(year)}
        for year in frame.years[:: max(step, 1)]
    ]
    names: alt.Chart = (
        alt.Chart(rows(labels))
        .mark_text(color=QUIET, fontSize=SIZE, baseline="bottom")
        .encode(x=across("x", frame.width), y=alt.YValue(-6), text=alt.Text("label:N"))
    )
    return [lines, names]


def _bars(frame: _Frame, colours: Mapping[str, str]) -> list[alt.Chart]:
    data = [_bar(frame, loan, top, colours) for loan, top in frame.placed()]
    caps = [
        {**bar, "x": bar["to"] - _CAP, "fill": INK, "opacity": 1.0} for bar in data if bar["ends"]
    ]
    labels = [bar for bar in data if bar["fits"]]
    texts: alt.Chart = (
        alt.Chart(rows(labels))
        .mark_text(align="left", baseline="middle", fontSize=SIZE - 1, fontWeight="bold", dx=5)
        .encode(
            x=across("x", frame.width),
            y=down("middle", frame.height),
            text=alt.Text("number:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return [_rects(frame, data), _rects(frame, caps), texts]


def _bar(frame: _Frame, loan: Lent, top: float, colours: Mapping[str, str]) -> dict[str, Any]:
    start, end = frame.x(loan.first) + 1, frame.x(loan.last + 1) - 1
    number = shown(loan.posts, "count")
    return {
        "x": start,
        "to": end,
        "top": top,
        "bottom": top + _BAR,
        "middle": top + _BAR / 2,
        "fill": colours[loan.purpose],
        "opacity": 1.0 if loan.new else _FAINTNESS,
        "number": number,
        "ink": PAPER if loan.new else INK,
        "fits": text_width(number) + 5 + _CAP < end - start,
        "ends": loan.last < frame.years.stop,
        "says": _says(loan),
    }


def _says(loan: Lent) -> str:
    return _("{borrower}: {posts} posts, {first}–{last}, {purpose}").format(
        borrower=loan.borrower,
        posts=shown(loan.posts, "count"),
        first=loan.first,
        last=loan.last,
        purpose=loan.purpose or _("several purposes"),
    )


def _rects(frame: _Frame, data: Sequence[Mapping[str, Any]]) -> alt.Chart:
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_rect(aria=True)
        .encode(
            x=across("x", frame.width),
            x2=alt.X2("to:Q"),
            y=down("top", frame.height),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return layer
