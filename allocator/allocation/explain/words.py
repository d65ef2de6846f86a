"""An explanation in words, for a planner who has to defend the number."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from allocator.allocation.explain.explanation import Explanation, Kind, Stop
from allocator.allocation.explain.option_words import option_lines
from allocator.allocation.explain.trade import Shift, Trade
from allocator.allocation.plan.exact import exact_text
from allocator.allocation.plan.reason import Reason, listed
from allocator.allocation.plan.rule_names import rule_name
from allocator.scenario.code_names import purpose_name, quota_type_name
from allocator.text import _
from allocator.text.codes import named_code

Names = Mapping[str, str]
"""Names of units by id."""


def explained(explanation: Explanation, names: Names) -> str:
    """The explanation as text of several lines.

    Parameters
    ----------
    names : mapping of unit id to name
    """
    return "\n".join(_lines(explanation, names))


def _lines(explanation: Explanation, names: Names) -> Iterator[str]:
    yield from _heading(explanation)
    if explanation.stops:
        yield _("Why not more")
        for stop in explanation.stops:
            yield from _indented(_stop_lines(stop))
        yield _("The next post")
        yield from _indented(_next_lines(explanation, names))
        yield _("What it would take to meet the request in full")
        yield from _indented(option_lines(explanation, names))
    near = list(_near_lines(explanation))
    if near:
        yield _("A near tie")
        yield from _indented(near)


def _indented(lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _heading(explanation: Explanation) -> Iterator[str]:
    request = explanation.request
    yield _("{request}: {unit} ({id}), {quota_type}, {purpose}").format(
        request=request.id,
        unit=explanation.unit,
        id=request.unit,
        quota_type=named_code(quota_type_name(request.quota_type), request.quota_type),
        purpose=named_code(purpose_name(request.purpose), request.purpose),
    )
    years = str(request.min_term)
    if request.max_term > request.min_term:
        years = _("{shortest} to {longest}").format(
            shortest=request.min_term, longest=request.max_term
        )
    asked = (
        _("Asked for {posts} post(s) from {start}, for {years} year(s).")
        if request.min_posts == 1
        else _(
            "Asked for {posts} post(s) from {start}, for {years} year(s); fewer than {least} are "
            "of no use."
        )
    )
    yield "  " + asked.format(
        posts=request.asked, start=request.start, years=years, least=request.min_posts
    )
    lent = [
        _("{posts} from pool {pool} until the end of {due}").format(
            posts=loan.posts, pool=loan.pool, due=loan.due
        )
        for loan in explanation.lent
    ]
    yield "  " + _("Granted {posts}: own vacancies {own}, lent {lent}.").format(
        posts=explanation.granted, own=explanation.own, lent=listed(lent) or _("0 posts")
    )


def _stop_lines(stop: Stop) -> Iterator[str]:
    which = _("Post {first}") if stop.first == stop.last else _("Posts {first} to {last}")
    which = which.format(first=stop.first, last=stop.last)
    if not stop.ways:
        yield _("{which}: {reason}.").format(which=which, reason=stop.remark.detail)
    elif len(stop.ways) == 1 and len(stop.ways[0]) == 1:
        yield _("{which}: {reason}.").format(which=which, reason=_named(stop.ways[0][0]))
    else:
        together = _(
            "{which}: each of these stands in the way, and lifting only one is not enough:"
        )
        either = _("{which}: one of these would have to be lifted:")
        yield (together if len(stop.ways) == 1 else either).format(which=which)
        for way in stop.ways:
            yield from _way_lines(way, alternatives=len(stop.ways) > 1)
    if stop.kind is Kind.COMPETITION:
        yield _("The rules would let it have the post; others have what it would take.")


def _way_lines(way: Sequence[Reason], *, alternatives: bool) -> Iterator[str]:
    """One line where the rules of the way are one of several ways, else one for each rule."""
    named = [_named(reason) for reason in way]
    lines = [_("; and: ").join(named)] if alternatives else named
    return (f"  - {line}" for line in lines)


def _named(reason: Reason) -> str:
    return _("{rule} – {detail}").format(rule=rule_name(reason.rule), detail=reason.detail)


def _next_lines(explanation: Explanation, names: Names) -> Iterator[str]:
    trade = explanation.next_post
    if trade is None:
        if explanation.stops[0].kind is Kind.GOALS:
            yield _("It would add nothing.")
        else:
            yield _("No plan that keeps the rules grants it.")
        return
    yield cost_of(trade)
    yield from losses(trade, names)


def cost_of(trade: Trade) -> str:
    """What the goals lose, in one sentence."""
    more = trade.request.after - trade.request.before
    lost = [shift for shift in trade.goals if shift.lost > 0]
    if not lost:
        return _("Granting {more} more costs the goals nothing.").format(more=more)
    shifts = [
        _("{goal} {before} → {after}").format(
            goal=rule_name(shift.goal),
            before=exact_text(shift.before),
            after=exact_text(shift.after),
        )
        for shift in lost
    ]
    return _("Granting {more} more costs {lost}: {shifts}.").format(
        more=more, lost=exact_text(lost[0].lost), shifts=listed(shifts)
    )


def losses(trade: Trade, names: Names) -> Iterator[str]:
    """Who gives up what, one line each, then who gains."""
    if not trade.losers:
        yield _("Nobody else gives up a post.")
    for shift in trade.losers:
        yield _("{id} ({unit}) gives up {posts} of {before}, worth {value}.").format(
            id=shift.id,
            unit=names.get(shift.unit, shift.unit),
            posts=shift.before - shift.after,
            before=shift.before,
            value=exact_text(shift.value),
        )
    gains = [
        _("{id} {posts} more").format(id=shift.id, posts=shift.after - shift.before)
        for shift in (*trade.others, *trade.renewals)
        if shift.after > shift.before
    ]
    if gains:
        yield _("The best plan that grants it gives others: {gains}.").format(gains=listed(gains))


def losers_in_short(losers: Sequence[Shift]) -> str:
    """Who gives up how many posts, as ``R02: 1``."""
    return listed([f"{shift.id}: {shift.before - shift.after}" for shift in losers])


def _near_lines(explanation: Explanation) -> Iterator[str]:
    sentences = (
        (explanation.could_get_more, _("one post more")),
        (explanation.could_get_less, _("one post less")),
    )
    for loss, which in sentences:
        if loss is None:
            continue
        yield _near(loss, which)


def _near(loss: Fraction, which: str) -> str:
    if not loss:
        return _("Another plan, as good in the first goal, gives it {which}.").format(which=which)
    return _(
        "Another plan gives it {which} and loses only {loss}, less than a thousandth of the first "
        "goal."
    ).format(which=which, loss=exact_text(loss))
