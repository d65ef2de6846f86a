"""What each change of a lever does alone, together with others, and on average."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.results.outcomes import Floats

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Share of the numbers added up below which their sum may be rounding alone."""

Levels = tuple[str | None, ...]
"""Where each factor stands; None where it is left as the scenario has it."""


@dataclass(frozen=True)
class Effect:
    """A difference between settings that tells what a change does.

    Attributes
    ----------
    kind : str
        ``alone``: the one change from the baseline; ``interaction``: what several changes do
        together beyond the sum of what each does alone; ``average``: what a level does on the
        mean over all levels of the other factors.
    setting : int or None
        Place of the setting; none for an average.
    change : str
        As ``terms: 3 → 5; lender: optimal → first_come``.
    pairs : tuple of (sign, place, place)
        Settings whose differences are added up.
    of : int
        By which the sum is divided.
    """

    kind: str
    setting: int | None
    change: str
    pairs: tuple[tuple[int, int, int], ...]
    of: int = 1


def effects_of(factors: Sequence[str], layout: Layout, factorial: bool) -> Iterator[Effect]:
    """Every effect that the settings of a study tell.

    Parameters
    ----------
    factors : sequence of str
        Ids of the levers. Who lends is a factor too, after them.
    factorial : bool
        Whether the design has every combination, so that averages are balanced.
    """
    names = (*factors, "lender")
    levels = [
        (*(setting.point.levels.get(name) for name in factors), setting.lender)
        for setting in layout.settings
    ]
    base = levels[layout.baseline]
    alone: dict[Levels, int] = {}
    for place, each in enumerate(levels):
        if len(_changed(base, each)) == 1 and each not in alone:
            alone[each] = place
            yield Effect("alone", place, _text(names, base, each), ((1, place, layout.baseline),))
    yield from _interactions(names, levels, layout.baseline, alone)
    if factorial:
        yield from _averages(names, levels, base)


def _changed(base: Levels, levels: Levels) -> tuple[int, ...]:
    """Factors that stand elsewhere than in the baseline."""
    return tuple(place for place, level in enumerate(levels) if level != base[place])


def _text(names: Sequence[str], base: Levels, levels: Levels) -> str:
    """The change in words; a level that is the scenario's own has none, and shows as ·."""
    changed = [one != other for one, other in zip(base, levels, strict=True)]
    rows = compress(zip(names, base, levels, strict=True), changed)
    return "; ".join(f"{name}: {_shown(one)} → {_shown(other)}" for name, one, other in rows)


def _shown(level: str | None) -> str:
    return "·" if level is None else level


def _moved(levels: Levels, factor: int, level: str | None) -> Levels:
    """The same levels with one factor elsewhere."""
    return (*levels[:factor], level, *levels[factor + 1 :])


def _interactions(
    names: Sequence[str], levels: Sequence[Levels], baseline: int, alone: dict[Levels, int]
) -> Iterator[Effect]:
    base, seen = levels[baseline], set(alone)
    for place, each in enumerate(levels):
        changed = _changed(base, each)
        parts = [alone.get(_moved(base, factor, each[factor])) for factor in changed]
        single = [part for part in parts if part is not None]
        if len(changed) < 2 or len(single) < len(parts) or each in seen:
            continue
        seen.add(each)
        pairs = ((1, place, baseline), *((-1, part, baseline) for part in single))
        yield Effect("interaction", place, _text(names, base, each), pairs)


def _averages(names: Sequence[str], levels: Sequence[Levels], base: Levels) -> Iterator[Effect]:
    places = {each: place for place, each in enumerate(levels)}
    for factor, name in enumerate(names):
        for level in dict.fromkeys(each[factor] for each in levels):
            there = [each for each in places if each[factor] == level != base[factor]]
            matching = [places.get(_moved(each, factor, base[factor])) for each in there]
            pairs = tuple(
                (1, places[each], match)
                for each, match in zip(there, matching, strict=True)
                if match is not None
            )
            # Of one pair it is the change alone again; with some missing it is no balanced mean.
            if len(pairs) == len(there) > 1:
                change = f"{name}: {_shown(base[factor])} → {_shown(level)}"
                yield Effect("average", None, change, pairs, len(pairs))


def effect_values(effect: Effect, values: Floats) -> Floats:
    """An effect in every replication.

    Parameters
    ----------
    values : array, shape (S, ..., N)
        Settings first and replications last.

    Returns
    -------
    array, shape (..., N)
        NaN where one of the settings has no value. Sums that are nothing but rounding are 0, so
        that changes which add up exactly are not taken for a tiny, certain effect.
    """
    parts = [(sign, values[one], values[other]) for sign, one, other in effect.pairs]
    whole = sum((sign * (one - other) for sign, one, other in parts), np.zeros(()))
    size = sum((np.abs(one) + np.abs(other) for _sign, one, other in parts), np.zeros(()))
    return np.where(np.abs(whole) <= ROUNDING * size, 0.0, whole) / effect.of
