"""A simulation made up by hand: four replications of two years."""

from typing import Any

import pandas as pd

from allocator.simulation.results import Simulation
from allocator.simulation.summaries import summarised

NAN = float("nan")

GRANTED = (10.0, 20.0, 30.0, 40.0)
"""Posts granted in 2026 and over the run, by replication; in 2027 none."""

TIER = (4.0, 8.0, 12.0)
"""To tier 1; nothing in the last replication, of which there is no row."""


def record(**more: Any) -> dict[str, Any]:
    """What a simulation says of itself."""
    return {
        "run": "0123456789abcdef",
        "schema": 1,
        "software": "allocator 1.0",
        "scenario": "s-county",
        "base_year": 2026,
        "fingerprint": "ab" * 32,
        "policy": {"name": "s-county", "effective": "2021-01-01", "source": ""},
        "status": "complete",
        "lender": "optimal",
        "years": 2,
        "warm_up": 0,
        "replications": {"first": 0, "asked": 4, "finished": 4},
        "seed": 1,
        "confidence": 0.95,
        "log": False,
        "audited": False,
        "simulation": {"gap": "0.001", "demand": {"rate": "1", "size": "same"}},
        "gap": 0.0005,
        "contradicted": [],
        "versions": {"numpy": "2.0"},
        "warnings": [],
    } | more


def measured(replications: int = 4) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ``years`` and ``runs``."""
    years: list[tuple[Any, ...]] = []
    runs: list[tuple[Any, ...]] = []
    for number in range(replications):
        granted = GRANTED[number]
        for year, posts in ((2026, granted), (2027, 0.0)):
            years.append((number, year, "posts_granted", "", posts))
            years.append((number, year, "share_granted", "", posts / 80))
            # Of what nobody asks for there is no wait.
            years.append((number, year, "waiting_months", "", 3.0 if posts else NAN))
        runs.append((number, "posts_asked", "", 80.0))
        runs.append((number, "posts_granted", "", granted))
        runs.append((number, "share_granted", "", granted / 80))
        runs.append((number, "posts_overdue", "", 0.0))
        runs.append((number, "urgent_refused", "", NAN))
        if number < len(TIER):
            runs.append((number, "posts_granted_by_tier", "1", TIER[number]))
        for ahead, due, covered in (("1", 5.0, 2.0), ("2", 8.0, 0.75)):
            runs.append((number, "maturities", ahead, due + number))
            runs.append((number, "coverage", ahead, covered))
    columns = ["replication", "measure", "key", "value"]
    return pd.DataFrame(years, columns=[columns[0], "year", *columns[1:]]), pd.DataFrame(
        runs, columns=columns
    )


def made_up(count: int = 4, **more: Any) -> Simulation:
    """What four replications, or the first of them, came to."""
    years, runs = measured(count)
    counts = {"first": 0, "asked": count, "finished": count}
    said = record(**{"replications": counts, **more})
    return Simulation(years, runs, summarised(years, runs, 0.95), said)
