"""The key figures of a study, and what it says in a few sentences."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from allocator.report.document import Figure
from allocator.report.simulation.lenders import lender_told
from allocator.report.simulation.measured import Item, amount, heading_of, interval
from allocator.report.study.differences_told import differences_told
from allocator.report.study.studied import Studied
from allocator.report.values import shown
from allocator.simulation import remarks
from allocator.simulation.studies.results.listing import first_of
from allocator.simulation.studies.told.curve_reached import curves_reach
from allocator.simulation.studies.told.findings import (
    front,
    least_regret,
    stopped,
    variance_reduction,
)
from allocator.simulation.studies.told.interactions import interactions
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _

MOST_CURVES = 3
"""Curves that are told of at the top; more of them only in their section."""


def figures(studied: Studied) -> Iterator[Figure]:
    """What was played, and the baseline and the best mean of the first measure."""
    names, record = studied.names, studied.comparison.record
    yield Figure(_("settings compared"), shown(len(names.settings), "count"))
    if names.several:
        yield Figure(_("assumptions"), shown(len(names.assumptions), "count"))
    yield Figure(_("replications"), shown(record["stopping"]["replications"], "count"))
    if "levers" not in studied.sampled:
        yield from _means(names.items[0], studied)
    if failed := record.get("failed_runs", 0):
        yield Figure(_("runs that failed"), shown(failed, "count"))


def _means(item: Item, studied: Studied) -> Iterator[Figure]:
    """Of the baseline, and the best."""
    rows = {
        row["setting"]: row
        for row in rows_of(studied.comparison.tables["summary"], item, assumption=studied.over_all)
        if isfinite(row["mean"])
    }
    if studied.baseline in rows:
        yield _mean(_("{measure}: baseline"), item, rows[studied.baseline], studied)
    way = studied.better(item)
    if len(rows) > 1 and way != "neither":
        chosen = max if way == "more" else min
        best = chosen(rows.values(), key=lambda row: row["mean"])
        yield _mean(_("{measure}: best mean"), item, best, studied)


def _mean(label: str, item: Item, row: dict[str, Any], studied: Studied) -> Figure:
    name = studied.names.settings[row["setting"]]
    ends = interval(item, row["low"], row["high"])
    note = _("{setting}; {confidence} interval {interval}").format(
        setting=name, confidence=studied.names.confidence, interval=ends
    )
    heading = label.format(measure=heading_of(item))
    return Figure(heading, amount(item, row["mean"]), note if ends else name)


def lead(studied: Studied) -> Iterator[str]:
    """What was compared, what differs, and how surely."""
    comparison, names = studied.comparison, studied.names
    yield _compared(studied)
    if "levers" not in studied.sampled:
        yield _lenders(studied)
        for item in names.main:
            yield from _best(item, studied)
            yield from differences_told(item, studied)
            if names.several:
                yield from least_regret(comparison, names, item)
            yield from interactions(comparison, names, item)
    if not studied.sampled:
        curves = list(curves_reach(comparison, names))
        yield from curves if len(curves) <= MOST_CURVES else []
    yield from front(comparison, names)


def _lenders(studied: Studied) -> str:
    """What the ids of the lenders in the names of settings stand for."""
    lenders = studied.filed.tables["settings"]["lender"].drop_duplicates()
    return _("Who lends in the settings: {lenders}.").format(
        lenders=_("; ").join(lender_told(str(lender)) for lender in lenders)
    )


def _compared(studied: Studied) -> str:
    names = studied.names
    if len(names.settings) == 1:
        return _(
            "One setting was played, so that there is none to compare it with. {stopped}"
        ).format(stopped=stopped(studied.comparison.record))
    sentence = _("{settings} settings were compared, each with the same chances. {stopped}")
    if names.several:
        sentence = _(
            "{settings} settings were compared under {assumptions} assumptions, each with the same "
            "chances. {stopped}"
        )
    return sentence.format(
        settings=len(names.settings),
        assumptions=len(names.assumptions),
        stopped=stopped(studied.comparison.record),
    )


def _best(item: Item, studied: Studied) -> Iterator[str]:
    """Which settings may be the best, of a measure with a better way and of several settings."""
    names = studied.names
    rows = rows_of(studied.comparison.tables["best"], item, assumption=studied.over_all)
    may = [names.settings[row["setting"]] for row in rows if row["may_be_best"]]
    if len(rows) > 1 and may:
        yield _how_many_best(len(may), len(rows)).format(
            measure=names.title(item),
            settings=first_of(may),
            count=len(may),
            all=len(rows),
            confidence=names.confidence,
        )


def _how_many_best(may: int, every: int) -> str:
    if may == 1:
        return _("“{measure}”: the best setting is {settings}, with {confidence} confidence.")
    if may == every:
        return _(
            "“{measure}”: any of the {all} settings may be the best; the replications do not "
            "tell with {confidence} confidence."
        )
    return _(
        "“{measure}”: the best setting is one of {count} of the {all}, with {confidence} "
        "confidence: {settings}."
    )


def warnings(studied: Studied) -> Iterator[str]:
    """What to keep in mind of how the numbers came about."""
    record, names = studied.comparison.record, studied.names
    if rounds := remarks.contradicted(record["contradicted_rounds"]):
        yield rounds
    failed = studied.table("failures")
    if failed is not None:
        yield _("Runs that failed: {count}. The first: {error}.").format(
            count=failed["run"].nunique(), error=failed["error"].iloc[0]
        )
    if cells := record["not_playable"]:
        yield _("Settings whose rules contradict each other at the start: {settings}.").format(
            settings=first_of([names.settings[one] for one in dict.fromkeys(c[0] for c in cells)])
        )
    if few := remarks.few(record["stopping"]["replications"]):
        yield few


def method(studied: Studied) -> tuple[str, ...]:
    """What common chances were worth, and the gap of the optimal plans."""
    found = [
        sentence
        for item in studied.names.main
        for sentence in variance_reduction(studied.comparison, studied.names, item)
    ]
    gap = remarks.gap_accepted(studied.comparison.record["gap"])
    return (*found, *([gap] if gap else []))
