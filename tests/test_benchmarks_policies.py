"""The benchmark of policies: what its table and its page say of a comparison, made up by hand."""

import importlib.util
from collections.abc import Mapping
from math import inf, nan
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from allocator.scenario.builtin import scenarios
from allocator.simulation.studies.results.comparison import Comparison
from allocator.text import use_language
from benchmarks.policies import STUDY, titles
from benchmarks.policies_page import page
from benchmarks.policies_table import policies_table
from benchmarks.shown_numbers import chance, interval, number

MEANS = {
    # measure → mean of S1 and S2; the better of the first is S1, waits have no meaning in S2.
    "value_granted": (110.5, 100.0),
    "priority_met": (0.25, 0.5),
    "waiting_months": (3.0, nan),
    "fairness_gini": (0.3, 0.3),
    "utilisation": (0.75, 0.0),
}


def comparison() -> Comparison:
    """Two lenders, ten replications; each mean ± a tenth of it."""
    own = [
        (setting, measure, "P1" if measure == "utilisation" else "", each[place])
        for place, setting in enumerate(("S1", "S2"))
        for measure, each in MEANS.items()
    ]
    summary = pd.DataFrame(
        [
            (setting, "A1", measure, key, 10, mean, mean / 10, mean * 0.9, mean * 1.1)
            for setting, measure, key, mean in own
        ],
        columns=["setting", "assumption", "measure", "key", "replications", "mean", "sd", "low",
                 "high"],
    )  # fmt: skip
    differences = pd.DataFrame(
        [
            ("S1", "A1", measure, "", 10, 100.0, 10.5, 9.0, 12.0, 8.0, 13.0, 1e-6, 1e-5, 0.9, inf)
            for measure in MEANS
        ],
        columns=["setting", "assumption", "measure", "key", "replications", "baseline",
                 "difference", "low", "high", "low_all", "high_all", "p", "p_holm", "correlation",
                 "variance_reduction"],
    )  # fmt: skip
    best = pd.DataFrame(
        [
            (assumption, "value_granted", "", setting, 0.0, setting == "S1", 0.0)
            for assumption in ("A1", "all")
            for setting in ("S1", "S2")
        ],
        columns=["assumption", "measure", "key", "setting", "mean", "may_be_best", "behind"],
    )
    settings = pd.DataFrame(
        [("S1", "optimal", False), ("S2", "first_come", True)],
        columns=["setting", "lender", "baseline"],
    )
    assumptions = pd.DataFrame([("A1", 1.0)], columns=["assumption", "weight"])
    record = {
        "declared": {"years": 10, "confidence": "0.95"},
        "gap": 0.0009,
        "contradicted_rounds": 0,
        "failed_runs": 1,
    }
    tables = {
        "settings": settings,
        "assumptions": assumptions,
        "summary": summary,
        "differences": differences,
        "best": best,
    }
    return Comparison(tables, record, {})


@pytest.fixture
def found() -> Mapping[str, Comparison]:
    return {"one": comparison(), "two": comparison()}


def test_a_row_for_each_scenario_lender_and_measure(found: Mapping[str, Comparison]) -> None:
    rows = policies_table(found)
    assert len(rows) == 2 * 2 * len(MEANS)
    value = rows[(rows["scenario"] == "two") & (rows["measure"] == "value_granted")]
    assert value["lender"].tolist() == ["optimal", "first_come"]
    assert value["mean"].tolist() == [110.5, 100.0]
    assert value["may_be_best"].tolist() == [True, False]
    first, baseline = value.to_dict("records")
    assert (first["difference"], first["low_all"], first["high_all"]) == (10.5, 8.0, 13.0)
    assert pd.isna(baseline["difference"])


def test_the_page_tells_of_every_scenario(found: Mapping[str, Comparison]) -> None:
    text = page(found, {"one": "First", "two": "Second"})
    assert "## First (`one`)" in text
    assert "## Second (`two`)" in text
    assert "10 years, 10 replications, confidence 95%; largest gap 0.0900%" in text
    assert "runs failed 1." in text
    told = "| `optimal` | **110 [99.5, 122]** | 10.5 [8.00, 13.0] | < 0.001 | ∞ |"
    assert text.count(told) == 2
    assert "| `first_come` | 100 [90.0, 110] |  |  |  |" in text
    assert "`utilisation[P1]`" in text
    assert "| `first_come` | 0.500 ± 0.050 | – | 0.300 ± 0.030 | 0 ± 0 |" in text


def _from_benchmarks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    folder = Path(__file__).parents[1] / "docs"
    monkeypatch.syspath_prepend(str(folder))
    spec = importlib.util.spec_from_file_location("made", folder / "from_benchmarks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("language", "head"), [("en", "scenario"), ("zh", "情景")])
def test_the_table_of_the_readme(
    language: str,
    head: str,
    found: Mapping[str, Comparison],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: Any = tmp_path / "policies.csv"
    policies_table(found).to_csv(written, index=False)
    made = _from_benchmarks(monkeypatch)
    monkeypatch.setattr(made, "POLICIES", written)
    use_language(language)
    try:
        lines = made.policies().splitlines()
    finally:
        use_language("en")
    assert lines[0].startswith(f"| {head} |")
    assert len(lines) == 2 + 4
    expected = "| `one` | `optimal` | **110 [99.5, 122]** | 10.5 [8.00, 13.0] | ∞ | 0.250 |"
    assert lines[2].startswith(expected)
    assert lines[3] == "| `one` | `first_come` | 100 [90.0, 110] |  |  | 0.500 | – | 0.300 |"


def test_every_built_in_scenario_takes_part() -> None:
    folders = scenarios()
    assert all((folder / "studies" / f"{STUDY}.toml").is_file() for folder in folders.values())
    assert titles(["s-county"]) == {"s-county": "S County quota bank, first round of 2021"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12345.6, "12,346"),
        (110.5, "110"),
        (99.96, "100.0"),
        (-1.234, "−1.23"),
        (0.12345, "0.123"),
        (-0.0001, "0"),
        (nan, "–"),
        (inf, "∞"),
        (-inf, "−∞"),
    ],
)
def test_numbers(value: float, shown: str) -> None:
    assert number(value) == shown


def test_intervals_and_chances() -> None:
    assert interval(1.0, -0.5, 2.5) == "1.00 [−0.500, 2.50]"
    assert interval(nan, nan, nan) == "–"
    assert [chance(p) for p in (nan, 0.0001, 0.0123)] == ["–", "< 0.001", "0.012"]
