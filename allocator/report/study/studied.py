"""What a study compares and measures, as the sections of its report need it."""

from decimal import Decimal

import pandas as pd

from allocator.report.simulation.measured import BY_ID, Item
from allocator.report.study.worded import namer, worded
from allocator.simulation.measures import Better
from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.told.sampled import sides_varied
from allocator.simulation.studies.told.study_names import OVER_ALL, StudyNames
from allocator.text import _

MOST_CHARTS = 6
"""Measures that get a chart of their own, the most important first; tables have all of them."""


class Studied:
    """A study and the names of what is in it.

    Attributes
    ----------
    comparison : Comparison
        With names in place of the ids of lenders and levels.
    filed : Comparison
        As its files have it: by those ids.
    names : StudyNames
    baseline : str
        Id of the setting that the others are compared with.
    level : float
        Chance of an error that is accepted: 1 less the confidence.
    sampled : set of str
        Sides, ``levers`` or ``uncertainties``, whose points are nothing but samples.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.filed = comparison
        self.comparison = worded(comparison, namer(comparison.record["declared"]))
        self.names = StudyNames(self.comparison)
        settings = comparison.tables["settings"]
        self.baseline = str(settings.loc[settings["baseline"], "setting"].iloc[0])
        self.level = float(1 - Decimal(str(comparison.record["declared"]["confidence"])))
        self.sampled = sides_varied(comparison)
        chosen = comparison.record["declared"].get("measures", ())
        self._better = {parted(each["measure"]): each.get("better") for each in chosen}

    @property
    def over_all(self) -> str:
        """The assumption that stands for all: their weighted mean, or the only one."""
        return OVER_ALL if self.names.several else next(iter(self.names.assumptions))

    @property
    def charted(self) -> list[Item]:
        """What gets charts of its own."""
        return self.names.items[:MOST_CHARTS]

    def table(self, name: str) -> pd.DataFrame | None:
        """A table that the study has and that has rows."""
        table = self.comparison.tables.get(name)
        return None if table is None or table.empty else table

    def better(self, item: Item) -> Better:
        """Which way is better: what the study says, or else what the measure itself does."""
        said = self._better.get(item) or self._better.get((item[0], ""))
        return said or BY_ID[item[0]].better

    def assumption(self, assumption: str) -> str:
        """Name of an assumption, or of all of them together."""
        if assumption == OVER_ALL:
            return _("all, weighted")
        return self.names.assumptions.get(assumption, "")
