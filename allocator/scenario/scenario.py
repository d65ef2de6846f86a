"""A scenario: one locality in one year, checked, immutable."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from allocator.scenario.origin import Origin
from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problem
from allocator.scenario.settings import Settings

# Where pyarrow is installed, pandas would keep text in its arrays: a scenario then takes half as
# long again to read, and twice the space on its way to another process.
pd.options.mode.string_storage = "python"


@dataclass(frozen=True)
class Scenario:
    """What :func:`allocator.scenario.reading.read_scenario` returns.

    Attributes
    ----------
    settings : Settings
        What ``scenario.toml`` says.
    policy : Policy
        The policy model with all overrides applied.
    tables : mapping of str to DataFrame
        Every table of :data:`allocator.scenario.tables.TABLES`, absent ones empty; rows
        sorted by key, columns as declared, defaults filled in. Whole numbers are ``int64``
        (``Int64`` where a cell may be empty: ``posts.keep``, ``pools.reserve``,
        ``ceilings.titles``, ``ceilings.people``), months count ``12 * year + month − 1``,
        points and scores are exact decimals, text that may be empty is ``""``. The columns of
        ``scores``, which may have millions of rows, are categorical.
    warnings : tuple of Problem
        What the user should look at.
    fingerprint : str
        SHA-256 of the content, the same for any order of rows, columns and files.
    origin : Origin or None
        Where it was read from; ``None`` for one made otherwise. Two scenarios of the same content
        are equal wherever they come from.
    """

    settings: Settings
    policy: Policy
    tables: Mapping[str, pd.DataFrame]
    warnings: tuple[Problem, ...]
    fingerprint: str
    origin: Origin | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[Any, ...]:
        """What another process makes it from."""
        kept = (self.settings, self.policy, dict(self.tables), self.warnings, self.fingerprint)
        return (Scenario, (*kept, self.origin))

    @property
    def base_year(self) -> int:
        """The year of the annual round, y0."""
        return self.settings.base_year

    @property
    def years(self) -> range:
        """The plan years, y0 … y0 + H − 1."""
        return self.settings.years

    def replace(self, **changes: object) -> "Scenario":
        """A copy with other parts; the caller answers for its validity."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]
