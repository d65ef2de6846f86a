"""The product from reading to writing, stage by stage."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

STAGES = ("start", "read", "stock", "build", "hand_over", "goals", "tables", "write", "rest")
"""In order; ``goals`` is HiGHS's own time, ``rest`` what is left of the whole."""


def whole_round(folder: Path, gap: float, time_limit: float) -> dict[str, Any]:
    """Read a scenario, recommend a plan, write it.

    Returns
    -------
    dict
        ``stages``, seconds by stage; ``goals``, HiGHS's seconds by goal; ``value`` of the
        first goal; ``rows``, ``columns``, ``status``.
    """
    began = perf_counter()
    from allocator.allocation.plan.files import write_plan
    from allocator.allocation.solve import Options, Timings, solve
    from allocator.scenario.reading import read_scenario

    started = perf_counter()
    timings = Timings()
    scenario = timings.measure("read", read_scenario, folder)
    plan = solve(scenario, Options(gap=gap, time_limit=time_limit), timings)
    with TemporaryDirectory() as parent:
        timings.measure("write", write_plan, plan, Path(parent) / "plan")
    goals = {goal.goal: goal.seconds for goal in plan.goals}
    return {
        "stages": _stages(timings.seconds, goals, started - began, perf_counter() - began),
        "goals": goals,
        "value": float(plan.goals[0].value),
        "rows": plan.record["counts"]["rows"],
        "columns": plan.record["counts"]["variables"],
        "status": plan.status,
    }


def _stages(
    seconds: dict[str, float], goals: dict[str, float], start: float, whole: float
) -> dict[str, float]:
    stages = {stage: seconds.get(stage, 0.0) for stage in STAGES}
    stages |= {"start": start, "goals": sum(goals.values())}
    stages["rest"] = whole - sum(stages.values())
    return stages


def other_than_highs(stages: dict[str, float]) -> float:
    """Seconds of the whole round that HiGHS did not take."""
    return sum(stages.values()) - stages["goals"]
