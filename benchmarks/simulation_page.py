"""The page about the simulation's speed; always by a run, never by hand."""

import argparse
from collections.abc import Iterable
from statistics import mean, median
from typing import TYPE_CHECKING

from benchmarks.memory import HOW
from benchmarks.report import circumstances, seconds, table
from benchmarks.simulating import Measured

if TYPE_CHECKING:
    from benchmarks.simulation import Results

REFERENCE = "first_come"
"""The lender that the asked-for time and the numbers of workers are about."""

ASKED = {"units": 300, "people": 10_000, "years": 10, "replications": 200}
ASKED_SECONDS = 30.0
ASKED_RATIO = 10.0
MOST_ERRORS = 4.0
"""Standard errors by which the leavers of a year may differ from one way to the other."""

STAGE_NAMES = {
    "beginning": "beginning: draw all leaving times, set out the state",
    "facts": "facts of the round, from the state",
    "leavers": "people who can be counted on to leave",
    "prepare": "prepared numbers",
    "lender": "lender: its own decisions",
    "strengthen": "strengthen the formulation",
    "build": "state in Pyomo",
    "hand_over": "hand over: standard form",
    "highs": "HiGHS, all goals",
    "goals": "between goals: passModel, rounding, checks",
    "reading": "read the answer, exact values",
    "rest": "the year: SimPy, people, openings, loans, measures",
}
WAY_NAMES = {
    "drawn_beforehand": "leaving times drawn beforehand, a walk through those who leave",
    "as_played": "the same as played: posts, loans and areas are kept too",
    "decided_each_year": "plain: a SimPy process per person that decides every January",
}


def page(results: "Results", options: argparse.Namespace) -> str:
    """The whole page."""
    parts = [
        "# Simulation",
        "Written by `python -m benchmarks.simulation`; not edited by hand.",
        circumstances([("repeats", f"{options.repeat}, medians; a process for every run")]),
        f"A generated county of {options.units} units (seed {options.seed}), grown to "
        f"{options.people:,} people in post, all of them on the roster, none counted; "
        f"{options.years} years.",
        _lenders(results, options),
        _workers(results),
        _stages(results.stages),
        _attrition(results.attrition),
        _formulations(results.formulations, options.round_seconds),
    ]
    return "\n\n".join(parts) + "\n"


def _lenders(results: "Results", options: argparse.Namespace) -> str:
    heads = [
        "2 workers", "replications", "runs", "whole, s", "one replication, s", "outside HiGHS",
        "largest gap", "rounds contradicted", "peak, MB",
    ]  # fmt: skip
    rows = [
        _lender_row(lender, run) for (lender, workers), run in results.runs.items() if workers == 2
    ]
    return (
        "## By lender\n\nWhole processes: imports, reading, simulating, writing. A lender whose "
        f"replications would take more than {options.lender_seconds:g} s is given fewer, and runs "
        f"once. Memory: {HOW}.\n\n{table(heads, rows)}\n\n{_verdict(results, options)}"
    )


def _lender_row(lender: str, run: Measured) -> list[str]:
    outside = 1 - run["solver"] / run["each"]
    return [
        f"`{lender}`", f"{run['replications']}", f"{run['runs']}", seconds(run["whole"]),
        seconds(run["each"]), f"{outside:.0%}", f"{run['gap']:.4%}", f"{run['contradicted']}",
        f"{run['peak']:.0f}",
    ]  # fmt: skip


def _verdict(results: "Results", options: argparse.Namespace) -> str:
    run = results.runs[REFERENCE, 2]
    sizes = {name: getattr(options, name) for name in ASKED} | {"replications": run["replications"]}
    asked = (
        f"Asked for: at most {ASKED_SECONDS:g} s for {ASKED['replications']} replications of "
        f"{ASKED['years']} years by `{REFERENCE}`, {ASKED['units']} units and "
        f"{ASKED['people']:,} people, on 2 cores"
    )
    if sizes != ASKED:
        return f"{asked}. This run is of another size."
    met = "met" if run["whole"] <= ASKED_SECONDS else "not met"
    return f"{asked}: {met}, {seconds(run['whole'])} s."


