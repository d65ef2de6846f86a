"""The results of a study, as tidy tables, with their provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

STUDY_SCHEMA = 1
"""Form of the record and of the tables."""

TABLES = (
    *("settings", "assumptions", "summary", "years", "differences", "best", "regret"),
    *("robustness", "pareto", "effects", "sensitivity", "curve", "runs", "failures"),
)
"""Every table that there may be, in the order in which they are read."""


@dataclass(frozen=True)
class Comparison:
    """What a study came to.

    Attributes
    ----------
    tables : mapping
        By name, those of :data:`TABLES` that the study has, in their order; each a tidy frame.
    record : mapping
        Provenance and what is no table: the content of ``study.json``. Everything in it and in the
        tables is the same on any number of workers. Its ``schema`` is :data:`STUDY_SCHEMA`, its
        ``study`` the digest of all that determines the numbers.
    effort : mapping
        What this call took: the content of ``effort.json``, the one file that differs.
    """

    tables: Mapping[str, pd.DataFrame]
    record: Mapping[str, Any]
    effort: Mapping[str, Any]

    def __post_init__(self) -> None:
        for name in ("tables", "record", "effort"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
