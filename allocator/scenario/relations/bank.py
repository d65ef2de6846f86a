"""Loans, pools, transfers and total control."""

from typing import Any

import pandas as pd

from allocator.scenario.relations.data import Data
from allocator.scenario.serving import outside_attributes
from allocator.scenario.tables import ANY
from allocator.text import _


def loan_years(data: Data) -> None:
    """Loans of the book began by the base year and end after they began."""
    frame = data.frames["loans"]
    data.note(
        "loans",
        frame["due_year"] < frame["start_year"],
        "due_year",
        found="{due_year}",
        expected=_("not before start_year, {start_year}"),
        mend=_("Correct one of the two years."),
    )
    if data.settings is None:
        return
    years = data.settings.years
    data.note(
        "loans",
        frame["start_year"] > years[0],
        "start_year",
        found="{start_year}",
        expected=_("at most the base year, {year}").format(year=years[0]),
        mend=_("Loans that have not begun are requests; correct the year."),
    )
    data.note(
        "loans",
        frame["due_year"] > years[-1],
        "due_year",
        found="{due_year}",
        expected=_("at most the last plan year, {year}").format(year=years[-1]),
        mend=_("Raise horizon in scenario.toml, or correct the year."),
    )


def loans_servable(data: Data) -> None:
    """A loan comes from a pool that may serve its unit and purpose."""
    if data.policy is None or data.frames["loans"].empty:
        return
    loans = data.frames["loans"]
    pools = _records(data.frames["pools"], "pool_id", loans["pool_id"])
    units = _records(data.frames["units"], "unit_id", loans["unit_id"])
    refused = []
    for row in loans.itertuples():
        pool, unit = pools.get(row.pool_id), units.get(row.unit_id)
        quota_type, purpose = str(row.quota_type), str(row.purpose)
        refused.append(
            pool is not None
            and unit is not None
            and outside_attributes(data.policy, pool, unit, quota_type, purpose) is None
        )
    data.note(
        "loans",
        pd.Series(refused, index=loans.index, dtype=bool),
        "pool_id",
        found=_("pool {pool_id} lending to {unit_id} for “{purpose}”"),
        expected=_("a pool that serves the loan's type, region, level, department and purpose"),
        mend=_("Correct the pool, or allow crossing in the policy (lending.cross_…)."),
    )


def _records(frame: pd.DataFrame, key: str, wanted: "pd.Series[str]") -> dict[Any, dict[Any, Any]]:
    """The rows that ``wanted`` names, by key."""
    named = frame[frame[key].isin(wanted)].drop_duplicates(key)
    return dict(zip(named[key], named.to_dict("records"), strict=True))


def loans_within_capital(data: Data) -> None:
    """Loans out do not exceed what their pool owns."""
    pools = data.frames["pools"]
    out = data.frames["loans"].groupby("pool_id")["posts"].sum()
    lent = pools["pool_id"].map(out).astype("Int64").fillna(0)
    data.note(
        "pools",
        lent > pools["capital"],
        "capital",
        found=_("{capital}, less than the loans out of {pool_id}"),
        expected=_("capital that covers the loans out"),
        mend=_("Correct capital, or the posts of the pool's loans."),
    )


def reserve_within_capital(data: Data) -> None:
    """A pool does not keep back more than it owns."""
    pools = data.frames["pools"]
    data.note(
        "pools",
        pools["reserve"] > pools["capital"],
        "reserve",
        found="{reserve}",
        expected=_("at most capital, {capital}"),
        mend=_("Lower the reserve."),
    )


def transfers_sensible(data: Data) -> None:
    """Transfers go from one pool to another of the same quota type."""
    frame = data.frames["transfers"]
    data.note(
        "transfers",
        (frame["from_pool"] == frame["to_pool"]) & (frame["from_pool"] != ""),
        "to_pool",
        found=_("a transfer from {from_pool} to itself"),
        expected=_("two different pools"),
        mend=_("Remove the row or correct a pool."),
    )
    types = data.frames["pools"].drop_duplicates("pool_id").set_index("pool_id")["quota_type"]
    giving, taking = frame["from_pool"].map(types), frame["to_pool"].map(types)
    crossing = data.policy is not None and data.policy.lending.cross_type > 0
    data.note(
        "transfers",
        giving.notna() & taking.notna() & (giving != taking) & (not crossing),
        "to_pool",
        found=_("a transfer between quota types, {from_pool} to {to_pool}"),
        expected=_("pools of one quota type, since total control counts each type"),
        mend=_("Correct a pool, or allow lending.cross_type in the policy."),
    )


_TITLES = ["region", "quota_type", "titles"]


def titles_within_ceiling(data: Data) -> None:
    """Approved posts and pool capital together stay within total control."""
    ceilings, posts = data.frames["ceilings"], data.frames["posts"]
    regions = data.frames["units"].drop_duplicates("unit_id").set_index("unit_id")["region"]
    approved = posts.assign(region=posts["unit_id"].map(regions))
    titles = pd.concat(
        [
            approved[["region", "quota_type", "approved"]].set_axis(_TITLES, axis=1),
            data.frames["pools"][["region", "quota_type", "capital"]].set_axis(_TITLES, axis=1),
        ]
    )
    somewhere = titles.groupby(_TITLES[:2])["titles"].sum().to_dict()
    anywhere = titles.groupby("quota_type")["titles"].sum().to_dict()
    totals = [
        anywhere.get(quota_type, 0) if region == ANY else somewhere.get((region, quota_type), 0)
        for region, quota_type in zip(ceilings["region"], ceilings["quota_type"], strict=True)
    ]
    total_titles = pd.Series(totals, index=ceilings.index, dtype="Int64")
    data.note(
        "ceilings",
        total_titles > ceilings["titles"],
        "titles",
        found=_("{titles}, less than approved posts and pool capital of {quota_type} together"),
        expected=_("titles that approved posts and pool capital stay within"),
        mend=_("Correct titles, posts.approved or pools.capital."),
    )