def _workers(results: "Results") -> str:
    runs = {workers: run for (lender, workers), run in results.runs.items() if lender == REFERENCE}
    assert len({run["bytes"] for run in runs.values()}) == 1
    alone = runs[1]["simulating"]
    rows = [
        [f"{workers}", seconds(run["simulating"]), f"{alone / run['simulating']:.2f}",
         f"{run['peak']:.0f}"]
        for workers, run in runs.items()
    ]  # fmt: skip
    return (
        f"## Workers\n\n{runs[1]['replications']} replications by `{REFERENCE}`, from the first "
        "to the last, workers' start included. All wrote the same bytes.\n\n"
        + table(["workers", "seconds", "speed-up", "peak, MB"], rows)
    )


def _stages(found: dict[str, Measured]) -> str:
    rows = [
        [title, *(seconds(run["stages"].get(stage, 0.0)) for run in found.values())]
        for stage, title in STAGE_NAMES.items()
    ]
    wholes = {lender: sum(run["stages"].values()) for lender, run in found.items()}
    rows.append(["whole", *(seconds(whole) for whole in wholes.values())])
    shares = (1 - found[name]["stages"].get("highs", 0.0) / whole for name, whole in wholes.items())
    rows.append(["share outside HiGHS", *(f"{share:.0%}" for share in shares)])
    return (
        "## One replication by stage\n\nSeconds, medians; what all replications share is made "
        "before.\n\n" + table(["", *(f"`{lender}`" for lender in found)], rows)
    )


def _attrition(found: Measured) -> str:
    times = {way: median(found["seconds"][way]) for way in WAY_NAMES}
    ours = times["drawn_beforehand"]
    ratio = times["decided_each_year"] / ours
    rows = [
        [title, seconds(times[way]), f"{times[way] / ours:.1f}"] for way, title in WAY_NAMES.items()
    ]
    count = len(found["seconds"]["as_played"])
    met = "met" if ratio >= ASKED_RATIO else "not met"
    heads = ["drawn beforehand", "plain", "difference in standard errors"]
    return (
        f"## Attrition alone\n\nMedians of {count} replications.\n\n"
        + table(["", "seconds", "÷ first row"], rows)
        + f"\n\nAsked for: the plain form takes at least {ASKED_RATIO:g} times as long: {met}.\n\n"
        + "Leavers by year, means; expected by the people's chances, which give the standard "
        + f"errors too. A difference of {MOST_ERRORS:g} would have stopped this run.\n\n"
        + table(["year", "expected", *heads], _leaver_rows(found))
    )


def _leaver_rows(found: Measured) -> Iterable[list[str]]:
    assert found["left"]["as_played"] == found["left"]["drawn_beforehand"]
    count = len(found["left"]["as_played"])
    for year, expected in enumerate(found["expected"]):
        ours, plain = (
            mean(left[year] for left in found["left"][way])
            for way in ("drawn_beforehand", "decided_each_year")
        )
        errors = (ours - plain) / (found["deviation"][year] * (2 / count) ** 0.5)
        assert abs(errors) < MOST_ERRORS
        numbers = (f"{number:.1f}" for number in (expected, ours, plain))
        yield [f"{year + 1}", *numbers, f"{errors:+.1f}"]


def _formulations(found: Measured, most_seconds: float) -> str:
    rows = []
    for name, rounds in found["rounds"].items():
        stating, deciding = (sum(each[key] for each in rounds) for key in ("stating", "deciding"))
        late = sum(not each["ended"] for each in rounds)
        most = max(each["deciding"] for each in rounds)
        numbers = [seconds(number) for number in (stating, deciding, most)]
        rows.append([name, *numbers, f"{late} of {len(rounds)}"])
    heads = ["", "stated, s", "stated and solved, s", "longest round, s", "rounds cut short"]
    return (
        "## A model anew each year\n\nThe rounds of one replication by `optimal`, each stated and "
        "solved. A model kept between rounds must suit any year's numbers, so it cannot be "
        "strengthened by this year's: it would save the first number of the second row at most, "
        f"and be solved as the second row. No round takes longer than {most_seconds:g} s.\n\n"
        + table(heads, rows)
    )
