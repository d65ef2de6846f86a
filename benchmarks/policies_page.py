"""The page about policies; always by a run, never by hand."""

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

import pandas as pd

from allocator.simulation.measures import MEASURES
from allocator.simulation.studies.results.comparison import Comparison
from allocator.text import use_language
from benchmarks.policies_table import policies_table
from benchmarks.report import circumstances, table
from benchmarks.shown_numbers import chance, interval, number

FIRST = "value_granted"
"""The measure that is told in full."""

ABOUT = """\
Every built-in scenario, played over years by every lender: its study `lenders`, with all its
assumptions (see [studies.md](studies.md)). All lenders of a scenario meet the same people who leave
and the same requests (common random numbers). In brackets, intervals: of means Student-t; of
differences from `{baseline}` paired, for all lenders at once (Bonferroni); p is Holm's. **Bold**:
may be the best (subset selection at the same confidence). Variance reduction: how many times
smaller the variance of the difference is than with independent draws."""


def page(comparisons: Mapping[str, Comparison], titles: Mapping[str, str]) -> str:
    """The whole page.

    Parameters
    ----------
    comparisons, titles : mapping
        By name of the scenario.
    """
    use_language("en")
    numbers = policies_table(comparisons)
    (baseline,) = set(numbers.loc[numbers["baseline"], "lender"])
    parts = [
        "# Policies",
        "Written by `python -m benchmarks.policies`; not edited by hand.",
        circumstances([]),
        ABOUT.format(baseline=baseline),
    ]
    for name, comparison in comparisons.items():
        own = numbers[numbers["scenario"] == name]
        parts += [f"## {titles[name]} (`{name}`)", *_scenario(own, comparison.record)]
    return "\n\n".join(parts) + "\n"


def _scenario(numbers: pd.DataFrame, record: Mapping[str, Any]) -> Iterable[str]:
    declared = record["declared"]
    count = int(numbers["replications"].max())
    failed = int(record["failed_runs"])
    yield (
        f"{declared['years']} years, {count} replications, confidence "
        f"{float(declared['confidence']):.0%}; largest gap {record['gap']:.4%}; rounds "
        f"contradicted {record['contradicted_rounds']}; runs failed {failed}."
    )
    yield _first(numbers[numbers["measure"] == FIRST])
    yield _others(numbers[numbers["measure"] != FIRST])


def _first(numbers: pd.DataFrame) -> str:
    title = next(measure.title() for measure in MEASURES if measure.id == FIRST)
    heads = ["lender", title, "difference", "p", "variance reduction"]
    return table(heads, (_row_of_first(row) for row in numbers.to_dict("records")))


def _row_of_first(row: Mapping[Any, Any]) -> list[str]:
    mean = _bold(row, interval(row["mean"], row["low"], row["high"]))
    if row["baseline"]:
        return [f"`{row['lender']}`", mean, "", "", ""]
    return [
        f"`{row['lender']}`",
        mean,
        interval(row["difference"], row["low_all"], row["high_all"]),
        chance(row["p_holm"]),
        number(row["variance_reduction"]),
    ]


def _others(numbers: pd.DataFrame) -> str:
    """Lenders by row, the other measures by column: mean and half of its interval."""
    names = [_name(row) for row in numbers.to_dict("records")]
    cells: dict[str, dict[str, str]] = {lender: {} for lender in numbers["lender"]}
    for name, row in zip(names, numbers.to_dict("records"), strict=True):
        cells[row["lender"]][name] = _bold(row, _give_or_take(row))
    columns = list(dict.fromkeys(names))
    rows = (
        [f"`{lender}`", *(own.get(name, "–") for name in columns)] for lender, own in cells.items()
    )
    return table(["lender", *(f"`{name}`" for name in columns)], rows)


def _name(row: Mapping[Any, Any]) -> str:
    return f"{row['measure']}[{row['key']}]" if row["key"] else str(row["measure"])


def _give_or_take(row: Mapping[Any, Any]) -> str:
    if isnan(row["mean"]):
        return number(row["mean"])
    return f"{number(row['mean'])} ± {number((row['high'] - row['low']) / 2)}"


def _bold(row: Mapping[Any, Any], text: str) -> str:
    return f"**{text}**" if row["may_be_best"] is True else text
