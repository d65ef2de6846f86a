"""The tables of a study that a paper prints, in LaTeX."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.latex import packages, tabular
from allocator.simulation.studies.results.latex_columns import Wording, items_of
from allocator.simulation.studies.results.latex_printed import PRINTED
from allocator.simulation.studies.results.setting_names import (
    assumption_names,
    factor_titles,
    setting_names,
)


def latex_tables(comparison: Comparison) -> dict[str, str]:
    """A table in LaTeX for each that a paper prints and that has rows, by its name.

    Numbers are rounded to what is sure of them. Headings, and the titles of measures and of
    factors, are in the language in use.
    """
    tables, record = comparison.tables, comparison.record
    titles = factor_titles(record["declared"])
    wording = Wording(
        setting_names(tables["settings"], titles),
        assumption_names(tables["assumptions"], titles),
        titles,
        record["declared"],
    )
    return {
        name: _latex(_with_items(name, tables[name], record["declared"]), name, wording, record)
        for name in PRINTED
        if name in tables and len(tables[name])
    }


def _with_items(name: str, table: pd.DataFrame, declared: Mapping[str, Any]) -> pd.DataFrame:
    """What each row measures, also where the table is of one measure, or of all in each row."""
    if "measure" in table:
        return table
    measure, key = parted(declared["curve"]["measure"]) if name == "curve" else ("", "")
    return table.assign(measure=measure, key=key)


def _latex(table: pd.DataFrame, name: str, wording: Wording, record: Mapping[str, Any]) -> str:
    """Rows of a measure stand together, in the order in which measures first occur."""
    codes, _items = pd.factorize(items_of(table))
    rows = table.iloc[np.argsort(codes, kind="stable")].reset_index(drop=True)
    text = tabular(PRINTED[name](rows, wording), items_of(rows).tolist())
    comments = (
        f"{record['software']}, scenario {record['scenario']}, study "
        f"{record['declared']['name']} ({record['study']})",
        f"rounded from {name}.csv; {packages(len(rows), text)}",
    )
    return "".join(f"% {' '.join(comment.split())}\n" for comment in comments) + text
