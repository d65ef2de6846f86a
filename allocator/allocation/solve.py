"""From a scenario to a recommended plan."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from functools import partial
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any

from pyomo.common.gc_manager import PauseGC

from allocator import SOFTWARE
from allocator.allocation.model.build import build
from allocator.allocation.model.model import Model
from allocator.allocation.plan.content import digest
from allocator.allocation.plan.decisions import VALUES, Decisions, read_decisions
from allocator.allocation.plan.exact import exact_text
from allocator.allocation.plan.plan import Plan
from allocator.allocation.plan.reasons import PROVEN
from allocator.allocation.plan.tables import plan_tables
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair import Contradiction
from allocator.allocation.solver.highs import Ending, Highs
from allocator.allocation.solver.lexicographic import Answer, GoalProgress, GoalResult, solve_goals
from allocator.allocation.solver.standard_form import Floats, StandardForm, compile_model
from allocator.allocation.strengthen import ALL, Strengthening
from allocator.scenario.scenario import Scenario
from allocator.text import _, language

SEED = 0
PLAN_SCHEMA = 1


class NoPlan(Exception):
    """The search ended before there was any plan; ``ending`` says why."""

    def __init__(self, ending: Ending) -> None:
        self.ending = ending
        super().__init__(
            _("interrupted before any plan was found")
            if ending is Ending.INTERRUPTED
            else _("the time limit was reached before any plan was found")
        )


@dataclass(frozen=True)
class Options:
    """How to search.

    Attributes
    ----------
    time_limit : float
        Seconds for all goals together.
    gap : float
        Relative gap tolerated for each goal; 0 asks for a proven optimum on the grid.
    threads : int
        Threads for HiGHS, 0 to let it choose.
    strengthening : Strengthening
        Which steps strengthen the formulation.
    write_model : Path or None
        Write the model, with its first goal, as ``.mps`` or ``.lp``.
    progress : callable or None
        Told the goal and where its run stands.
    """

    time_limit: float = float("inf")
    gap: float = 0.0
    threads: int = 0
    strengthening: Strengthening = ALL
    write_model: Path | None = None
    progress: GoalProgress | None = None


@dataclass
class Timings:
    """Seconds by stage, in the order in which the stages ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    def measure(self, stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """Run ``work`` and note how long it took."""
        began = monotonic()
        result = work(*arguments)
        self.seconds[stage] = monotonic() - began
        return result


def solve(
    scenario: Scenario, options: Options | None = None, timings: Timings | None = None
) -> Plan:
    """Recommend a plan for a scenario.

    Raises
    ------
    Contradiction
        The rules contradict each other.
    NoPlan
        A limit, or Ctrl-C, ended the search before there was any plan.
    OSError
        ``options.write_model`` cannot be written.
    """
    options, timings = options or Options(), timings or Timings()
    if options.write_model is not None:
        refuse_unwritable(options.write_model)
    with PauseGC():
        numbers: Prepared = timings.measure("stock", prepare, scenario)
    decided = decide(numbers, options, timings)
    if decided is None:
        raise Contradiction(scenario, numbers)
    return _plan(scenario, numbers, decided, timings)


@dataclass(frozen=True)
class Decided:
    """What the model decides on prepared numbers.

    Attributes
    ----------
    form : StandardForm
        The model as it was solved.
    answer : Answer
        What each of the policy's goals reached.
    made : Decisions
    """

    form: StandardForm
    answer: Answer
    made: Decisions


def decide(
    numbers: Prepared, options: Options | None = None, timings: Timings | None = None
) -> Decided | None:
    """The model's decisions on prepared numbers; ``None`` where its rules contradict.

    Raises
    ------
    NoPlan
        A limit, or Ctrl-C, ended the search before there was any plan.
    """
    options, timings = options or Options(), timings or Timings()
    # Many objects are made and few dropped: collecting garbage in between only costs time.
    with PauseGC():
        model: Model = timings.measure("build", build, numbers, options.strengthening)
        form: StandardForm = timings.measure("hand_over", compile_model, model)
    if options.write_model is not None:
        write_model(form, options.write_model)
    answer = _answer(numbers, form, options)
    if answer.ending is Ending.INFEASIBLE and not answer.goals:
        return None
    if answer.x is None:
        raise NoPlan(answer.ending)
    for goal in answer.goals:
        timings.seconds[f"solve_{goal.goal}"] = goal.seconds
    goals = tuple(goal for goal in answer.goals if goal.goal in numbers.goals)
    return Decided(form, replace(answer, goals=goals), read_decisions(numbers, form, answer.x))


def refuse_unwritable(path: Path) -> None:
    """Refuse a file that cannot be written before anything is solved.

    Raises
    ------
    OSError
        Its folder is not there, or it may not be written. HiGHS does not tell: for an LP file
        it ends the whole process.
    """
    existed = path.exists()
    with path.open("ab"):
        pass
    if not existed:
        path.unlink()


def write_model(form: StandardForm, path: Path) -> None:
    """Write the model with its first goal as MPS or LP, by the file's suffix."""
    highs = Highs(form)
    highs.aim(next(iter(form.objectives.values())))
    highs.write(path)


def _answer(numbers: Prepared, form: StandardForm, options: Options) -> Answer:
    last: list[tuple[Floats, Decisions]] = []

    def evaluate(goal: str, x: Floats) -> Fraction:
        # Every goal is asked for the same answer in turn: it is read once.
        if not last or last[0][0] is not x:
            last[:] = [(x, read_decisions(numbers, form, x))]
        return VALUES[goal](numbers, last[0][1])

    def make_highs(presolve: bool) -> Highs:
        return Highs(form, threads=options.threads, seed=SEED, presolve=presolve)

    return solve_goals(
        form,
        make_highs,
        evaluate,
        time_limit=options.time_limit,
        gap=options.gap,
        progress=options.progress,
    )


def _plan(scenario: Scenario, numbers: Prepared, decided: Decided, timings: Timings) -> Plan:
    units = scenario.tables["units"]
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    status = _status(decided.answer)
    tables = timings.measure(
        "tables", partial(plan_tables, proven=status in PROVEN), numbers, decided.made, names
    )
    return Plan(
        status=status,
        goals=decided.answer.goals,
        tables=tables,
        record=_record(scenario, numbers, decided, timings, status) | {"tables": digest(tables)},
        decisions=decided.made,
    )


def _status(answer: Answer) -> str:
    if answer.ending is not Ending.OPTIMAL:
        return str(answer.ending.value)
    return "optimal" if all(goal.gap == 0 for goal in answer.goals) else "gap"


def _record(
    scenario: Scenario, numbers: Prepared, decided: Decided, timings: Timings, status: str
) -> dict[str, Any]:
    form, answer, made = decided.form, decided.answer, decided.made
    lent = made.lent_to()
    return {
        "schema": PLAN_SCHEMA,
        "software": SOFTWARE,
        "language": language(),
        "scenario": scenario.settings.name,
        "base_year": scenario.base_year,
        "fingerprint": scenario.fingerprint,
        "origin": None if scenario.origin is None else asdict(scenario.origin),
        "policy": scenario.policy.identity,
        "status": status,
        "gap": _finite(max((goal.gap for goal in answer.goals), default=0.0)),
        "goals": [_goal(goal) for goal in answer.goals],
        "counts": {
            "requests": len(numbers.requests),
            "requests_granted": len(made.granted()),
            "posts_asked": sum(request.asked for request in numbers.requests.values()),
            "posts_lent": sum(lent.values()),
            "own_vacancies_used": sum(made.own.values()),
            "units_lent_to": len({numbers.requests[j].unit for j in lent}),
            "posts_collected": sum(made.collected.values()),
            "posts_renewed": sum(made.renewed.values()),
            "variables": len(form.lower),
            "whole_variables": int(form.whole.sum()),
            "rows": len(form.row_lower),
        },
        "decisions": made.digest(),
        "seed": SEED,
        "versions": {name: version(name) for name in ("highspy", "numpy", "pandas", "pyomo")},
        "warnings": [str(warning) for warning in scenario.warnings],
        "timings": {stage: round(seconds, 4) for stage, seconds in timings.seconds.items()},
    }


def _goal(goal: GoalResult) -> dict[str, Any]:
    return {
        "id": goal.goal,
        "value": exact_text(goal.value),
        "bound": _finite(goal.bound),
        "gap": _finite(goal.gap),
        "status": goal.ending.value,
    }


def _finite(value: float) -> float | None:
    """A number that JSON can hold; ``None`` where there is no bound yet."""
    return value if isfinite(value) else None
