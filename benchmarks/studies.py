"""``python -m benchmarks.studies``: the cost of a study beside its runs; worth of shared chance."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt

from allocator.scenario.reading import read_scenario
from allocator.simulation.lenders import LENDERS
from allocator.simulation.provenance import Asked
from allocator.simulation.running import finished_replications
from allocator.simulation.studies.compare import compare
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.comparison_files import write_comparison
from allocator.simulation.studies.study_file import study_of
from benchmarks.studies_page import page

REPORT = Path("docs") / "benchmarks-studies.md"
WORKERS = 2
CHEAP = ("first_come", "no_bank")
"""Lenders of the study whose runs are short: the harder case for all that is not a run."""

COMPARED = ("first_come", "optimal")
MEASURES = (
    *("value_granted", "posts_granted", "priority_met", "waiting_months", "fairness_gini"),
    *("idle_vacancies", "utilisation"),
)


@dataclass(frozen=True)
class Overhead:
    """One study, and the same runs with nothing around them.

    Attributes
    ----------
    seconds, plain : float
        Whole, from the study's file to the files of its results; and the replications alone, as
        ``simulate`` plays them.
    outside : float
        Share of the workers' time that was not spent in runs.
    again : float
        Whole, when the store has all runs.
    """

    runs: int
    seconds: float
    plain: float
    outside: float
    again: float


@dataclass(frozen=True)
class Shared:
    """A difference between two lenders, with chance in common and without.

    Attributes
    ----------
    together, apart : array, shape (N,)
        Differences of replications that have their chances in common, and of ones that have not.
    """

    item: str
    together: npt.NDArray[np.float64]
    apart: npt.NDArray[np.float64]


def study(lenders: tuple[str, ...], options: argparse.Namespace, seed: int, count: int) -> Any:
    """A study of lenders on S County."""
    keys: Mapping[str, Any] = {
        "schema": 1,
        "name": "benchmark",
        "years": options.years,
        "seed": seed,
        "lenders": list(lenders),
        "measures": list(MEASURES),
        "replications": {"least": 2, "most": count},
    }
    return study_of(keys)


def overhead(options: argparse.Namespace) -> Overhead:
    """A study of many short runs, beside the same runs alone."""
    each = options.runs // len(CHEAP)
    with TemporaryDirectory() as parent:
        whole, first = _whole(Path(parent), options, each)
        again, _second = _whole(Path(parent), options, each)
    scenario = read_scenario(options.scenario)
    began = perf_counter()
    for lender in CHEAP:
        asked = Asked(lender, options.years, each, seed=options.seed)
        for _each in finished_replications(scenario, LENDERS[lender], asked, WORKERS):
            pass
    plain = perf_counter() - began
    inside = first.effort["seconds_in_runs"] / (WORKERS * whole)
    return Overhead(each * len(CHEAP), whole, plain, 1 - inside, again)


def _whole(folder: Path, options: argparse.Namespace, each: int) -> tuple[float, Comparison]:
    began = perf_counter()
    comparison = compare(
        options.scenario,
        study(CHEAP, options, options.seed, each),
        store=folder / "runs.sqlite3",
        workers=WORKERS,
    )
    write_comparison(comparison, folder)
    return perf_counter() - began, comparison


def shared_chance(options: argparse.Namespace) -> list[Shared]:
    """The better lender's differences from the other, paired and not."""
    runs = [
        compare(
            options.scenario,
            study(COMPARED, options, seed, options.replications),
            workers=WORKERS,
        ).tables["runs"]
        for seed in (options.seed, options.seed + 1)
    ]
    first, second = (table.set_index(["measure", "key", "setting"])["value"] for table in runs)
    items = dict.fromkeys(zip(runs[0]["measure"], runs[0]["key"], strict=True))
    found = []
    for measure, key in items:
        base, better = (first.loc[measure, key, name].to_numpy() for name in ("S1", "S2"))
        other = second.loc[measure, key, "S2"].to_numpy()
        name = f"{measure}[{key}]" if key else measure
        found.append(Shared(name, better - base, other - base))
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studies", description=__doc__)
    parser.add_argument("--scenario", default="s-county")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--runs", type=int, default=1000, help="of the study of short runs")
    parser.add_argument("--replications", type=int, default=100, help="of each lender compared")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=REPORT, help="the report, in Markdown")
    return parser.parse_args()


def main() -> None:
    """Measure, print, write."""
    options = _options()
    text = page(overhead(options), shared_chance(options), options)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
