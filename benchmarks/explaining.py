"""``python -m benchmarks.explaining``: all explanations of a county, and one; prices two ways."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.next_post import next_post
from allocator.allocation.explain.resolving import granted_columns
from allocator.allocation.model.build import build
from allocator.allocation.plan.decisions import priority_value, read_decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solve import solve
from allocator.allocation.solver.extended_form import Extension, extended
from allocator.allocation.solver.highs import Highs
from allocator.allocation.solver.standard_form import compile_model
from allocator.scenario.reading import read_scenario
from benchmarks.county import county
from benchmarks.report import circumstances, seconds, table
from benchmarks.solving import ABSOLUTE_GAP

REPORT = Path("docs") / "benchmarks-explaining.md"
ASKED_ALL, ASKED_ONE = 30.0, 2.0


def explainer_of(folder: Path) -> Explainer:
    """The plan of a county, ready to be explained."""
    scenario = read_scenario(folder)
    return Explainer(scenario, solve(scenario).decisions)


def priced(explainer: Explainer) -> list[str]:
    """Requests whose next post some plan grants by the caps that bind alone."""
    caps, in_hand = explainer.stopping.caps, explainer.in_hand
    return [
        j
        for j in in_hand.short()
        if not caps.binding(explainer.numbers.requests[j], in_hand.granted[j] + in_hand.more(j))
    ]


def by_product(explainer: Explainer, j: str) -> Fraction | None:
    """What the next post costs the first goal, as ``explain`` finds it."""
    trade = next_post(explainer.forms, explainer.stopping.caps, j)
    return None if trade is None else trade.price


def anew(explainer: Explainer, j: str) -> Fraction | None:
    """The same from a model stated anew for the question, solved with HiGHS's own settings."""
    numbers: Prepared = replace(explainer.numbers, goals=("priority_value",))
    form = compile_model(build(numbers))
    in_hand = explainer.in_hand
    columns = granted_columns(form, j)
    needed = float(in_hand.granted[j] + in_hand.more(j))
    form = extended(form, [Extension(dict.fromkeys(columns, 1.0), needed, float("inf"))])
    highs = Highs(form)
    highs.aim(form.objectives["priority_value"])
    run = highs.run(seconds=float("inf"), relative_gap=0.0, absolute_gap=ABSOLUTE_GAP)
    if run.x is None:
        return None
    made = read_decisions(numbers, form, run.x)
    return priority_value(numbers, explainer.made) - priority_value(numbers, made)


def timed(
    way: Callable[[Explainer, str], Fraction | None], explainer: Explainer, j: str
) -> tuple[float, Fraction | None]:
    """Seconds of one price, and the price."""
    began = perf_counter()
    price = way(explainer, j)
    return perf_counter() - began, price


def process(*command: str) -> float:
    """Seconds of a whole process of the command line."""
    began = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "allocator", *command], check=True, stdout=subprocess.DEVNULL
    )
    return perf_counter() - began


def report(options: argparse.Namespace) -> str:
    """The page."""
    with TemporaryDirectory() as parent:
        folder = county(Path(parent), options.units, options.seed)
        plan = str(Path(parent) / "plan")
        process("solve", str(folder), "--out", plan, "--quiet")
        explain = ("explain", str(folder), "--out", plan, "--quiet")
        explainer = explainer_of(folder)
        asked = priced(explainer)
        every = list(explainer.numbers.requests)
        everything = [
            [process(*explain, *which, "--workers", workers) for _ in range(options.repeat)]
            for which, workers in ((every, "0"), (every, "1"), ([], "0"))
        ]
        some = explainer.in_hand.short()[:: max(1, len(explainer.in_hand.short()) // 9)]
        one = [process(*explain, j) for j in some]
        began = perf_counter()
        for j in some:
            explainer.explain(j)
        inside = (perf_counter() - began) / len(some)
        pairs = [(timed(by_product, explainer, j), timed(anew, explainer, j)) for j in asked]
    assert all(ours[1] == theirs[1] for ours, theirs in pairs)
    all_of_them = "all requests, a process per core"
    and_scarce = "all requests and what scarce things are worth, a process per core"
    one_of_them = f"one request, the whole process (median of {len(some)})"
    rows = [
        [all_of_them, seconds(median(everything[0])), f"{ASKED_ALL:g}"],
        ["the same in one process", seconds(median(everything[1])), ""],
        [and_scarce, seconds(median(everything[2])), ""],
        [one_of_them, seconds(median(one)), f"{ASKED_ONE:g}"],
        ["one request more, once the plan has been read (mean)", seconds(inside), ""],
    ]
    ours, theirs = (median(pair[side][0] for pair in pairs) for side in (0, 1))
    stated_anew = "model stated anew, first goal only, HiGHS's own settings"
    prices = [
        ["as `explain` does it: every goal, and who gives up what", seconds(ours), "1.0"],
        [stated_anew, seconds(theirs), f"{theirs / ours:.1f}"],
    ]
    numbers = explainer.numbers
    return (
        "# Explanations\n\n"
        f"`python -m benchmarks.explaining` made this page.\n\n{circumstances(())}\n\n"
        f"A generated county of {options.units} units (seed {options.seed}): "
        f"{len(numbers.requests)} requests, {len(explainer.in_hand.short())} of them not met in "
        "full.\n\n"
        + table(["", "seconds", "asked for, at most"], rows)
        + f"\n\nThe price of the next post of the {len(asked)} requests that no cap stops by "
        "itself; both ways gave the same prices.\n\n"
        + table(["", "median, seconds", "÷ first row"], prices)
        + "\n"
    )


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    REPORT.write_text(report(parser.parse_args()), encoding="utf-8")


if __name__ == "__main__":
    main()
