"""Which columns each table of a study has in LaTeX."""

from collections.abc import Callable, Mapping

import pandas as pd

from allocator.simulation.studies.measures_chosen import entry_name, parted
from allocator.simulation.studies.results.latex import NOTHING, Column
from allocator.simulation.studies.results.latex_columns import (
    Wording,
    counts,
    intervals,
    measure_title,
    numbers,
    probabilities,
    ratios,
    texts,
    what,
)
from allocator.simulation.studies.results.setting_names import (
    change_named,
    held_name,
    levels_named,
)
from allocator.text import _

Columns = Callable[[pd.DataFrame, Wording], list[Column]]


def _summary(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    return [
        *what(rows, wording),
        intervals(rows, _("mean and {confidence} interval"), ("mean", "low", "high"), wording),
        numbers(rows, _("standard deviation"), "sd", ("low", "high")),
        counts(rows, _("replications"), "replications"),
    ]


def _differences(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    alone = _("difference from the baseline and {confidence} interval")
    return [
        *what(rows, wording),
        intervals(rows, alone, ("difference", "low", "high"), wording),
        intervals(rows, _("interval, all together"), ("low_all", "high_all"), wording),
        probabilities(rows, _("p (Holm)"), "p_holm"),
        ratios(rows, _("variance reduction"), "variance_reduction"),
        counts(rows, _("replications"), "replications"),
    ]


def _best(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    return [
        *what(rows, wording),
        numbers(rows, _("mean"), "mean"),
        texts(_("may be best"), [_("yes") if may else NOTHING for may in rows["may_be_best"]]),
        numbers(rows, _("behind by at least"), "behind"),
    ]


def _regret(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    heading = _("regret and {confidence} interval")
    return [*what(rows, wording), intervals(rows, heading, ("regret", "low", "high"), wording)]


def _robustness(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    largest, expected = (
        [f"{of}_{each}" for each in ("regret", "low", "high")] for of in ("max", "expected")
    )
    worst = rows["worst_assumption"].map(wording.assumptions).fillna(NOTHING)
    return [
        *what(rows, wording),
        intervals(rows, _("largest regret and {confidence} interval"), largest, wording),
        texts(_("under the assumption"), worst),
        intervals(rows, _("expected regret and {confidence} interval"), expected, wording),
    ]


def _effects(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    kinds = {"alone": _("alone"), "interaction": _("interaction"), "average": _("on average")}
    size = _("effect and {confidence} interval")
    return [
        *what(rows.drop(columns="setting"), wording),
        texts(_("change"), [change_named(each, wording.factors) for each in rows["change"]]),
        texts(_("kind of effect"), rows["kind"].map(kinds)),
        intervals(rows, size, ("effect", "low", "high"), wording),
        probabilities(rows, _("p (Holm)"), "p_holm"),
        counts(rows, _("replications"), "replications"),
    ]


def _pareto(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    measures = [entry_name(each) for each in wording.declared["pareto"]["measures"]]
    return [
        texts(_("setting"), rows["setting"].map(wording.settings)),
        *(numbers(rows, measure_title(*parted(each)), each) for each in measures),
        texts(_("on the front"), [_("yes") if on else NOTHING for on in rows["on_front"]]),
        numbers(rows, _("contribution to the hypervolume"), "contribution"),
    ]


def _sensitivity(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    held = [
        held_name(row, wording.settings, wording.assumptions) for row in rows.to_dict("records")
    ]
    first, total = ([f"{of}{edge}" for edge in ("", "_low", "_high")] for of in ("first", "total"))
    return [
        *what(rows, wording),
        texts(_("within"), held),
        texts(_("factor"), rows["factor"].map(wording.factors)),
        intervals(rows, _("first order and {confidence} interval"), first, wording),
        intervals(rows, _("total order and {confidence} interval"), total, wording),
    ]


def _curve(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    lever = wording.factors[wording.declared["curve"]["lever"]]
    others = [levels_named(each, wording.factors) for each in rows["other"]]
    return [
        *what(rows.drop(columns="setting"), wording),
        texts(_("lender"), rows["lender"]),
        *([texts(_("other levers"), others)] if any(others) else []),
        texts(lever, [f"{value:g}" for value in rows["value"]]),
        intervals(rows, _("mean and {confidence} interval"), ("mean", "low", "high"), wording),
        counts(rows, _("replications"), "replications"),
    ]


PRINTED: Mapping[str, Columns] = {
    "summary": _summary,
    "differences": _differences,
    "best": _best,
    "regret": _regret,
    "robustness": _robustness,
    "pareto": _pareto,
    "effects": _effects,
    "sensitivity": _sensitivity,
    "curve": _curve,
}
"""Columns of each table that is printed."""
