"""Vacancies, overstaffing and reference lines of every unit and quota type."""

from fractions import Fraction

import numpy as np
import pandas as pd

from allocator.scenario.scenario import Scenario

CELL = ["unit_id", "quota_type"]


def vacancies(scenario: Scenario) -> pd.DataFrame:
    """Take stock of posts, one row per unit and quota type, sorted.

    Returns
    -------
    DataFrame
        ``unit_id, quota_type, approved, filled, reserved``; ``vacancy`` V[u,q] =
        max(0, approved − filled − reserved); ``overstaff`` O[u,q] =
        max(0, filled − approved); ``keep`` the guarantee line, ``posts.keep`` or else
        ⌈keep_share × approved⌉; ``usable`` vacancies above the line. All in whole posts.
        ``idle_years`` for how long the vacancies have stood empty on 1 January of the base
        year, 0 where there are none or the year is not known.
    """
    posts = scenario.tables["posts"]
    free = posts["approved"] - posts["filled"] - posts["reserved"]
    by_policy = _rounded_up(scenario.policy.deposit.keep_share, posts["approved"].to_numpy())
    keep = posts["keep"].fillna(pd.Series(by_policy, index=posts.index)).astype("int64")
    vacancy = free.clip(lower=0)
    return posts[[*CELL, "approved", "filled", "reserved"]].assign(
        vacancy=vacancy,
        overstaff=(posts["filled"] - posts["approved"]).clip(lower=0),
        keep=keep,
        usable=(vacancy - keep).clip(lower=0),
        idle_years=_idle_years(posts, vacancy, scenario.base_year),
    )


def _idle_years(posts: pd.DataFrame, vacancy: "pd.Series[int]", base_year: int) -> "pd.Series[int]":
    years = (base_year - posts["vacant_since"]).fillna(0).clip(lower=0)
    return years.where(vacancy > 0, 0).astype("int64")


def _rounded_up(share: object, counts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> list[int]:
    exact = Fraction(str(share))
    return [-(-int(count) * exact.numerator // exact.denominator) for count in counts]


def reference_lines(stock: pd.DataFrame) -> pd.DataFrame:
    """Reference lines per quota type: how usual a vacancy is.

    Returns
    -------
    DataFrame
        One row per ``quota_type``: ``units``, ``approved``, ``filled``, ``vacancy``,
        ``overstaff``, ``usable`` summed, and ``median_vacancy_rate``, the median over units
        with approved posts of vacancy ÷ approved.

    Notes
    -----
    Median, usable space and guarantee line follow the Sichuan study of vacant posts
    (Yu, Liu and Peng).
    """
    columns = ["approved", "filled", "vacancy", "overstaff", "usable"]
    totals = stock.groupby("quota_type")[columns].sum()
    held = stock[stock["approved"] > 0]
    rate = (held["vacancy"] / held["approved"]).groupby(held["quota_type"]).median()
    units = stock.groupby("quota_type")["unit_id"].nunique().rename("units")
    return pd.concat([units, totals, rate.rename("median_vacancy_rate")], axis=1).reset_index()
