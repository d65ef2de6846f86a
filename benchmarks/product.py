"""The product from reading to writing, stage by stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

STAGES = ("start", "read", "stock", "build", "hand_over", "highs", "tables", "write", "rest")
"""In order; ``highs`` is HiGHS's own time, ``rest`` what is left of the whole."""


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
    with _highs_counted() as runs:
        plan = solve(scenario, Options(gap=gap, time_limit=time_limit), timings)
    with TemporaryDirectory() as parent:
        timings.measure("write", write_plan, plan, Path(parent) / "plan")
    goals = {goal.goal: goal.seconds for goal in plan.goals}
    return {
        "stages": _stages(timings.seconds, sum(runs), started - began, perf_counter() - began),
        "goals": goals,
        "value": float(plan.goals[0].value),
        "rows": plan.record["counts"]["rows"],
        "columns": plan.record["counts"]["variables"],
        "status": plan.status,
    }


@contextmanager
def _highs_counted() -> Iterator[list[float]]:
    """HiGHS's own seconds of every run, those that belong to no goal of the policy too."""
    from allocator.allocation.solver.highs import Highs, Run

    run, seconds = Highs.run, []

    def counted(self: Highs, **options: Any) -> Run:
        ended = run(self, **options)
        seconds.append(ended.seconds)
        return ended

    Highs.run = counted  # type: ignore[method-assign]
    try:
        yield seconds
    finally:
        Highs.run = run  # type: ignore[method-assign]


def _stages(
    seconds: dict[str, float], highs: float, start: float, whole: float
) -> dict[str, float]:
    stages = {stage: seconds.get(stage, 0.0) for stage in STAGES}
    stages |= {"start": start, "highs": highs}
    stages["rest"] = whole - sum(stages.values())
    return stages


def other_than_highs(stages: dict[str, float]) -> float:
    """Seconds of the whole round that HiGHS did not take."""
    return sum(stages.values()) - stages["highs"]
