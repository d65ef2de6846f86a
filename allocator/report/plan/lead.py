"""What a committee can read out: the plan in a few sentences."""

from collections import defaultdict
from collections.abc import Iterator

from allocator.allocation.plan.reasons import BY_GOALS
from allocator.allocation.plan.rule_names import rule_name
from allocator.report.plan.basis import Basis
from allocator.report.plan.goals import how_good
from allocator.report.plan.totals import (
    all_posts,
    by_purpose,
    returns,
    share_of,
    stopped_by,
)
from allocator.report.plan.words import count, listed
from allocator.scenario.code_names import purpose_name
from allocator.text import _

MOST_NAMED = 4
"""So many purposes, years or rules are named in a sentence."""


def lead(basis: Basis) -> tuple[str, ...]:
    """What is recommended, for what, when it comes back, what stopped more, how sure it is."""
    return (
        *_broken(basis),
        _recommended(basis),
        *_starts(basis),
        *_purposes(basis),
        *_returns(basis),
        *_stopped(basis),
        how_good(basis),
        _total_control(basis),
    )


def _broken(basis: Basis) -> Iterator[str]:
    """That the plan, as its files are now, breaks rules."""
    violations = basis.audited.violations if basis.audited else ()
    if violations:
        rules = dict.fromkeys(rule_name(each.rule) for each in violations)
        yield _(
            "The plan breaks rules and cannot be carried out as it is; violations that the audit "
            "finds: {count} ({rules})."
        ).format(count=count(len(violations)), rules=listed(list(rules)))


def _recommended(basis: Basis) -> str:
    total = share_of(basis.rows("decisions"))
    if not total.requests:
        return _("No unit asks for posts.")
    if not total.granted:
        return _(
            "Of the posts asked for ({asked}, requests: {requests}) none can be granted, neither "
            "from own vacancies nor by lending."
        ).format(asked=count(total.asked), requests=count(total.requests))
    return _(
        "Of {asked} posts asked for, {lent} are to be lent from the pools and {own} to come from "
        "the units' own vacancies; {met} of {requests} requests are granted in full or in part."
    ).format(
        asked=count(total.asked),
        lent=count(total.lent),
        own=count(total.own),
        met=count(total.met),
        requests=count(total.requests),
    )


def _starts(basis: Basis) -> Iterator[str]:
    """When posts are lent from, where not all are from the first year."""
    starting: defaultdict[int, int] = defaultdict(int)
    for row in basis.rows("schedule"):
        starting[row["start_year"]] += row["posts"]
    if set(starting) <= {basis.scenario.base_year}:
        return
    parts = [
        _("{posts} from {year}").format(posts=count(posts), year=year)
        for year, posts in sorted(starting.items())
    ]
    yield _("Posts are lent as they are needed: {starts}.").format(starts=listed(parts))


def _purposes(basis: Basis) -> Iterator[str]:
    granted = [(name, share.granted) for name, share in by_purpose(basis).items() if share.granted]
    most = sorted(granted, key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    if most:
        parts = [
            _("{purpose} ({posts})").format(purpose=purpose_name(name), posts=count(posts))
            for name, posts in most
        ]
        yield _("Most posts go to these purposes: {purposes}.").format(purposes=listed(parts))


def _returns(basis: Basis) -> Iterator[str]:
    back = list(returns(basis).items())
    if not back:
        return
    shown = [
        _("{posts} at the end of {year}").format(posts=count(posts), year=year)
        for year, posts in back[:MOST_NAMED]
    ]
    later = sum(posts for _year, posts in back[MOST_NAMED:])
    if later:
        shown.append(
            _("{posts} later, the last at the end of {year}").format(
                posts=count(later), year=back[-1][0]
            )
        )
    yield _("The lent posts come back: {returns}.").format(returns=listed(shown))


def _stopped(basis: Basis) -> Iterator[str]:
    rules = stopped_by(basis)
    if not rules:
        if basis.rows("decisions"):
            yield _("Every request is met in full.")
        return
    if not basis.proven:
        yield from _not_reached(dict(rules).get(BY_GOALS, 0))
        rules = [(rule, requests) for rule, requests in rules if rule != BY_GOALS]
    parts = [
        _("{rule} ({requests})").format(rule=rule_name(rule), requests=count(requests))
        for rule, requests in rules[:MOST_NAMED]
    ]
    if parts:
        yield _(
            "What most often stood in the way of more, with the number of requests: {rules}."
        ).format(rules=listed(parts))


def _not_reached(requests: int) -> Iterator[str]:
    if requests:
        yield _(
            "No rule stands in the way of more for some requests ({requests}): a better plan may "
            "grant it."
        ).format(requests=count(requests))


def _total_control(basis: Basis) -> str:
    before, after = all_posts(basis)
    if before != after:
        return _(
            "Total control is broken: units and pools have {before} posts together before the "
            "plan, and {after} after it."
        ).format(before=count(before), after=count(after))
    return _(
        "Total control is kept: units and pools have {before} posts together before and after; "
        "what is lent stays the pools'."
    ).format(before=count(before))
