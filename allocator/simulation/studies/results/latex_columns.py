"""Columns of a study's tables in LaTeX: what a row is of, and numbers with what is sure of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.measures import MEASURES
from allocator.simulation.studies.results.latex import (
    Column,
    decimals,
    escaped,
    interval,
    number,
    probability,
)
from allocator.text import _

TITLES = {measure.id: measure.title for measure in MEASURES}


@dataclass(frozen=True)
class Wording:
    """How settings, assumptions and factors are called, and what the study says of itself.

    Attributes
    ----------
    settings, assumptions, factors : mapping
        Name by id.
    declared : mapping
        The study, as its record has it.
    """

    settings: Mapping[str, str]
    assumptions: Mapping[str, str]
    factors: Mapping[str, str]
    declared: Mapping[str, Any]

    @property
    def confidence(self) -> str:
        """How sure intervals are, as “95%”."""
        return f"{100 * float(self.declared['confidence']):g}%"


def items_of(rows: pd.DataFrame) -> "pd.Series[Any]":
    """What each row measures, by measure and key."""
    return rows["measure"] + "\n" + rows["key"]


def what(rows: pd.DataFrame, wording: Wording) -> list[Column]:
    """Measure, where its rows begin; setting; assumption, where there are several."""
    titles = list(map(measure_title, rows["measure"], rows["key"]))
    begins = (~items_of(rows).duplicated()).tolist()
    told = [title if first else "" for title, first in zip(titles, begins, strict=True)]
    columns = [texts(_("measure"), told)]
    if "setting" in rows:
        columns.append(texts(_("setting"), rows["setting"].map(wording.settings)))
    if "assumption" in rows and len(wording.assumptions) > 1:
        under = rows["assumption"].map(wording.assumptions).fillna(_("all, weighted"))
        columns.append(texts(_("assumption"), under))
    return columns


def measure_title(measure: str, key: str) -> str:
    """What is measured."""
    title = TITLES[measure]() if measure in TITLES else measure
    return f"{title}: {key}" if key else title


def texts(heading: str, cells: "Sequence[str] | pd.Series[Any]") -> Column:
    """A column of text."""
    return Column(escaped(heading), "l", [(escaped(cell),) for cell in cells])


def intervals(rows: pd.DataFrame, heading: str, names: Sequence[str], wording: Wording) -> Column:
    """An interval, after its number if there are three names; ``{confidence}`` is filled in."""
    *value, low, high = names
    places = _places(rows, (low, high), value or [low])
    cells = [
        (*(number(row[each], place) for each in value), interval(row[low], row[high], place))
        for row, place in zip(rows.to_dict("records"), places, strict=True)
    ]
    told = escaped(heading.format(confidence=wording.confidence))
    return Column(told, "r@{ }r" if value else "r", cells)


def numbers(rows: pd.DataFrame, heading: str, name: str, ends: Sequence[str] = ()) -> Column:
    """Numbers; with the decimals of the interval between two ends, where there is one."""
    places = _places(rows, ends, [name])
    cells = [(number(value, place),) for value, place in zip(rows[name], places, strict=True)]
    return Column(escaped(heading), "r", cells)


def _places(rows: pd.DataFrame, ends: Sequence[str], values: list[str]) -> list[int]:
    """Decimals of each row: the same for all rows of a measure."""
    half = (rows[ends[1]] - rows[ends[0]]) / 2 if ends else rows[values[0]] * np.nan
    items = items_of(rows)
    of = {
        item: decimals(
            half[places].to_numpy(np.float64), rows.loc[places, values].to_numpy(np.float64)
        )
        for item, places in items.groupby(items).groups.items()
    }
    return [of[item] for item in items]


def ratios(rows: pd.DataFrame, heading: str, name: str) -> Column:
    """Factors."""
    return Column(escaped(heading), "r", [(number(value, 1),) for value in rows[name]])


def probabilities(rows: pd.DataFrame, heading: str, name: str) -> Column:
    """p-values."""
    return Column(escaped(heading), "r", [(probability(value),) for value in rows[name]])


def counts(rows: pd.DataFrame, heading: str, name: str) -> Column:
    """Whole numbers."""
    return Column(escaped(heading), "r", [(str(count),) for count in rows[name]])
