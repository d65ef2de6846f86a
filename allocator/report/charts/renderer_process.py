"""The process that draws: a chart and a form in, a drawing out."""

from collections.abc import Callable

from allocator.report.charts.fonts import MissingFont
from allocator.report.charts.rendering import png, svg
from allocator.report.document import Chart
from allocator.report.helper_process import serve

WARM = Chart("warm", "", "", {"data": {"values": [{}]}, "mark": {"type": "text", "text": "A"}})
"""Drawn before anything is asked for: what is slow the first time, as looking for fonts, is then
done."""


def _warm_up() -> None:
    for form in DRAWN:
        _drawn((form, WARM))


def _drawn(wanted: tuple[str, Chart]) -> object:
    form, chart = wanted
    return DRAWN[form](chart)


def _png(chart: Chart) -> tuple[bytes | None, str]:
    """And the characters that no font has, where there is none."""
    try:
        return png(chart), ""
    except MissingFont as error:
        return None, error.characters


DRAWN: dict[str, Callable[[Chart], object]] = {"svg": svg, "png": _png}
"""What is told of a chart, by the form in which it is asked for."""

if __name__ == "__main__":
    serve(_drawn, _warm_up)
