"""What the reader of a simulation's numbers should know of how they came about, in sentences."""

from collections.abc import Mapping
from typing import Any

from allocator.text import _


def played(record: Mapping[str, Any]) -> str:
    """What was played, how often, and what numbers are given."""
    return _(
        "{first}–{last}, rounds decided by {lender}: mean of {count} replications and its interval "
        "({confidence} confidence)"
    ).format(
        first=record["base_year"],
        last=record["base_year"] + record["years"] - 1,
        lender=record["lender"],
        count=record["replications"]["finished"],
        confidence=f"{100 * record['confidence']:g}%",
    )


def interrupted(record: Mapping[str, Any]) -> str:
    """How many replications there are of those that were asked for; empty if all."""
    if record["status"] != "interrupted":
        return ""
    counts = record["replications"]
    return _("Interrupted: {finished} of {asked} replications have finished and are kept.").format(
        finished=counts["finished"], asked=counts["asked"]
    )


def gap_accepted(gap: float) -> str:
    """The largest gap that was accepted in any round; empty if none was."""
    if gap <= 0:
        return ""
    return _("Largest gap to the best bound that was accepted in any round: {gap}").format(
        gap=f"{gap:.3%}"
    )


def contradicted(rounds: int) -> str:
    """In how many rounds nothing was lent; empty if in none."""
    if not rounds:
        return ""
    return _(
        "Rounds in which nothing was lent, as the rules contradicted each other: {count}"
    ).format(count=rounds)
