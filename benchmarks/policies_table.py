"""The numbers of the comparison of policies, one row for a scenario, lender and measure."""

from collections.abc import Mapping

import pandas as pd

from allocator.simulation.studies.results.comparison import Comparison

ITEM = ["setting", "measure", "key"]
OF_DIFFERENCES = ["difference", "low_all", "high_all", "p_holm", "variance_reduction"]


def policies_table(comparisons: Mapping[str, Comparison]) -> pd.DataFrame:
    """All scenarios, one below the other; rounded to six significant digits.

    Returns
    -------
    DataFrame
        ``scenario, lender, baseline, measure, key, replications, mean, low, high``; of the
        difference from the baseline ``difference, low_all, high_all, p_holm,
        variance_reduction`` (missing for the baseline itself); ``may_be_best`` (missing where no
        way is better).
    """
    tables = [_table(name, comparison.tables) for name, comparison in comparisons.items()]
    whole = pd.concat(tables, ignore_index=True)
    numbers = whole.select_dtypes("float").columns
    whole[numbers] = whole[numbers].map(lambda number: float(f"{number:.6g}"))
    return whole


def _table(scenario: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Those of a scenario; studies of lenders have one assumption."""
    (assumption,) = tables["assumptions"]["assumption"]
    of = {
        name: tables[name].loc[lambda rows: rows["assumption"] == assumption]
        for name in ("summary", "differences", "best")
    }
    rows = of["summary"][[*ITEM, "replications", "mean", "low", "high"]]
    rows = rows.merge(of["differences"][[*ITEM, *OF_DIFFERENCES]], on=ITEM, how="left")
    rows = rows.merge(of["best"][[*ITEM, "may_be_best"]], on=ITEM, how="left")
    rows = tables["settings"][["setting", "lender", "baseline"]].merge(rows, on="setting")
    rows.insert(0, "scenario", scenario)
    return rows.drop(columns="setting")
