"""What a study compares and measures, in words and numbers for people."""

from typing import Any

import pandas as pd

from allocator.simulation.measures import MEASURES
from allocator.simulation.measures.item_names import item_title
from allocator.simulation.measures.quantity import difference, quantity
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.setting_names import (
    assumption_names,
    factor_titles,
    setting_names,
    title_of,
)

Item = tuple[str, str]
"""A measure, and what it is given by."""

OVER_ALL = "all"
"""In place of an assumption: the weighted mean over all of them."""


class StudyNames:
    """Names of settings, assumptions and measures, and their numbers with units.

    Attributes
    ----------
    study : str
        Title of the study, or else its name.
    factors : mapping
        Title of each lever and uncertainty by id.
    settings, assumptions : mapping
        Name by id.
    items : list of Item
        What is measured, the most important first.
    main : list of Item
        The parts of the study's first measure.
    confidence : str
        In per cent.
    """

    def __init__(self, comparison: Comparison) -> None:
        declared, tables = comparison.record["declared"], comparison.tables
        self.study = title_of(declared, declared["name"])
        self.factors = factor_titles(declared)
        self.settings = setting_names(tables["settings"], self.factors)
        self.assumptions = assumption_names(tables["assumptions"], self.factors)
        summary = tables["summary"]
        self.items = list(dict.fromkeys(zip(summary["measure"], summary["key"], strict=True)))
        self.main = [item for item in self.items if item[0] == self.items[0][0]]
        self.confidence = f"{100 * float(declared['confidence']):g}%"
        self._measures = {measure.id: measure for measure in MEASURES}

    @property
    def several(self) -> bool:
        """Whether there is more than one assumption."""
        return len(self.assumptions) > 1

    def title(self, item: Item) -> str:
        """What is measured."""
        measure, key = item
        return item_title(self._measures[measure], key)

    def number(self, item: Item, value: float) -> str:
        """A number of a measure."""
        return quantity(value, self._measures[item[0]].unit)

    def difference(self, item: Item, value: float) -> str:
        """A difference of two numbers of a measure."""
        return difference(value, self._measures[item[0]].unit)

    def numbers(self, item: Item, row: dict[str, Any], columns: tuple[str, ...]) -> list[str]:
        """Numbers of a measure, from columns of a row."""
        return [self.number(item, row[column]) for column in columns]

    def differences(self, item: Item, row: dict[str, Any], columns: tuple[str, ...]) -> list[str]:
        """Differences of numbers of a measure, likewise."""
        return [self.difference(item, row[column]) for column in columns]


def rows_of(table: pd.DataFrame, item: Item, **equal: str) -> list[dict[str, Any]]:
    """Rows of a table that are of a measure, and of what else is said."""
    wanted = {"measure": item[0], "key": item[1], **equal}
    chosen = (table[list(wanted)] == list(wanted.values())).all(axis=1)
    return [
        {str(name): value for name, value in row.items()}
        for row in table[chosen].to_dict("records")
    ]


def p_value(p: float) -> str:
    """A probability with three decimals; a dash for none."""
    return "<0.001" if p < 0.001 else "–" if p != p else f"{p:.3f}"  # NaN alone differs from itself
