"""Which units call for a closer evaluation, and why."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.input_output import input_output
from allocator.evaluation.tiers import half_up

TRIGGERS = ("bottom", "high_input_low_output", "reform")


def second_look(evaluated: Evaluated) -> pd.DataFrame:
    """Units for a closer evaluation.

    Returns
    -------
    DataFrame
        ``unit_id, trigger``, sorted, one row per unit and trigger: ``bottom`` (among the
        lowest share of the ranked units of its group, rounded half up),
        ``high_input_low_output`` (more people or posts than the group's median, fewer points),
        ``reform`` (reformed since the last evaluation).

    Notes
    -----
    Source: S County, choice of units for the second kind of evaluation.
    """
    rows = sorted({*_bottom(evaluated), *_out_of_proportion(evaluated), *_reformed(evaluated)})
    return pd.DataFrame(rows, columns=["unit_id", "trigger"])


def _bottom(evaluated: Evaluated) -> Iterator[tuple[str, str]]:
    share = evaluated.scenario.policy.evaluation.second_look.bottom_share
    ranked = evaluated.table.dropna(subset=["rank"])
    for _group, own in ranked.groupby("group"):
        count = half_up(share * len(own))
        lowest = own.sort_values("rank")["unit_id"].tolist()[len(own) - count :]
        yield from ((unit, "bottom") for unit in lowest)


def _out_of_proportion(evaluated: Evaluated) -> Iterator[tuple[str, str]]:
    if evaluated.scenario.policy.evaluation.second_look.high_input_low_output:
        table = input_output(evaluated)
        for unit in table.loc[table["place"] == "high_low", "unit_id"]:
            yield unit, "high_input_low_output"


def _reformed(evaluated: Evaluated) -> Iterator[tuple[Any, str]]:
    if evaluated.scenario.policy.evaluation.second_look.reform:
        units = evaluated.scenario.tables["units"]
        for unit in units.loc[units["reformed"], "unit_id"]:
            yield unit, "reform"
