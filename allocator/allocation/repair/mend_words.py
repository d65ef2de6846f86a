"""Mends in words, and as what ``--set`` takes."""

import shlex
from collections.abc import Iterable

from allocator.allocation.prepare.numbers import Prepared
from allocator.scenario.changes import CellChange
from allocator.scenario.tables import ANY
from allocator.text import _


def mend_in_words(changes: Iterable[CellChange], numbers: Prepared) -> str:
    """What is to be changed, in one sentence."""
    return _("; ").join(change_in_words(change, numbers) for change in changes)


def as_settings(changes: Iterable[CellChange]) -> str:
    """The changes as options of the command line."""
    return " ".join(f"--set {shlex.quote(str(change))}" for change in changes)


def change_in_words(change: CellChange, numbers: Prepared) -> str:
    """What a change does, from what to what."""
    message = {
        ("pools", "reserve"): _("lower the reserve of pool {row} from {before} to {after}"),
        ("pools", "capital"): _("raise the capital of pool {row} from {before} to {after}"),
        ("transfers", "posts"): _(
            "let up to {after} instead of {before} post(s) be transferred from pool {row} to "
            "pool {second}"
        ),
        ("posts", "keep"): _(
            "let {row} ({second}) keep at most {after} vacant post(s), so that more is collected"
        ),
        ("ceilings", "people"): _("raise the ceiling on people ({scope}) from {before} to {after}"),
        ("loans", "posts"): _(
            "take back {fewer} of {before} post(s) of loan {row} of {unit} at once"
        ),
    }[change.table, change.column]
    # A guarantee line may be the policy's, and is not among the numbers.
    before = 0 if change.table == "posts" else _before(change, numbers)
    return message.format(
        row=change.key[0],
        second=change.key[-1],
        scope=", ".join(part for part in change.key if part != ANY),
        unit=numbers.loans[change.key[0]].unit if change.table == "loans" else "",
        before=before,
        after=change.value,
        fewer=int(before) - int(change.value) if change.column == "posts" else "",
    )


def _before(change: CellChange, numbers: Prepared) -> int:
    """The number that the cell has now, that of the policy where it is empty."""
    row = change.key[0]
    if change.table == "pools":
        return int(getattr(numbers.pools[row], change.column))
    if change.table == "loans":
        return numbers.loans[row].posts
    if change.table == "transfers":
        return numbers.transfers.get((row, change.key[1]), 0)
    return next(
        ceiling.people
        for ceiling in numbers.people_ceilings
        if (ceiling.region, ceiling.department, ceiling.quota_type) == change.key
    )
