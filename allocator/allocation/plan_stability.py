"""How far weights can move before the plan changes, by sampling.

Weights reach the plan through tiers and colours alone, so a plan is solved once for each
standing that the paths of :mod:`allocator.evaluation.stability` come through.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.allocation.repair import Contradiction
from allocator.allocation.solve import Options, solve
from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.freezes import colour_of
from allocator.evaluation.stability import Path, Stability
from allocator.scenario.scenario import Scenario

Rows = frozenset[tuple[Hashable, ...]]


@dataclass(frozen=True)
class Outcome:
    """What a plan decides: posts granted by request, and every loan made or renewed."""

    granted: Mapping[str, int]
    loans: Rows


@dataclass(frozen=True)
class PlanStability:
    """What the paths do to the plan.

    Attributes
    ----------
    first_changes : array, shape (paths,)
        Share of the weight moved, in the group where most has, when the first loan is another
        one (pool, term, posts, renewals included) or the rules leave no plan; inf for never.
    no_plan : float
        Share of the paths on which the rules contradict each other somewhere.
    requests : DataFrame
        ``request_id, granted``; ``least_moved``, the smallest share moved at which it got
        another number of posts (NaN for never); ``then_granted``, what it got there;
        ``changed``, the share of the paths on which it changes at all.
    solved : int
        Plans looked for.
    """

    first_changes: npt.NDArray[np.float64]
    no_plan: float
    requests: pd.DataFrame
    solved: int


def plan_stability(
    evaluated: Evaluated,
    stability: Stability,
    options: Options | None = None,
    progress: Callable[[int], None] = lambda _paths: None,
) -> PlanStability:
    """Follow the plan along the paths of ``stability``.

    Parameters
    ----------
    options : Options
        For each solve.
    progress : callable
        Told after every path how many are done.

    Raises
    ------
    Contradiction
        There is no plan under the weights as they are.
    """
    plans = _Plans(evaluated, stability.units, options or Options())
    base = plans.made(stability.places)
    changes = []
    for done, path in enumerate(stability.paths, start=1):
        changes.append(list(_changes(path, stability.places, base, plans)))
        progress(done)
    first = np.array([path[0][0] if path else np.inf for path in changes])
    without = [any(outcome is None for _moved, outcome in path) for path in changes]
    no_plan = float(np.mean(without)) if without else 0.0
    return PlanStability(first, no_plan, _table(base.granted, changes), plans.count)


Change = tuple[float, Outcome | None]


def _changes(
    path: Path, places: npt.NDArray[np.int64], base: Outcome, plans: "_Plans"
) -> Iterator[Change]:
    """Share moved, and what is decided, each time that the plan differs from ``base``."""
    before = places
    for moved, now in zip(path.moved.max(axis=1, initial=0.0), path.places, strict=True):
        if (now != before).any():
            outcome = plans.look(now)
            if outcome != base:
                yield float(moved), outcome
        before = now


class _Plans:
    """Plans by the places of the ranked units, each looked for once."""

    def __init__(self, evaluated: Evaluated, units: npt.NDArray[np.str_], options: Options):
        self._scenario, self._units, self._options = evaluated.scenario, units, options
        self._known: dict[bytes, Outcome | None] = {}

    @property
    def count(self) -> int:
        """Plans looked for."""
        return len(self._known)

    def look(self, places: npt.NDArray[np.int64]) -> Outcome | None:
        """What is decided where the units stand so; ``None`` where the rules leave no plan."""
        name = places.tobytes()
        if name not in self._known:
            try:
                self._known[name] = self.made(places)
            except Contradiction:
                self._known[name] = None
        return self._known[name]

    def made(self, places: npt.NDArray[np.int64]) -> Outcome:
        """The same, solved now."""
        plan = solve(with_places(self._scenario, self._units, places), self._options)
        decisions = plan.tables["decisions"]
        granted = dict(zip(decisions["request_id"], decisions["granted"].astype(int), strict=True))
        outcome = Outcome(granted, _rows(plan.tables["schedule"]) | _rows(plan.tables["renewals"]))
        self._known[places.tobytes()] = outcome
        return outcome


def _rows(frame: pd.DataFrame) -> Rows:
    return frozenset(frame.itertuples(index=False, name=None))


def with_places(
    scenario: Scenario, units: npt.NDArray[np.str_], places: npt.NDArray[np.int64]
) -> Scenario:
    """The scenario with these places as grades of the base year, colours by the policy."""
    named = [(grade.tier, str(grade.colour)) for grade in scenario.policy.evaluation.grades]
    meant = named or [(tier, colour_of(scenario.policy, tier)) for tier in (1, 2, 3)]
    grades = scenario.tables["grades"]
    current = (grades["year"] == scenario.base_year) & grades["unit_id"].isin(units)
    given = pd.DataFrame(
        {
            "unit_id": units.astype(str),
            "year": scenario.base_year,
            "tier": [meant[place][0] for place in places],
            "colour": [meant[place][1] for place in places],
            "grade": "",
        }
    )
    together = pd.concat([grades[~current], given]).astype(grades.dtypes.to_dict())
    tables = dict(scenario.tables) | {"grades": together.reset_index(drop=True)}
    return scenario.replace(tables=tables)


def _table(base: Mapping[str, int], changes: list[list[Change]]) -> pd.DataFrame:
    rows = []
    for request, granted in base.items():
        moments = [
            [
                (moved, then.granted[request])
                for moved, then in path
                if then is not None and then.granted[request] != granted
            ]
            for path in changes
        ]
        first = [path[0] for path in moments if path]
        least = min(first, default=(np.nan, None))
        share = len(first) / len(changes) if changes else np.nan
        rows.append((request, granted, least[0], least[1], share))
    columns = ["request_id", "granted", "least_moved", "then_granted", "changed"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"then_granted": "Int64", "least_moved": float, "changed": float}
    )
