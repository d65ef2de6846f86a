"""How far weights can move before a tier or named grade changes.

Each sample draws other weights of every group and moves towards them in small steps. Below each
indicator the shares of those directly under it are drawn evenly over all that add up to 1, so that
the first level moves as much as the last. What has moved is the share of a group's total weight
that has changed places: half the sum of the absolute differences. How little can be enough is
found by :mod:`allocator.evaluation.least_move`.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.least_move import LeastMove, least_moves
from allocator.evaluation.ranked_group import Floats, Places, RankedGroup, ranked_groups
from allocator.evaluation.tiers import leaves_below

STEPS = 100


@dataclass(frozen=True)
class Path:
    """One sample: weights moving step by step towards others.

    Attributes
    ----------
    moved : array, shape (STEPS, units)
        Share of the total weight of each unit's group that has changed places.
    places : array of int, shape (STEPS, units)
        Place of every ranked unit at each step, as in :class:`Stability`.
    """

    moved: Floats
    places: Places


@dataclass(frozen=True)
class Stability:
    """Where units stand, and how that changes as weights move.

    Attributes
    ----------
    units : array of str
        The ranked units, sorted.
    places : array of int
        Place of each: its tier less one, or which of the policy's named grades it has.
    labels : tuple of str
        What each place is called: a tier's number or a grade's id.
    paths : tuple of Path
    least : mapping of unit to LeastMove
        The least that was found to be enough by moving weight on purpose.
    """

    units: npt.NDArray[np.str_]
    places: Places
    labels: tuple[str, ...]
    paths: tuple[Path, ...]
    least: dict[str, LeastMove]

    def first_changes(self) -> Floats:
        """For each path the least share moved, of any group, at which a unit of it changes.

        Infinite where none does.
        """
        return np.array(
            [_first_moves(path, self.places).min(initial=np.inf) for path in self.paths]
        )

    def table(self) -> pd.DataFrame:
        """One row per ranked unit.

        Returns
        -------
        DataFrame
            ``unit_id, standing`` (tier or grade); ``least_moved``, the smallest share of its
            group's weight found to be enough for another (NaN for none), on a path or on
            purpose; ``then``, what it was there (empty for none); ``changed``, the share of the
            paths on which it changes.
        """
        rows = [self._unit(place) for place in range(len(self.units))]
        frame = pd.DataFrame(
            rows, columns=["unit_id", "standing", "least_moved", "then", "changed"]
        )
        return frame.astype({"least_moved": float, "changed": float})

    def _unit(self, place: int) -> tuple[str, str, float, str, float]:
        unit, own = str(self.units[place]), int(self.places[place])
        found = [self.least[unit]] if unit in self.least else []
        changed = 0
        for path in self.paths:
            differs = path.places[:, place] != own
            if differs.any():
                step = int(np.argmax(differs))
                changed += 1
                found.append(LeastMove(float(path.moved[step, place]), path.places[step, place]))
        least = min(found, key=lambda move: move.moved, default=None)
        share = changed / len(self.paths) if self.paths else np.nan
        if least is None:
            return unit, self.labels[own], np.nan, "", share
        return unit, self.labels[own], least.moved, self.labels[least.place], share


def _first_moves(path: Path, places: Places) -> Floats:
    """Share moved when each unit changes first; inf where it does not."""
    differs = path.places != places
    step = np.argmax(differs, axis=0)
    moved = path.moved[step, np.arange(len(places))]
    return np.where(differs.any(axis=0), moved, np.inf)


def stability(evaluated: Evaluated, samples: int, seed: int) -> Stability:
    """Sample weights and follow where the ranked units stand.

    Parameters
    ----------
    samples : int
        Number of paths.
    seed : int
        The same seed gives the same paths; each depends on seed, number and group alone.

    Notes
    -----
    Below each indicator directions are uniform on the simplex (a Dirichlet distribution with all
    parameters 1), over the indicators that weigh something for the group.
    """
    groups = ranked_groups(evaluated)
    ranked = evaluated.standing.rank > 0
    grades = [grade.id for grade in evaluated.scenario.policy.evaluation.grades]
    places = np.zeros(len(ranked), dtype=np.int64)
    for group in groups:
        places[group.units] = group.places
    names = evaluated.scores.units[ranked].astype(str)
    every = evaluated.scores.units.astype(str)
    least = {
        str(every[group.units[unit]]): move
        for group in groups
        for unit, move in least_moves(group).items()
    }
    paths = tuple(_path(evaluated, groups, ranked, sample, seed) for sample in range(samples))
    return Stability(names, places[ranked], tuple(grades or ("1", "2", "3")), paths, least)


def _path(
    evaluated: Evaluated,
    groups: list[RankedGroup],
    ranked: npt.NDArray[np.bool_],
    sample: int,
    seed: int,
) -> Path:
    places = np.zeros((STEPS, len(ranked)), dtype=np.int64)
    moved = np.zeros((STEPS, len(ranked)))
    step = (np.arange(1, STEPS + 1) / STEPS)[:, None]
    for group in groups:
        generator = np.random.default_rng([seed, sample, crc32(group.name.encode())])
        far = _drawn(evaluated, group.weights, generator) * group.weights.sum()
        places[:, group.units] = group.places_under((1 - step) * group.weights + step * far)
        moved[:, group.units] = step * group.moved(far)
    return Path(moved[:, ranked], places[:, ranked])


def _drawn(evaluated: Evaluated, weights: Floats, generator: np.random.Generator) -> Floats:
    """Shares of the last-level indicators, drawn level by level."""
    place = {str(name): number for number, name in enumerate(evaluated.scores.indicators)}
    heavy = {name for name, number in place.items() if weights[number] > 0}
    drawn = np.zeros(len(weights))
    rules = evaluated.scenario.policy.evaluation
    waiting = [("", 1.0)]
    while waiting:
        parent, share = waiting.pop()
        below = [c.id for c in rules.children(parent) if leaves_below(rules, c.id) & heavy]
        if not below:
            drawn[place[parent]] = share
            continue
        parts = generator.dirichlet(np.ones(len(below)))
        waiting += [(name, share * float(part)) for name, part in zip(below, parts, strict=True)]
    return drawn
