"""Studies made up by hand, with all that a report of them asks for."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from allocator.simulation.studies.results.comparison import Comparison
from tests.simulation.studies.results.made_up import made_up, record, tables

MEASURES = [
    {"measure": "posts_granted", "better": None},
    {"measure": "utilisation[P1]", "better": None},
]


def studied(
    assumptions: tuple[str, ...] = ("A1",),
    changed: Mapping[str, pd.DataFrame] | None = None,
    declared: Mapping[str, Any] | None = None,
    **more: Any,
) -> Comparison:
    """S1 is the baseline, S2 grants 2.5 posts more: see ``made_up``."""
    said = {"measures": MEASURES, "years": 10, "seed": 3} | dict(declared or {})
    whole = record(
        **{
            "base_year": 2026,
            "fingerprint": "ab" * 32,
            "code": "cd" * 8,
            "policy": {"name": "s-county", "effective": "2021-01-01", "source": ""},
            "versions": {"numpy": "2.0"},
            "failed_runs": 0,
            "declared": record()["declared"] | said,
            **more,
        }
    )
    return made_up(tables(assumptions) | dict(changed or {}), whole)
