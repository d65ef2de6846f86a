"""``python -m benchmarks.speed``: everything that is measured, in one run."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.county import county, roster_county
from benchmarks.layers import LAYERS, NEEDS
from benchmarks.report import write_report
from benchmarks.tasks import Measured, Task, in_own_process

REPORT = Path("docs") / "benchmarks.md"


@dataclass
class Results:
    """Medians by what was measured.

    Attributes
    ----------
    counties : dict of units to dict of task to measurements
    roster, limits : dict
        Of the roster's reading, and of the leavers and limits.
    """

    counties: dict[int, dict[str, Measured]] = field(default_factory=dict)
    roster: Measured = field(default_factory=dict)
    limits: Measured = field(default_factory=dict)


def main() -> None:
    """Measure, print, write."""
    options = _options()
    results = measure(options)
    report = write_report(results, options)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(report, encoding="utf-8")
    print(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=[300, 3000])
    parser.add_argument("--gap", type=float, default=1e-4, help="relative, for every goal")
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the median counts")
    parser.add_argument("--seed", type=int, default=1, help="of the generated counties")
    parser.add_argument("--time-limit", type=float, default=600.0, help="seconds for each run")
    parser.add_argument("--roster", type=int, default=100_000, help="rows to read")
    parser.add_argument("--people", type=int, default=1_000_000, help="for leavers and limits")
    parser.add_argument("--date", default="", help="said in the report, besides the commit")
    parser.add_argument("--out", type=Path, default=REPORT, help="the report, in Markdown")
    return parser.parse_args()


def measure(options: argparse.Namespace) -> Results:
    """Run every measurement, each in a process of its own."""
    results = Results()
    with TemporaryDirectory() as parent:
        for units in options.units:
            folder = county(Path(parent), units, options.seed)
            task = Task(str(folder), options.gap, options.time_limit)
            results.counties[units] = dict(_county(task, options.repeat))
        folder = roster_county(Path(parent), options.roster, options.seed)
        results.roster = _repeated("roster", Task(str(folder)), options.repeat)
        crowd = Task(str(folder), people=options.people)
        results.limits = _repeated("limits", crowd, options.repeat)
    return results


def _county(task: Task, repeat: int) -> Iterator[tuple[str, Measured]]:
    for name in ("product", "mps", *installed_layers(), "strengthened"):
        yield name, _repeated(name, task, repeat)
    yield "plain", _repeated("plain", task, 1)  # tens of times slower than all the others


def installed_layers() -> list[str]:
    """The layers whose module is installed."""
    return [name for name in LAYERS if name not in NEEDS or find_spec(NEEDS[name])]


def _repeated(name: str, task: Task, repeat: int) -> Measured:
    print(f"{Path(task.folder).name}: {name}", flush=True)
    found: Measured = medians([in_own_process(name, task) for _ in range(repeat)])
    return found


def medians(runs: list[Any]) -> Any:
    """The median of every number, by its place; of what is no number, the first run's."""
    first = runs[0]
    if isinstance(first, dict):
        return {key: medians([run[key] for run in runs]) for key in first}
    if all(isinstance(run, float) for run in runs):
        return median(runs)
    return first


if __name__ == "__main__":
    main()
