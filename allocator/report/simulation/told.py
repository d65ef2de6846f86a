"""The key figures of a simulation, and what it says in a few sentences."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import pandas as pd

from allocator.report.document import Figure
from allocator.report.simulation.lenders import lender_name, lender_told
from allocator.report.simulation.measured import Item, amount, heading_of, interval
from allocator.simulation import remarks
from allocator.simulation.measures.key_measures import KEY_MEASURES
from allocator.text import _

MOST_FIGURES = 12


def played(record: Mapping[str, Any], confidence: str) -> str:
    """What was played, how often, and who lent, in a line."""
    return _(
        "{first}–{last}, lender: {lender}; mean of {count} replications, with the {confidence} "
        "interval"
    ).format(
        first=record["base_year"],
        last=record["base_year"] + record["years"] - 1,
        lender=lender_name(record["lender"]),
        count=record["replications"]["finished"],
        confidence=confidence,
    )


def figures(whole: pd.DataFrame, confidence: str) -> tuple[Figure, ...]:
    """Means of the main measures that have one, with their intervals."""
    rows = [row for row in whole.to_dict("records") if row["measure"] in KEY_MEASURES]
    return tuple(
        Figure(heading_of(item), amount(item, row["mean"]), _note(item, row, confidence))
        for item, row in ((_item(row), row) for row in rows)
        if isfinite(row["mean"])
    )[:MOST_FIGURES]


def _item(row: Mapping[Any, Any]) -> Item:
    return str(row["measure"]), str(row["key"])


def _note(item: Item, row: Mapping[Any, Any], confidence: str) -> str:
    told = interval(item, row["low"], row["high"])
    if not told:
        return _("of one replication: no interval")
    return _("{confidence} interval {interval}").format(confidence=confidence, interval=told)


def lead(record: Mapping[str, Any], whole: pd.DataFrame, confidence: str) -> Iterator[str]:
    """What was played, and what came of it."""
    count, years = record["replications"]["finished"], record["years"]
    yield _(
        "The years {first} to {last} were played {count} times with different chances; who lends "
        "each January: {lender}."
    ).format(
        first=record["base_year"],
        last=record["base_year"] + years - 1,
        count=count,
        lender=lender_told(record["lender"]),
    )
    means = {(_item(row)): row for row in whole.to_dict("records")}
    if all(_known(means, each) for each in ("posts_asked", "posts_granted", "share_granted")):
        yield _asked(means, confidence)
    if _known(means, "posts_overdue"):
        yield _overdue(means)


def _known(means: Mapping[Item, Any], measure: str) -> bool:
    return (measure, "") in means and isfinite(means[measure, ""]["mean"])


def _asked(means: Mapping[Item, Any], confidence: str) -> str:
    row = means["posts_granted", ""]
    told = {
        measure: amount((measure, ""), means[measure, ""]["mean"])
        for measure in ("posts_asked", "posts_granted", "share_granted")
    }
    within = interval(("posts_granted", ""), row["low"], row["high"])
    if not within:
        return _("{posts_granted} of {posts_asked} posts asked for were granted "
                 "({share_granted}).").format(**told)  # fmt: skip
    return _(
        "On average {posts_granted} of {posts_asked} posts asked for are granted "
        "({share_granted}); the {confidence} interval of the posts granted is {within}."
    ).format(confidence=confidence, within=within, **told)


def _overdue(means: Mapping[Item, Any]) -> str:
    row = means["posts_overdue", ""]
    if row["mean"] == 0:
        return _("In no replication was a post overdue.")
    return _("On average {posts} posts are overdue at any time.").format(
        posts=amount(("posts_overdue", ""), row["mean"])
    )


def warnings(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What to keep in mind, besides the scenario's own warnings."""
    doubts = (
        remarks.interrupted(record),
        remarks.contradicted(len(record["contradicted"])),
        remarks.few(record["replications"]["finished"]),
    )
    return (*filter(None, doubts), *record["warnings"])
