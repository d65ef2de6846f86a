"""Where the numbers of a simulation come from."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from allocator import SOFTWARE
from allocator.scenario.scenario import Scenario

if TYPE_CHECKING:
    from allocator.simulation.replication import Finished

SIMULATION_SCHEMA = 1

LIBRARIES = ("highspy", "numpy", "pandas", "pyomo", "simpy")
"""Libraries that have a part in the numbers."""

DETERMINING = (
    *("schema", "software", "fingerprint", "simulation", "lender", "years", "warm_up", "seed"),
    *("confidence", "versions"),
)
"""Keys of the record that, with the replications, determine every number of the results."""

NOT_OF_THE_NUMBERS = ("timings",)
"""Keys of the record that may differ where all numbers are the same."""


@dataclass(frozen=True)
class Asked:
    """What was asked of a simulation.

    Attributes
    ----------
    lender : str
        Name of what decides the annual rounds.
    years : int
        Annual rounds that are played, from the scenario's base year.
    replications : int
        How many replications.
    first : int
        Number of the first of them; the others follow.
    seed : int
    confidence : float
        Of the intervals of the means.
    warm_up : int
        Years at the beginning that the measures of the whole run leave out.
    log, audit : bool
        Whether changes are logged, and every round's plan audited.
    """

    lender: str
    years: int
    replications: int
    first: int = 0
    seed: int = 0
    confidence: float = 0.95
    warm_up: int = 0
    log: bool = False
    audit: bool = False

    @property
    def numbers(self) -> range:
        """Numbers of the replications."""
        return range(self.first, self.first + self.replications)


@dataclass(frozen=True)
class Effort:
    """What a simulation took.

    Attributes
    ----------
    seconds : float
        From its begin to its end.
    workers : int
        Processes that were asked for.
    """

    seconds: float
    workers: int


def provenance(
    scenario: Scenario, asked: Asked, finished: "Sequence[Finished]", effort: Effort
) -> dict[str, Any]:
    """The record of a simulation, as plain data.

    Parameters
    ----------
    finished : sequence of Finished
        The replications that the results hold, at least one: the first of those asked for.
    """
    record = {
        "schema": SIMULATION_SCHEMA,
        "software": SOFTWARE,
        "scenario": scenario.settings.name,
        "titles": titles_of(scenario),
        "base_year": scenario.base_year,
        "fingerprint": scenario.fingerprint,
        "policy": scenario.policy.identity,
        "status": "complete" if len(finished) == asked.replications else "interrupted",
        "lender": asked.lender,
        "years": asked.years,
        "warm_up": asked.warm_up,
        "replications": {
            "first": asked.first,
            "asked": asked.replications,
            "finished": len(finished),
        },
        "seed": asked.seed,
        "confidence": asked.confidence,
        "log": asked.log,
        "audited": asked.audit,
        "simulation": scenario.settings.simulation.model_dump(mode="json"),
        "gap": max(each.gap for each in finished),
        "contradicted": [
            {"replication": each.replication, "year": year}
            for each in finished
            for year in each.contradicted
        ],
        "versions": {name: version(name) for name in LIBRARIES},
        "warnings": [str(warning) for warning in scenario.warnings],
    }
    return {
        "run": run_digest(record),
        **record,
        "timings": {
            "wall": round(effort.seconds, 4),
            "replications": round(sum(each.seconds for each in finished), 4),
            "solver": round(sum(each.solver_seconds for each in finished), 4),
            "workers": effort.workers,
        },
    }


def titles_of(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Titles of a scenario and its policy model by language, for who tells of the results."""
    titles = {"scenario": scenario.settings.title, "policy": scenario.policy.title}
    return {what: title.model_dump() for what, title in titles.items()}


def run_digest(record: dict[str, Any]) -> str:
    """16 hexadecimal digits of SHA-256 of all that determines the numbers."""
    determining = {name: record[name] for name in DETERMINING}
    first, finished = (record["replications"][name] for name in ("first", "finished"))
    determining["replications"] = {"first": first, "finished": finished}
    content = json.dumps(determining, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
