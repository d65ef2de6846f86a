"""Tables made from what benchmarks have written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from from_declarations import code, markdown_table

from allocator.simulation.measures import MEASURES
from allocator.text import language
from benchmarks.shown_numbers import interval, number

POLICIES = Path(__file__).resolve().parents[1] / "benchmarks" / "policies.csv"
MEANS = ("priority_met", "waiting_months", "fairness_gini")
WORDS = {
    "en": ("scenario", "lender", "difference", "variance reduction"),
    "zh": ("情景", "决定方式", "差值", "方差缩减"),
}


def policies() -> str:
    """Value granted by every lender in every built-in scenario, and how it differs."""
    numbers = pd.read_csv(POLICIES, dtype={"key": "str"})
    titles = {measure.id: measure.title() for measure in MEASURES}
    scenario, lender, difference, reduction = WORDS[language()]
    shown = (titles["value_granted"], difference, reduction, *(titles[name] for name in MEANS))
    return markdown_table((scenario, lender, *shown), _rows(numbers))


def _rows(numbers: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for (scenario, lender), own in numbers.groupby(["scenario", "lender"], sort=False):
        rows = {row["measure"]: row for row in own.to_dict("records")}
        value = rows["value_granted"]
        mean = interval(value["mean"], value["low"], value["high"])
        yield (
            code(scenario),
            code(lender),
            f"**{mean}**" if value["may_be_best"] else mean,
            *_difference(value),
            *(number(rows[name]["mean"]) for name in MEANS),
        )


def _difference(row: dict[Any, Any]) -> tuple[str, str]:
    if row["baseline"]:
        return "", ""
    return (
        interval(row["difference"], row["low_all"], row["high_all"]),
        number(row["variance_reduction"]),
    )


BENCHMARKED: dict[str, Callable[[], str]] = {"policies": policies}
