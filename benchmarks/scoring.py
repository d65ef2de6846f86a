"""``python -m benchmarks.scoring``: scoring many units, beside two other ways; worked scenarios."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

from allocator.evaluation.marks import scored
from allocator.evaluation.scores import scores_of
from allocator.evaluation.tiers import stand
from allocator.scenario.policy import Policy
from benchmarks.report import circumstances, seconds, table
from benchmarks.tasks import peak
from benchmarks.worked import worked

REPORT = Path("docs") / "benchmarks-scoring.md"
INDICATORS, SOURCES = 41, {"data": 15, "function": 20, "office": 40, "peer": 15, "self": 10}
ASKED_SECONDS = 2.0

Measured = dict[str, float]


def policy() -> Policy:
    """Six first-level indicators with 41 below them, weights by class, five sources."""
    weights = {"A": Decimal("2.5"), "B": 2, "C": 3}
    leaves = [
        {"id": name, "parent": f"t{place % 6}", "weight": weights}
        for place, name in enumerate(leaf_names())
    ]
    shares = [Decimal("0.3"), Decimal("0.4"), Decimal("0.3")]
    return Policy.model_validate(
        {
            "schema": 1,
            "name": "scoring",
            "lending": {"terms": [1]},
            "evaluation": {
                "indicators": [{"id": f"t{place}"} for place in range(6)] + leaves,
                "sources": SOURCES,
                "tier_shares": dict.fromkeys("ABC", shares),
            },
        }
    )


def leaf_names() -> list[str]:
    """Ids of the last-level indicators."""
    return [f"i{place:02d}" for place in range(INDICATORS)]


def score_table(units: int) -> pd.DataFrame:
    """A score of every unit, indicator and source, to one decimal, categorical as read."""
    rows = units * INDICATORS * len(SOURCES)
    tenths = [Decimal(number).scaleb(-1) for number in range(500, 1001)]
    drawn = np.random.default_rng(1).integers(0, len(tenths), rows).astype(np.int16)
    per_unit, per_indicator = INDICATORS * len(SOURCES), len(SOURCES)
    unit = np.repeat(np.arange(units, dtype=np.int32), per_unit)
    indicator = np.tile(np.repeat(np.arange(INDICATORS, dtype=np.int8), per_indicator), units)
    source = np.tile(np.arange(len(SOURCES), dtype=np.int8), units * INDICATORS)
    return pd.DataFrame(
        {
            "unit_id": pd.Categorical.from_codes(unit, unit_names(units)),
            "indicator": pd.Categorical.from_codes(indicator, leaf_names()),
            "source": pd.Categorical.from_codes(source, list(SOURCES)),
            "score": pd.Categorical.from_codes(drawn, tenths),
            "full_score": pd.Categorical.from_codes(np.zeros(rows, dtype=np.int8), [Decimal(100)]),
        }
    )


def unit_names(units: int) -> list[str]:
    """Ids of the units."""
    return [f"U{place:06d}" for place in range(units)]


def groups(units: int) -> dict[str, str]:
    """Class of each unit."""
    return {name: "ABC"[place % 3] for place, name in enumerate(unit_names(units))}


def product(units: int) -> Measured:
    """The product: exact scores, then ranks and tiers."""
    marks, rules, classes = score_table(units), policy(), groups(units)
    began = perf_counter()
    scores = scores_of(scored(marks), classes, rules)
    ended = perf_counter()
    stand(scores, rules.evaluation, np.ones(units, dtype=bool))
    return {"scores": ended - began, "tiers": perf_counter() - ended}


def with_pandas(units: int) -> Measured:
    """The same scores as floats: a weighted mean by group-by, a merge, a sum by group-by."""
    marks, rules, classes = score_table(units), policy(), groups(units)
    weights = pd.DataFrame(
        [
            (leaf.id, code, float(weight))
            for leaf in rules.evaluation.leaves()
            for code, weight in leaf.weight.items()
        ],
        columns=["indicator", "class", "weight"],
    )
    began = perf_counter()
    share = marks["score"].astype(float) / marks["full_score"].astype(float)
    weight = marks["source"].map(SOURCES).astype(float)
    frame = pd.DataFrame(
        {"unit_id": marks["unit_id"], "indicator": marks["indicator"], "w": weight}
    ).assign(weighed=share * weight)
    means = frame.groupby(["unit_id", "indicator"], observed=True)[["w", "weighed"]].sum()
    reached = (means["weighed"] / means["w"]).rename("reached").reset_index()
    reached["class"] = reached["unit_id"].astype(str).map(classes)
    reached["indicator"] = reached["indicator"].astype(str)
    merged = reached.merge(weights, on=["indicator", "class"])
    points = (merged["reached"] * merged["weight"]).groupby(merged["unit_id"]).sum()
    ended = perf_counter()
    assert len(points) == units
    return {"scores": ended - began, "tiers": 0.0}


def with_fractions(units: int) -> Measured:
    """The same exact scores as the audit has them: a fraction at a time."""
    from collections import defaultdict
    from fractions import Fraction

    marks, rules, classes = score_table(units), policy(), groups(units)
    weight_of = {leaf.id: leaf.weight for leaf in rules.evaluation.leaves()}
    began = perf_counter()
    weighed: dict[Any, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    columns = (marks[name].tolist() for name in marks)
    for unit, indicator, source, score, full in zip(*columns, strict=True):
        cell = weighed[unit, indicator]
        cell[0] += SOURCES[source]
        cell[1] += SOURCES[source] * Fraction(score) / Fraction(full)
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for (unit, indicator), (total, gained) in weighed.items():
        totals[unit] += Fraction(weight_of[indicator][classes[unit]]) * gained / total
    ended = perf_counter()
    assert len(totals) == units
    return {"scores": ended - began, "tiers": 0.0}


WAYS: dict[str, Callable[[int], Measured]] = {
    "product": product,
    "pandas": with_pandas,
    "fractions": with_fractions,
}
TITLES = {
    "product": "this software, exact",
    "pandas": "pandas, floats, scores only",
    "fractions": "fractions one by one, exact, scores only",
}


def measured(way: str, units: int, repeat: int) -> Measured:
    """Medians of runs in processes of their own, with the most memory held in MB."""
    command = [sys.executable, "-m", "benchmarks.scoring", "--way", way, "--units", str(units)]
    runs = [
        json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for _ in range(repeat)
    ]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def report(options: argparse.Namespace) -> str:
    """The page."""
    rows = []
    found = {}
    for way in WAYS:
        # One by one is a hundred times slower: measured on fewer units, and said so.
        units = options.units if way != "fractions" else max(1, options.units // 100)
        found[way] = (units, measured(way, units, options.repeat))
    own_units, own = found["product"]
    for way, (units, run) in found.items():
        each = run["scores"] / units / (own["scores"] / own_units)
        rows.append(
            [TITLES[way], f"{units:,}", seconds(run["scores"]), seconds(run["tiers"]),
             f"{each:.1f}", f"{run['peak']:.0f}"]
        )  # fmt: skip
    heads = ["", "units", "scores, s", "ranks and tiers, s", "time per unit ÷ ours", "peak, MB"]
    return (
        "\n\n".join(
            [
                "# Scoring and worked scenarios",
                "Written by `python -m benchmarks.scoring`; not edited by hand.",
                circumstances([("repeats", f"{options.repeat}, medians; a process for every run")]),
                f"{INDICATORS} last-level indicators, {len(SOURCES)} sources, so "
                f"{options.units * INDICATORS * len(SOURCES):,} marks. Asked for: at most "
                f"{ASKED_SECONDS:g} s for the first row. The table is in memory, its columns "
                "categorical, as the reader makes them; memory includes it.",
                table(heads, rows),
                worked(options.repeat),
            ]
        )
        + "\n"
    )


def main() -> None:
    """Measure one way and print it as JSON, or all and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--way", choices=WAYS, help="this one alone, in this process")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(WAYS[options.way](options.units) | {"peak": peak()}))
        return
    text = report(options)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
