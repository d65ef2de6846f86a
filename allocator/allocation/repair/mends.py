"""Mends: the smallest changes of each kind after which there is a plan, cheapest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair.causes import Cause, Eased
from allocator.allocation.repair.lever import (
    KINDS,
    Changes,
    Lever,
    Move,
    changes_of,
    least,
    least_together,
)
from allocator.allocation.repair.levers import as_the_total_gives, levers
from allocator.allocation.repair.neighbourhood import neighbourhood
from allocator.allocation.repair.trial import Trials
from allocator.scenario.scenario import Scenario

MENDS_SOUGHT = 10


@dataclass(frozen=True)
class Part:
    """Levers moved as far as one contradiction takes: one lever, or several of a kind.

    Attributes
    ----------
    kind : str
        Of the levers.
    thing : tuple of str
        What is moved.
    changes : tuple of CellChange
        The changes that this makes.
    price : Decimal
        Posts times the weight of the rule that they relieve.
    moves : tuple of Move
        The levers and how far they are moved.
    """

    kind: str
    thing: tuple[str, ...]
    changes: Changes
    price: Decimal
    moves: tuple[Move, ...] = field(compare=False, repr=False)

    @property
    def rank(self) -> tuple[object, ...]:
        """Cheapest first, then by kind and thing."""
        return (self.price, KINDS.index(self.kind), self.thing)


@dataclass(frozen=True)
class Mend:
    """A part for each contradiction: with all of them the scenario has a plan."""

    parts: tuple[Part, ...]

    @property
    def changes(self) -> Changes:
        """Every change once; of one cell the last."""
        cells = {change.place: change for part in self.parts for change in part.changes}
        return tuple(cells.values())

    @property
    def price(self) -> Decimal:
        """That of the parts together."""
        return sum((part.price for part in self.parts), Decimal(0))


def mends(scenario: Scenario, numbers: Prepared, causes: Sequence[Cause]) -> Iterator[Mend]:
    """Complete mends, cheapest first, each of which was tried.

    With several contradictions, the cheapest part for each, and then in turn, for one of them,
    another. There is none where nothing that is tried mends some contradiction.
    """
    trials = Trials(scenario, numbers)
    ways = [sorted(_ways(trials, causes, place), key=lambda part: part.rank)
            for place in range(len(causes))]  # fmt: skip
    if not all(ways):
        return
    found: set[Changes] = set()
    for parts in _combined(ways)[:MENDS_SOUGHT]:
        mend = _complete(trials, causes, parts)
        if mend is not None and mend.changes not in found:
            found.add(mend.changes)
            yield mend


def _combined(ways: Sequence[Sequence[Part]]) -> list[tuple[Part, ...]]:
    """The cheapest way of each contradiction, and the same with one other way; by price."""
    cheapest = tuple(each[0] for each in ways)
    combined = [cheapest]
    for place, each in enumerate(ways):
        combined += [(*cheapest[:place], way, *cheapest[place + 1 :]) for way in each[1:]]
    return sorted(
        combined,
        key=lambda parts: (sum(part.price for part in parts), [part.rank for part in parts]),
    )


def _ways(trials: Trials, causes: Sequence[Cause], place: int) -> Iterator[Part]:
    """How one contradiction alone may be mended, were the others none."""
    cause = causes[place]
    others = _giving((*causes[:place], *causes[place + 1 :]))
    near = list(levers(cause, trials))
    for lever in near:
        part = _moved(trials, cause, lever, others)
        if part is not None:
            yield part
    for kind in ("reserve", "capital"):
        part = _moved_together(trials, cause, as_the_total_gives(cause, kind, near), others)
        if part is not None:
            yield part


def _giving(causes: Sequence[Cause]) -> Eased:
    return {limit: posts for cause in causes for limit, posts in cause.giving().items()}


def _moved(trials: Trials, cause: Cause, lever: Lever, others: Eased) -> Part | None:
    """The lever moved as far as the contradiction takes; ``None`` where it does not help."""
    amount = least(lever, lambda changes: trials.mends(changes, others, cause.limits))
    if amount is None:
        return None
    return _part(trials, [(lever, amount)])


def _moved_together(
    trials: Trials, cause: Cause, moves: Sequence[Move], others: Eased
) -> Part | None:
    """Several levers moved as little as it takes; ``None`` where they do not help."""
    if len(moves) < 2:
        return None
    found = least_together(moves, lambda changes: trials.mends(changes, others, cause.limits))
    return None if found is None else _part(trials, found)


def _part(trials: Trials, moves: Sequence[Move]) -> Part | None:
    """The moves as a part; ``None`` where the tables would not be read with its changes."""
    changes = changes_of(moves)
    if not trials.is_sound(changes):
        return None
    repair = trials.scenario.policy.repair
    price = sum((repair.weight(lever.rule) * amount for lever, amount in moves), Decimal(0))
    thing = tuple(name for lever, _amount in moves for name in lever.thing)
    return Part(moves[0][0].kind, thing, changes, price, tuple(moves))


def _complete(trials: Trials, causes: Sequence[Cause], parts: Sequence[Part]) -> Mend | None:
    """The parts as one mend, moved further where they are not enough together."""
    pairs = list(zip(causes, parts, strict=True))
    if not trials.mends(Mend(tuple(parts)).changes, {}):
        pairs = _moved_further(trials, pairs)
    mend = Mend(_trimmed(trials, pairs))
    return mend if pairs and trials.is_sound(mend.changes) else None


def _moved_further(trials: Trials, pairs: Sequence[tuple[Cause, Part]]) -> list[tuple[Cause, Part]]:
    """The parts one after the other, each as far as it takes then; empty where one cannot."""
    further: list[tuple[Cause, Part]] = []
    for place, (cause, part) in enumerate(pairs):
        left = _giving([later for later, _part in pairs[place + 1 :]])
        so_far = trials.after(Mend(tuple(moved for _cause, moved in further)).changes)
        if so_far.mends((), left):
            continue
        moved = _again(so_far, cause, part, left)
        if moved is None:
            return []
        further.append((cause, moved))
    return further


def _trimmed(trials: Trials, pairs: Sequence[tuple[Cause, Part]]) -> tuple[Part, ...]:
    """The parts without what one makes needless of another, as it may in one neighbourhood."""
    near = [set(neighbourhood(trials.numbers, cause.limits).pools) for cause, _part in pairs]
    linked = [
        place
        for place, pools in enumerate(near)
        if any(pools & others for others in (*near[:place], *near[place + 1 :]))
    ]
    if not linked:
        return tuple(part for _cause, part in pairs)
    limits = [limit for place in linked for limit in pairs[place][0].limits]
    moves = [move for place in linked for move in pairs[place][1].moves]
    found = least_together(moves, lambda changes: trials.mends(changes, {}, limits)) or moves
    parts: list[Part | None] = []
    for place, (_cause, part) in enumerate(pairs):
        kept = [move for move in found if any(move[0] is lever for lever, _amount in part.moves)]
        parts.append(part if place not in linked else _part(trials, kept) if kept else None)
    return tuple(part for part in parts if part is not None)


def _again(trials: Trials, cause: Cause, part: Part, others: Eased) -> Part | None:
    """The lever of ``part``, moved from where it stands as far as it takes now."""
    near = list(levers(cause, trials))
    for lever in near:
        if (lever.kind, lever.thing) == (part.kind, part.thing):
            return _moved(trials, cause, lever, others)
    return _moved_together(trials, cause, as_the_total_gives(cause, part.kind, near), others)
