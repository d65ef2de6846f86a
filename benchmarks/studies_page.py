"""The page about studies; always by a run, never by hand."""

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.report import circumstances, seconds, table

if TYPE_CHECKING:
    from benchmarks.studies import Overhead, Shared

ASKED_RUNS = 1000
ASKED_SHARE = 0.1


def page(overhead: "Overhead", shared: "Sequence[Shared]", options: argparse.Namespace) -> str:
    """The whole page."""
    parts = [
        "# Studies",
        "Written by `python -m benchmarks.studies`; not edited by hand.",
        circumstances([("scenario", f"{options.scenario}, {options.years} years")]),
        _overhead(overhead),
        _shared(shared, options),
    ]
    return "\n\n".join(parts) + "\n"


def _overhead(found: "Overhead") -> str:
    rows = [
        [
            "the study: read, play, keep, compare, write",
            seconds(found.seconds),
            f"{found.outside:.1%}",
        ],
        ["the same replications alone, as `simulate` plays them", seconds(found.plain), ""],
        ["the study again, all runs from the store", seconds(found.again), ""],
    ]
    asked = (
        f"Asked for: a study of {ASKED_RUNS:,} runs spends under {ASKED_SHARE:.0%} outside the runs"
    )
    met = "met" if found.outside < ASKED_SHARE else "not met"
    verdict = met if found.runs == ASKED_RUNS else "this run is of another size"
    return (
        f"## Overhead\n\nA study of {found.runs:,} short runs on 2 workers: `first_come` and "
        "`no_bank`. Outside the runs: the share of two workers' time, from the first moment to the "
        "last, that was not spent in runs.\n\n"
        + table(["", "seconds", "outside the runs"], rows)
        + f"\n\n{asked}: {verdict}."
    )


def _shared(found: "Sequence[Shared]", options: argparse.Namespace) -> str:
    heads = ["", "difference", "its standard deviation", "with other chances", "variance ÷"]
    return (
        "## Common random numbers\n\n`optimal` minus `first_come`, "
        f"{options.replications} replications of each. Both see the same people leave and the same "
        "requests arrive; with other chances, each has its own. The last column is by what the "
        "variance of the difference is smaller for having chances in common; so many times the "
        "replications would be needed without.\n\n" + table(heads, _rows(found))
    )


def _rows(found: "Iterable[Shared]") -> Iterable[list[str]]:
    for each in found:
        together, apart = (np.nanstd(one, ddof=1) for one in (each.together, each.apart))
        ratio = f"{(apart / together) ** 2:.1f}" if together else "–"
        numbers = (np.nanmean(each.together), together, apart)
        yield [f"`{each.item}`", *(f"{number:.4g}" for number in numbers), ratio]
