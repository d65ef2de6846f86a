"""What the reader of a simulation's numbers should know of how they came about, in sentences."""

from collections.abc import Mapping
from typing import Any

from allocator.text import _

ENOUGH = 20
"""Replications from which intervals are taken to be of use: the fewest that a study plays unless it
says otherwise. Assumed: of the same spread the interval is 6.5 times as wide with 2, by Student's t
(12.7 against 1.96 with very many, at 95 %), and 1.07 times with 20; and what rarely happens has had
a chance to."""


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


def few(replications: int) -> str:
    """That intervals rest on few replications; empty if there are :data:`ENOUGH`."""
    if replications >= ENOUGH:
        return ""
    if replications == 1:
        return _(
            "One replication says what may happen, not what to expect: there is no interval. Play "
            "at least {enough}."
        ).format(enough=ENOUGH)
    return _(
        "With {count} replications the intervals are unreliable: very wide where values differ, "
        "and without any width where a measure happens not to vary, which is no certainty. Play "
        "at least {enough}, the fewest of a study unless it says otherwise."
    ).format(count=replications, enough=ENOUGH)
