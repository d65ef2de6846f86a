"""Whether a setting surely differs from the baseline, and which way."""

from collections.abc import Mapping
from typing import Any, Literal

from allocator.report.charts.colours import BLUE, GREEN, GREY, INK, PAPER, VERMILION
from allocator.report.charts.legend import Key
from allocator.report.simulation.measured import Item
from allocator.report.study.studied import Studied
from allocator.text import _

Verdict = Literal["better", "worse", "different", "chance", "same"]


def verdict(row: Mapping[str, Any], item: Item, studied: Studied) -> Verdict:
    """What a row of the table of differences says.

    Sure is what Holm's p-value, over all settings and assumptions of the measure, says with the
    confidence of the study; without a p-value nothing is.
    """
    if row["low"] == row["difference"] == row["high"] == 0:
        return "same"
    if not row["p_holm"] < studied.level:
        return "chance"
    way = studied.better(item)
    if way == "neither":
        return "different"
    return "better" if (row["difference"] > 0) == (way == "more") else "worse"


def keys() -> dict[Verdict, Key]:
    """How each is drawn: hollow where it may be chance."""
    return {
        "better": Key(_("surely better"), GREEN, "circle"),
        "worse": Key(_("surely worse"), VERMILION, "circle"),
        "different": Key(_("surely different"), BLUE, "circle"),
        "same": Key(_("no difference in any replication"), PAPER, "circle", outline=INK),
        "chance": Key(_("may be chance"), PAPER, "circle", outline=GREY),
    }
