"""Generated scenarios with settings of the simulation that vary with the seed."""

import random
from functools import lru_cache

from allocator.scenario.scenario import Scenario
from allocator.scenario.simulation import Simulation
from tests.allocation.generated import scenario_of


def with_simulation(scenario: Scenario, **keys: object) -> Scenario:
    """The scenario with other keys of the section ``[simulation]``."""
    simulation = Simulation.model_validate(keys)
    settings = scenario.settings.model_copy(update={"simulation": simulation})
    return scenario.replace(settings=settings)


@lru_cache(maxsize=64)
def varied(seed: int) -> Scenario:
    """A generated scenario in which every setting of the simulation may differ from its default."""
    pick = random.Random(seed).choice  # noqa: S311 - a choice of tests
    return with_simulation(
        scenario_of(seed),
        gap=0,
        yearly_deposit=pick([True, True, False]),
        demand={
            "rate": pick([1, 2]),
            "size": pick(["same", "poisson"]),
            "urgent_share": pick([0, 0.4]),
            "urgent": pick(["wait", "reserve"]),
            "reserve_empty": pick(["wait", "refuse"]),
            "emergency_term": {"distribution": pick(["fixed", "exponential"]), "mean": 18},
            "patience": pick([0, 1, 3]),
            "lapse_share": pick([0, 0.3]),
            "shrink": pick([1, 0.6]),
        },
        recruitment={
            "intake_month": pick([0, 1, 3, 9]),
            "lag": {"distribution": pick(["fixed", "exponential", "uniform"]), "mean": 6},
            "success": pick([1, 0.7, 0.3]),
            "refill_share": pick([1, 0.5, 0]),
            "at_once": pick([0, 1, 2]),
            "lapse_months": pick([0, 6, 12]),
        },
        evaluation={"noise": pick([0, 5])},
        recall={
            "late_share": pick([0, 0.3]),
            "late_months": pick([3, 12, 30]),
            "renewal_asked": pick([1, 0.5]),
        },
    )
