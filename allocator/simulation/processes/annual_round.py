"""The annual round: a lender decides on this year's numbers, and the bank acts on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.repair import Contradiction
from allocator.simulation.chances import happens
from allocator.simulation.clock import Kind, Moment
from allocator.simulation.ladder import note_maturities
from allocator.simulation.lenders import LENDERS, Lender, Round, Verdict, lender_name, verdict_of
from allocator.simulation.numbers import Numbers, numbers_of
from allocator.simulation.play import Play
from allocator.simulation.processes.demand import count_granted
from allocator.simulation.processes.recruitment import advertise
from allocator.simulation.state import Loan, Request
from allocator.simulation.streams import Process, entity_key

Watch = Callable[[Play, Numbers, Verdict], None]
"""Is shown a round before the bank acts on it."""


def annual_round(play: Play, lender: Lender, watch: Watch | None) -> Iterator[Moment]:
    """On 1 January, after evaluation and demand.

    Raises
    ------
    Contradiction
        The rules contradict each other in the first year: the scenario's own fault. In a later
        year nothing is lent, and the year is noted.
    """
    yield play.clock.at(12 * play.year, Kind.ROUND)
    play.process = "round"
    numbers = numbers_of(play)
    verdict = play.verdict = _verdict(play, lender, numbers)
    if verdict.contradicted and play.year == play.world.first_year:
        raise Contradiction(play.world.scenario, numbers.prepared)
    if watch is not None:
        watch(play, numbers, verdict)
    play.tally.add("contradicted", int(verdict.contradicted))
    _act(play, numbers, verdict)
    note_maturities(play)


def _verdict(play: Play, lender: Lender, numbers: Numbers) -> Verdict:
    """What the lender decides.

    The first round is the same in every replication: a lender that draws no lots, as those that
    come with the software, decides it once for all.
    """
    given = _round(play, numbers)
    if play.year > play.world.first_year or lender not in LENDERS.values():
        return verdict_of(lender, given)
    name, known = lender_name(lender), play.world.first_verdicts
    if name not in known:
        verdict = verdict_of(lender, given)
        known[name] = replace(verdict, solver_seconds=0.0)
        return verdict
    return known[name]


def _round(play: Play, numbers: Numbers) -> Round:
    state = play.state
    return Round(
        year=play.year,
        numbers=numbers.prepared,
        arrived={name: request.arrived for name, request in state.requests.items()},
        tiers={name: unit.tier for name, unit in state.units.items()},
        gap=float(play.world.settings.gap),
        streams=play.streams,
    )


def _act(play: Play, numbers: Numbers, verdict: Verdict) -> None:
    made = verdict.decisions
    _supply(play, numbers, made)
    _renew(play, numbers, made)
    _grant(play, numbers, made)
    _settle_unmet(play)


def _supply(play: Play, numbers: Numbers, made: Decisions) -> None:
    """Posts are collected from units and moved between pools."""
    pools = play.state.pools
    for cell, posts in sorted(made.collected.items()):
        play.change(play.state.cells[cell], titles=-posts, deposited=posts)
        play.change_pool(pools[numbers.prepared.deposits[cell].pool], owned=posts, free=posts)
        play.tally.add("collected", posts)
    # All at once: a pool may hand on what it is given, and its balance is that of both.
    for (_giving, taking), posts in sorted(made.transferred.items()):
        play.change_pool(pools[taking], owned=posts, free=posts)
    for (giving, _taking), posts in sorted(made.transferred.items()):
        play.change_pool(pools[giving], owned=-posts, free=-posts)


def _renew(play: Play, numbers: Numbers, made: Decisions) -> None:
    for name, posts in sorted(made.renewed.items()):
        loan = play.state.loans[name]
        play.renew(loan, posts, numbers.prepared.renewed_due(), f"{name}+{play.year}")
        play.tally.add("renewed", posts)
        play.tally.add("value", posts * numbers.prepared.loans[name].renewal_value)


def _grant(play: Play, numbers: Numbers, made: Decisions) -> None:
    """Own vacancies and loans that begin this year; the rest of the plan is decided again."""
    prepared, granted = numbers.prepared, made.granted()
    begun = {
        name: posts
        for name, posts in sorted(granted.items())
        if prepared.requests[name].start == play.year
    }
    lent = sorted((key, posts) for key, posts in made.lent.items() if key[0] in begun)
    for (name, term, pool), posts in lent:
        _lend(play, name, term, pool, posts)
    for name, posts in begun.items():
        request = play.state.requests[name]
        cell = play.state.cells[prepared.requests[name].cell]
        for _post in range(made.own.get(name, 0)):
            advertise(play, cell, asked_for=True)
        origin = play.world.origins[request.origin]
        tier = play.state.units[cell.unit].tier
        count_granted(play, origin, posts, request.arrived, tier)
        play.tally.add("own", made.own.get(name, 0))
        play.tally.add("value", prepared.requests[name].value_of(posts))
        play.drop(play.state.requests, request)


def _lend(play: Play, name: str, term: int, pool: str, posts: int) -> None:
    request = play.state.requests[name]
    row = play.world.origins[request.origin].row
    loan = Loan(
        f"{name}@{pool}", row["unit_id"], row["quota_type"], pool, posts, 0, row["purpose"],
        play.year, play.year + term - 1, row["repayment"], True, 0, False,
    )  # fmt: skip
    play.lend(loan)
    play.tally.add("lent", posts)
    for _post in range(posts):
        advertise(play, play.state.cells[loan.cell], asked_for=True, loan=loan.name)


def _settle_unmet(play: Play) -> None:
    """A request that got nothing waits for the next round, shrinks, or lapses."""
    for request in list(play.state.requests.values()):
        if request.start <= play.year:
            _wait_or_lapse(play, request)


def _wait_or_lapse(play: Play, request: Request) -> None:
    rules = play.world.settings.demand
    row = play.world.origins[request.origin].row
    posts = int(request.posts * rules.shrink)
    enough = posts >= min(row["min_posts"], request.posts)
    if request.waited < rules.patience and posts and enough and not _lapses(play, request):
        play.set(request, posts=posts, start=play.year + 1, waited=request.waited + 1)
        return
    play.tally.add("unmet", request.posts)
    play.drop(play.state.requests, request)


def _lapses(play: Play, request: Request) -> bool:
    share = float(play.world.settings.demand.lapse_share)
    key = entity_key("request", request.name)
    return happens(play.streams, share, Process.LAPSE, key, request.waited)
