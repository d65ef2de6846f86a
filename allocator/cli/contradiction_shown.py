"""Rules that contradict each other, shown: which, by how much they must give, what mends it."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.prepare.numbers import Prepared
    from allocator.allocation.repair import Contradiction
    from allocator.allocation.repair.causes import Cause
    from allocator.allocation.repair.diagnosis import Diagnosis
    from allocator.allocation.repair.limit import Limit
    from allocator.allocation.repair.mends import Mend

SETS_SHOWN = 10


def show_contradiction(error: "Contradiction", shared: Shared) -> None:
    """To stderr, or to stdout as JSON."""
    diagnosis, numbers = error.diagnosis, error.numbers
    if shared.json:
        report = contradiction_record(diagnosis, numbers)
        report["notes"] = list(getattr(error, "__notes__", ()))
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for line in _lines(diagnosis, numbers, shared):
        click.echo(line, err=True)
    for note in getattr(error, "__notes__", ()):
        click.echo(note, err=True)


def _lines(diagnosis: "Diagnosis", numbers: "Prepared", shared: Shared) -> Iterator[str]:
    from allocator.allocation.repair.words import must_give

    yield _("The rules contradict each other; no plan keeps them all.")
    yield _("Rules must give (smallest total of posts × weight: {total}):").format(
        total=_plain(diagnosis.total)
    )
    yield from (f"  {line}" for line in must_give(diagnosis.giving))
    if shared.quiet:
        return
    yield from _causes(diagnosis.causes, numbers, SETS_SHOWN if not shared.verbose else None)
    yield from _mends(diagnosis, numbers)


def _causes(causes: "tuple[Cause, ...]", numbers: "Prepared", most: int | None) -> Iterator[str]:
    from allocator.allocation.repair.words import said_together

    for number, cause in enumerate(causes, start=1):
        if most is not None and number > most:
            yield _("{count} more contradictions (-v shows them)").format(count=len(causes) - most)
            return
        yield _("Contradiction {number}: these rules cannot hold together").format(number=number)
        yield from (f"  {rule}: {says}" for rule, says in said_together(cause.limits, numbers))


def _mends(diagnosis: "Diagnosis", numbers: "Prepared") -> Iterator[str]:
    from allocator.allocation.repair.mend_words import as_settings, mend_in_words

    if diagnosis.interrupted:
        yield _("Interrupted: there may be more contradictions and mends.")
    if not diagnosis.mends:
        if not diagnosis.interrupted:
            yield _("No single kind of change mends it; see the rules above.")
        return
    yield _("Mends, the cheapest first (price in posts); with each of them there is a plan:")
    first, *others = diagnosis.mends
    yield _mend(1, mend_in_words(first.changes, numbers), first.price)
    yield f"     {as_settings(first.changes)}"
    for number, mend in enumerate(others, start=2):
        other = tuple(change for change in mend.changes if change not in first.changes)
        instead = tuple(change for change in first.changes if change not in mend.changes)
        words = mend_in_words(other, numbers)
        if len(diagnosis.causes) > 1 and other and len(instead) < len(first.changes):
            words = _("as 1, but {changes} (instead of: {instead})").format(
                changes=words, instead=mend_in_words(instead, numbers)
            )
        yield _mend(number, words, mend.price)
        yield f"     {as_settings(mend.changes)}"


def _mend(number: int, words: str, price: Any) -> str:
    return _("  {number}. [price {price}] {words}").format(
        number=number, price=_plain(price), words=words
    )


def contradiction_record(diagnosis: "Diagnosis", numbers: "Prepared") -> dict[str, Any]:
    """All of a diagnosis, for JSON."""
    return {
        "total": _plain(diagnosis.total),
        "conflicts": [_limit(limit, numbers) for limit in diagnosis.giving],
        "contradictions": [
            {"sets": [[_limit(limit, numbers) for limit in each] for each in cause.sets]}
            for cause in diagnosis.causes
        ],
        "mends": [_mend_record(mend, numbers) for mend in diagnosis.mends],
        "interrupted": diagnosis.interrupted,
    }


def _limit(limit: "Limit", numbers: "Prepared") -> dict[str, Any]:
    from allocator.allocation.repair.words import said

    names = ("unit", "pool", "to_pool", "quota_type", "region", "department", "year", "last_year")
    about = {name: getattr(limit, name) for name in names}
    return {
        "rule": limit.rule,
        **{name: value for name, value in about.items() if value not in ("", None)},
        "posts": limit.posts,
        "weight": _plain(limit.weight),
        "detail": said(limit, numbers),
    }


def _mend_record(mend: "Mend", numbers: "Prepared") -> dict[str, Any]:
    from allocator.allocation.repair.mend_words import mend_in_words

    return {
        "price": _plain(mend.price),
        "changes": [str(change) for change in mend.changes],
        "parts": [
            {
                "kind": part.kind,
                "price": _plain(part.price),
                "changes": [str(change) for change in part.changes],
            }
            for part in mend.parts
        ],
        "detail": mend_in_words(mend.changes, numbers),
    }


def _plain(number: Any) -> str:
    """A decimal without an exponent or trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
