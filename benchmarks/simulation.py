"""``python -m benchmarks.simulation``: a county simulated by every lender; attrition two ways."""

import argparse
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from allocator.simulation.lender_names import LENDER_NAMES
from benchmarks.simulated_county import simulated_county
from benchmarks.simulating import Measured, Task, in_own_process
from benchmarks.simulation_page import REFERENCE, page
from benchmarks.speed import medians

REPORT = Path("docs") / "benchmarks-simulation.md"
WORKERS = (1, 2, 4)
USUAL_WORKERS = 2


@dataclass
class Results:
    """Medians by what was measured.

    Attributes
    ----------
    stages : dict of lender to measurements
    runs : dict of lender and workers to measurements
    attrition, formulations : dict
    """

    stages: dict[str, Measured] = field(default_factory=dict)
    runs: dict[tuple[str, int], Measured] = field(default_factory=dict)
    attrition: Measured = field(default_factory=dict)
    formulations: Measured = field(default_factory=dict)


def measure(options: argparse.Namespace) -> Results:
    """Run every measurement, each in a process of its own."""
    results = Results()
    with TemporaryDirectory() as parent:
        folder = simulated_county(Path(parent), options.units, options.people, options.seed)
        task = Task(str(folder), years=options.years, most_seconds=options.round_seconds)
        results.attrition = in_own_process(
            "attrition", replace(task, replications=options.attrition)
        )
        for lender in LENDER_NAMES:
            alone = replace(task, lender=lender, replications=options.staged)
            results.stages[lender] = in_own_process("stages", alone)
            count = affordable(results.stages[lender]["each"], options)
            many = replace(alone, replications=count)
            for workers in WORKERS if lender == REFERENCE else (USUAL_WORKERS,):
                run = _repeated(replace(many, workers=workers), options)
                results.runs[lender, workers] = run
        results.formulations = in_own_process("formulations", task)
    return results


def affordable(seconds: float, options: argparse.Namespace) -> int:
    """Replications, all that are asked for or as many as fit into the time for a lender."""
    fitting = int(options.lender_seconds * USUAL_WORKERS / seconds)
    count: int = min(options.replications, max(USUAL_WORKERS, fitting))
    return count


def _repeated(task: Task, options: argparse.Namespace) -> Measured:
    """Medians; a lender that is given fewer replications runs once."""
    count = options.repeat if task.replications == options.replications else 1
    runs = [in_own_process("whole", task) for _ in range(count)]
    assert len({run["bytes"] for run in runs}) == 1
    measured: Measured = medians(runs)
    return measured | {"replications": task.replications, "runs": count}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the generated county")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the median counts")
    parser.add_argument(
        "--lender-seconds", type=float, default=1800.0, help="for the replications of a lender"
    )
    parser.add_argument("--staged", type=int, default=3, help="replications timed by stage")
    parser.add_argument("--attrition", type=int, default=20, help="replications of attrition")
    parser.add_argument(
        "--round-seconds", type=float, default=120.0, help="for a round of each formulation"
    )
    parser.add_argument("--out", type=Path, default=REPORT, help="the report, in Markdown")
    return parser.parse_args()


def main() -> None:
    """Measure, print, write."""
    options = _options()
    text = page(measure(options), options)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
