"""The results of a simulation, as tidy tables, with their provenance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from allocator.scenario.scenario import Scenario
from allocator.simulation.log import Event
from allocator.simulation.provenance import Asked, Effort, provenance
from allocator.simulation.summaries import summarised

if TYPE_CHECKING:
    from allocator.simulation.measures import Row
    from allocator.simulation.replication import Finished


@dataclass(frozen=True)
class Simulation:
    """What the replications of a scenario came to.

    Attributes
    ----------
    years : DataFrame
        ``replication, year, measure, key, value``: what was measured in each year; not a number
        where a measure has no meaning in that year.
    runs : DataFrame
        ``replication, measure, key, value``: the same over the whole run.
    summary : DataFrame
        Over the replications, see :func:`allocator.simulation.summaries.summarised`.
    record : mapping
        Provenance, the content of ``simulation.json``.
    log : DataFrame or None
        ``replication, time, month, process, entity, what, before, after``: every change of the
        state in order, where it was asked for. ``time`` counts months,
        ``12 * year + month − 1``; ``before`` and ``after`` are text, missing where the entity
        is new or no more.
    """

    years: pd.DataFrame
    runs: pd.DataFrame
    summary: pd.DataFrame
    record: Mapping[str, Any]
    log: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "record", MappingProxyType(dict(self.record)))

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables that there are, by name."""
        tables = {"years": self.years, "runs": self.runs, "summary": self.summary}
        return MappingProxyType(tables if self.log is None else tables | {"log": self.log})


def simulation_of(
    scenario: Scenario, asked: Asked, finished: "Sequence[Finished]", effort: Effort
) -> Simulation:
    """Gather finished replications, which may be fewer than were asked for.

    Parameters
    ----------
    finished : sequence of Finished
        At least one, in order of their numbers.
    """
    years, runs = year_table(finished), run_table(finished)
    return Simulation(
        years=years,
        runs=runs,
        summary=summarised(years, runs, asked.confidence),
        record=provenance(scenario, asked, finished, effort),
        log=log_table(finished) if asked.log else None,
    )


def year_table(finished: "Sequence[Finished]") -> pd.DataFrame:
    """What was measured in each year."""
    rows = [(each.replication, row) for each, row in _rows(finished) if row.year is not None]
    year = np.array([row.year for _number, row in rows], dtype=np.int64)
    table = _measured(rows)
    table.insert(1, "year", year)
    return table


def run_table(finished: "Sequence[Finished]") -> pd.DataFrame:
    """What was measured over the whole run."""
    return _measured([(each.replication, row) for each, row in _rows(finished) if row.year is None])


def _rows(finished: "Sequence[Finished]") -> "Iterator[tuple[Finished, Row]]":
    return ((each, row) for each in finished for row in each.rows)


def _measured(rows: "Sequence[tuple[int, Row]]") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "replication": np.array([number for number, _row in rows], dtype=np.int64),
            "measure": pd.Series([row.measure for _number, row in rows], dtype="str"),
            "key": pd.Series([row.key for _number, row in rows], dtype="str"),
            "value": np.array([row.value for _number, row in rows], dtype=np.float64),
        }
    )


def log_table(finished: "Sequence[Finished]") -> pd.DataFrame:
    """Every change that was logged."""
    events = [(each.replication, event) for each in finished for event in each.log or ()]
    texts = {
        name: pd.Series([getattr(event, name) for _number, event in events], dtype="str")
        for name in ("process", "entity", "what")
    }
    return pd.DataFrame(
        {
            "replication": np.array([number for number, _event in events], dtype=np.int64),
            "time": np.array([event.time for _number, event in events], dtype=np.float64),
            "month": pd.Series([_month(event) for _number, event in events], dtype="str"),
            **texts,
            "before": pd.Series([_text(event.before) for _number, event in events], dtype="str"),
            "after": pd.Series([_text(event.after) for _number, event in events], dtype="str"),
        }
    )


def _month(event: Event) -> str:
    year, month = divmod(int(event.time), 12)
    return f"{year}-{month + 1:02d}"


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
