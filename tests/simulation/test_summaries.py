"""Means and intervals over replications."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.summaries import COLUMNS, half_widths, summarised

NAN = float("nan")


def runs(**values):
    """Values by measure, one for each replication."""
    return pd.DataFrame(
        [(number, m, "", value) for m, each in values.items() for number, value in enumerate(each)],
        columns=["replication", "measure", "key", "value"],
    )


def years(**values):
    """The same for 2026."""
    table = runs(**values)
    table.insert(1, "year", 2026)
    return table


def only(summary):
    """The only row, as a mapping."""
    (row,) = summary.to_dict("records")
    return row


def test_by_hand():
    # 2, 4, 9: mean 5, squares of the distances 9 + 1 + 16 = 26, sd √(26 ÷ 2) = √13. The table of
    # Student's t has 4.303 for 2 degrees of freedom at 97.5 per cent: 4.303 × √13 ÷ √3 = 8.958.
    row = only(summarised(years(asked=[2, 4, 9]), runs(), 0.95))
    assert (row["year"], row["measure"], row["key"], row["replications"]) == (2026, "asked", "", 3)
    assert (row["mean"], row["sd"]) == (5, pytest.approx(13**0.5))
    assert row["high"] - 5 == pytest.approx(8.958, abs=0.002)
    assert row["low"] == pytest.approx(10 - row["high"])


@pytest.mark.parametrize(
    ("count", "confidence", "factor"),
    # Student (1908) and every table since: two-sided t for count − 1 degrees of freedom.
    [(2, 0.95, 12.706), (11, 0.95, 2.228), (31, 0.95, 2.042), (11, 0.99, 3.169), (11, 0.9, 1.812)],
)
def test_factors_are_those_of_the_tables(count, confidence, factor):
    (half,) = half_widths(np.array([1.0]), np.array([count]), confidence)
    assert half * count**0.5 == pytest.approx(factor, abs=0.001)


def test_what_has_no_meaning_is_left_out_and_not_counted():
    row = only(summarised(years(wait=[NAN, 4, 2, NAN]), runs(), 0.95))
    assert (row["replications"], row["mean"]) == (2, 3)
    row = only(summarised(years(wait=[NAN, NAN]), runs(), 0.95))
    assert row["replications"] == 0
    assert np.isnan([row[name] for name in ("mean", "sd", "low", "high")]).all()


def test_one_replication_has_no_interval():
    row = only(summarised(years(asked=[3]), runs(), 0.95))
    assert (row["replications"], row["mean"]) == (1, 3)
    assert np.isnan([row[name] for name in ("sd", "low", "high")]).all()


def test_equal_values_leave_no_doubt():
    # 0.1 is no sum of powers of two: adding it up 200 times is off in the last places.
    row = only(summarised(years(share=[0.1] * 200), runs(), 0.95))
    assert (row["mean"], row["low"], row["high"]) == (0.1, 0.1, 0.1)


def test_years_come_first_and_measures_in_their_order():
    by_year = pd.DataFrame(
        [
            (0, 2026, "lent", "", 1.0),
            (0, 2026, "lent", "talent", 1.0),
            (0, 2026, "asked", "", 3.0),
            (0, 2027, "lent", "", 2.0),
            (0, 2027, "asked", "", 3.0),
            # A purpose that turns up late, in one replication only.
            (1, 2026, "lent", "livelihood", 1.0),
        ],
        columns=["replication", "year", "measure", "key", "value"],
    )
    summary = summarised(by_year, runs(lent=[3], asked=[6]), 0.95)
    assert tuple(summary.columns) == COLUMNS
    assert str(summary["year"].dtype) == "Int64"
    whole = summary["year"].isna()
    assert whole.tolist() == [False] * 6 + [True] * 2
    rows = summary.loc[~whole, ["year", "measure", "key"]].itertuples(index=False, name=None)
    assert list(rows) == [
        (2026, "lent", ""),
        (2026, "lent", "talent"),
        (2026, "lent", "livelihood"),
        (2026, "asked", ""),
        (2027, "lent", ""),
        (2027, "asked", ""),
    ]
    assert summary.loc[whole, "measure"].tolist() == ["lent", "asked"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.floats(0.5, 0.999))
def test_more_confidence_is_a_wider_interval_around_the_same_mean(values, confidence):
    less = only(summarised(years(m=values), runs(), confidence / 2))
    more = only(summarised(years(m=values), runs(), confidence))
    assert more["low"] <= less["low"] <= more["mean"] <= less["high"] <= more["high"]
    assert more["mean"] == less["mean"] == pytest.approx(np.mean(values), abs=1e-6)


def by_tier(measure, **given):
    """Values of a measure by tier; replications count, and None is a row that is not there."""
    return pd.DataFrame(
        [
            (number, measure, tier, value)
            for tier, each in given.items()
            for number, value in enumerate(each)
            if value is not None
        ],
        columns=["replication", "measure", "key", "value"],
    )


def test_what_did_not_occur_in_a_replication_counts_as_nothing_granted():
    given = {"one": [6.0, 5.0, 4.0, 5.0], "three": [None, 3.0, None, 2.0]}
    table = summarised(years(), by_tier("posts_granted_by_tier", **given), 0.95)
    three = table[table["key"] == "three"].iloc[0]
    # 0, 3, 0, 2: mean 5/4, squares 9 + 4 − 4 × 25/16 = 6.75, over 3 the variance 2.25.
    assert (three["replications"], three["mean"], three["sd"]) == (4, 1.25, pytest.approx(1.5))
    padded = {"one": given["one"], "three": [0.0, 3.0, 0.0, 2.0]}
    same = summarised(years(), by_tier("posts_granted_by_tier", **padded), 0.95)
    pd.testing.assert_frame_equal(table, same)


def test_a_share_of_what_did_not_occur_has_no_meaning_and_is_left_out():
    given = {"one": [0.6, 0.5, 0.4], "three": [None, 0.3, None]}
    table = summarised(years(), by_tier("coverage", **given), 0.95)
    three = table[table["key"] == "three"].iloc[0]
    assert (three["replications"], three["mean"]) == (1, 0.3)
