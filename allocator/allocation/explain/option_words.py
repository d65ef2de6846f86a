"""Options in words: what changes, who gives up what, and how to try it."""

from collections.abc import Callable, Iterator, Mapping

from allocator.allocation.explain.explanation import Explanation
from allocator.allocation.explain.options import Kind, Option
from allocator.allocation.plan.exact import exact_text
from allocator.allocation.plan.reason import listed
from allocator.allocation.plan.rule_names import rule_name
from allocator.scenario.changes import CellChange
from allocator.scenario.code_names import quota_type_name
from allocator.text import _
from allocator.text.codes import named_code


def option_lines(explanation: Explanation, names: Mapping[str, str]) -> Iterator[str]:
    """The options, numbered, the best first."""
    if not explanation.options:
        yield _("No single change of those that were tried meets it in full.")
    for place, option in enumerate(explanation.options, start=1):
        yield _("{place}. {change}.").format(place=place, change=sentence(option, explanation))
        yield f"   {_effect(option, names)}"
        if option.changes and not option.waived:
            changes = " ".join(f"--what-if '{change}'" for change in option.changes)
            yield f"   {changes}"


def sentence(option: Option, explanation: Explanation) -> str:
    """What the option changes."""
    exempt = _("exempt the request from: {rules}").format(
        rules=listed([rule_name(rule) for rule in option.waived])
    )
    if option.kind is Kind.WAIVER:
        return _capital(exempt)
    if option.kind is Kind.GRANT:
        return _("Grant it: the rules allow it")
    changes = _("; and ").join(_changed(option.kind, c, explanation) for c in option.changes)
    return _capital(_("; and ").join([changes, exempt]) if option.waived else changes)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _changed(kind: Kind, change: CellChange, explanation: Explanation) -> str:
    request = explanation.request
    sentences: dict[Kind, Callable[[], str]] = {
        Kind.TERM: lambda: _("let it be lent for up to {years} years, not {before}").format(
            years=change.value, before=request.max_term
        ),
        Kind.START: lambda: _("let it start in {year}, not {before}").format(
            year=change.value, before=request.start
        ),
        Kind.RESERVE: lambda: _("lower the reserve of pool {pool} to {posts}").format(
            pool=change.key[0], posts=change.value
        ),
        Kind.CAPITAL: lambda: _("raise the capital of pool {pool} to {posts}").format(
            pool=change.key[0], posts=change.value
        ),
        Kind.TIER: lambda: _("place the unit in tier or grade {tier}").format(tier=change.value),
        Kind.CEILING: lambda: _("raise the ceiling on people ({scope}) to {people}").format(
            scope=listed([_place(part) for part in change.key if part != "*"]), people=change.value
        ),
    }
    return sentences[kind]()


def _place(part: str) -> str:
    """A region, a department or a quota type, this by its name."""
    return named_code(quota_type_name(part), part)


def _effect(option: Option, names: Mapping[str, str]) -> str:
    """What it costs others, and what the first goal becomes."""
    trade = option.trade
    losers = [
        _("{id} ({unit}) gives up {posts} of {before}, worth {value}").format(
            id=shift.id,
            unit=names.get(shift.unit, shift.unit),
            posts=shift.before - shift.after,
            before=shift.before,
            value=exact_text(shift.value),
        )
        for shift in trade.losers
    ]
    goal = _("{goal} {before} → {after}").format(
        goal=rule_name(trade.goals[0].goal),
        before=exact_text(trade.goals[0].before),
        after=exact_text(trade.goals[0].after),
    )
    given = _("; ").join(losers) if losers else _("nobody gives up a post")
    return _capital(_("{given}; {goal}.").format(given=given, goal=goal))
