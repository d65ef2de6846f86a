"""A comparison made up by hand: two settings under one assumption or two."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.results.comparison import STUDY_SCHEMA, Comparison

NAN = float("nan")
SETTINGS, ITEMS = ("S1", "S2"), (("posts_granted", ""), ("utilisation", "P1"))
OF_ITEM = ("measure", "key")
WHOLE = ("replications", "replication", "year")
FLAGS = ("baseline", "may_be_best", "on_front")
TEXTS = (
    *("setting", "lender", "terms", "assumption", "law", "measure", "key", "kind", "change"),
    *("worst_assumption", "run", "error", "traceback", "of", "within", "factor", "other"),
)


def frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """A table with the types that tables of studies have."""
    table = pd.DataFrame(rows, columns=list(columns), dtype=object)
    kinds: dict[str, Any] = dict.fromkeys(TEXTS, "str")
    kinds |= dict.fromkeys(WHOLE, "int64") | dict.fromkeys(FLAGS, "bool")
    return table.astype({name: kinds.get(name, "float64") for name in columns})


def record(**more: Any) -> dict[str, Any]:
    """What is no table; the lever has a title, the uncertainty none."""
    declared = {
        "name": "terms",
        "title": {"zh": "期限研究", "en": "How long"},
        "confidence": "0.95",
        "replications": {"half_width": []},
        "levers": [{"id": "terms", "title": {"zh": "最长期限", "en": "longest term"}}],
        "uncertainties": [{"id": "law", "title": {"zh": "", "en": ""}}],
    }
    return {
        "study": "0123456789abcdef",
        "schema": STUDY_SCHEMA,
        "software": "allocator 1.0",
        "scenario": "s-county",
        "declared": declared,
        "stopping": {"replications": 20, "reason": "most"},
        "gap": 0.0,
        "contradicted_rounds": 0,
        "not_playable": [],
        "best": [{"measure": "posts_granted", "key": "", "assumption": "A1", "settings": ["S2"]}],
    } | more


def tables(assumptions: Sequence[str] = ("A1",), level: str = "3") -> dict[str, pd.DataFrame]:
    """S1 is the baseline, S2 grants 2.5 posts more, under A2 only 0.5; ``level`` is its lever's.

    Two assumptions are as probable as each other: over all S2 grants 1.5 posts more.
    """
    gains = {"A1": 2.5, "A2": 0.5, "all": 1.5}
    columns = (*assumptions, "all") if len(assumptions) > 1 else assumptions
    under = [(one, *item) for one in columns for item in ITEMS]
    summary, years, differences, regret = [], [], [], []
    for assumption, *item in under:
        for setting in SETTINGS:
            mean = 10.0 + (gains[assumption] if setting == "S2" else 0.0)
            numbers = (20, mean, 1.5, mean - 0.7, mean + 0.7)
            summary.append((setting, assumption, *item, *numbers))
            years.append((setting, assumption, 2026, *item, *numbers))
        gain = gains[assumption]
        ends = (gain - 0.25, gain + 0.25, gain - 0.4, gain + 0.4)
        tested = (0.0001, 0.0002, 0.9, 12.34)
        differences.append(("S2", assumption, *item, 20, 10.0, gain, *ends, *tested))
        if item[0] == "posts_granted" and assumption != "all":
            regret.append((assumption, *item, "S1", gain, gain - 0.4, gain + 0.4))
            regret.append((assumption, *item, "S2", 0.0, 0.0, 0.0))
    best = [
        (assumption, *ITEMS[0], setting, 10.0 + gain, setting == "S2", 0.0 if gain else 1.25)
        for assumption in columns
        for setting, gain in (("S1", 0.0), ("S2", gains[assumption]))
    ]
    effects = [
        ("A1", *ITEMS[0], "alone", "S2", f"lender: no_bank → optimal; terms: 1 → {level}", 20,
         2.5, 2.25, 2.75, 0.0001, 0.04),
        ("A1", *ITEMS[0], "average", "", f"terms: 1 → {level}", 20, -0.5, -1.0, 0.0, 0.05, 0.05),
    ]  # fmt: skip
    robust = [(*ITEMS[0], "S1", 2.5, 2.1, 2.9, "A1", 1.5, 1.1, 1.9),
              (*ITEMS[0], "S2", 0.0, 0.0, 0.0, "", 0.0, 0.0, 0.0)]  # fmt: skip
    runs = [("S1", "A1", 0, *ITEMS[0], 0.1 + 0.2), ("S1", "A1", 0, *ITEMS[1], NAN)]
    interval = ("mean", "sd", "low", "high")
    return {
        "settings": frame(
            ("setting", "lender", "terms", "baseline"),
            [("S1", "no_bank", np.nan, True), ("S2", "optimal", level, False)],
        ),
        "assumptions": frame(
            ("assumption", "law", "weight"),
            [
                (one, law, 1 / len(assumptions))
                for one, law in zip(assumptions, ("before", "after"), strict=False)
            ],
        ),
        "summary": frame(("setting", "assumption", *OF_ITEM, "replications", *interval), summary),
        "years": frame(
            ("setting", "assumption", "year", *OF_ITEM, "replications", *interval), years
        ),
        "differences": frame(
            ("setting", "assumption", *OF_ITEM, "replications", "baseline_mean", "difference",
             "low", "high", "low_all", "high_all", "p", "p_holm", "correlation",
             "variance_reduction"),
            differences,
        ).rename(columns={"baseline_mean": "baseline"}),
        "best": frame(
            ("assumption", *OF_ITEM, "setting", "mean", "may_be_best", "behind"), best
        ),
        "regret": frame(("assumption", *OF_ITEM, "setting", "regret", "low", "high"), regret),
        "robustness": frame(
            (*OF_ITEM, "setting", "max_regret", "max_low", "max_high", "worst_assumption",
             "expected_regret", "expected_low", "expected_high"),
            robust,
        ),
        "effects": frame(
            ("assumption", *OF_ITEM, "kind", "setting", "change", "replications", "effect", "low",
             "high", "p", "p_holm"),
            effects,
        ),
        "runs": frame(("setting", "assumption", "replication", *OF_ITEM, "value"), runs),
        "failures": failures(),
    }  # fmt: skip


def failures(*rows: Sequence[Any]) -> pd.DataFrame:
    """Runs that failed."""
    return frame(("run", "setting", "assumption", "replication", "error", "traceback"), rows)


def front() -> dict[str, pd.DataFrame]:
    """The table that a study with a Pareto front has besides."""
    columns = ("setting", "on_front", "contribution", "posts_granted", "waiting_months")
    return {"pareto": frame(columns, [("S1", False, 0.0, 10.0, 3.0), ("S2", True, 2.0, 12.5, 2.0)])}


def indices(of: str, within: str) -> dict[str, pd.DataFrame]:
    """The table that a study of sensitivity has besides: one factor explains all but a tenth."""
    ends = [f"{kind}{edge}" for kind in ("first", "total") for edge in ("", "_low", "_high")]
    factor = {"levers": "terms", "uncertainties": "law"}[of]
    rows = [(of, within, "optimal", *item, factor, 0.75, 0.5, 1.0, 0.9, 0.7, 1.1) for item in ITEMS]
    return {"sensitivity": frame(("of", "within", "lender", *OF_ITEM, "factor", *ends), rows)}


def drawn(points: int = 3, other: str = "epsilon=2") -> dict[str, pd.DataFrame]:
    """The table that a study with a curve has besides: posts granted are the lever's value."""
    columns = ("lender", "other", "assumption", "setting", "value", "replications")
    rows = [
        ("optimal", other, "A1", f"S{value}", value, 20, value, value - 0.7, value + 0.7)
        for value in range(10, 10 + points)
    ]
    return {"curve": frame((*columns, "mean", "low", "high"), rows)}


def made_up(
    tables: Mapping[str, pd.DataFrame], record: Mapping[str, Any], workers: int = 1
) -> Comparison:
    """What a study came to."""
    return Comparison(tables, record, {"seconds": 1.5, "workers": workers})
