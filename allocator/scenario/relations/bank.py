"""Loans, pools, transfers and total control."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from allocator.scenario.column_words import column_title
from allocator.scenario.relations.data import Data
from allocator.scenario.serving import outside_attributes
from allocator.scenario.tables import ANY, TABLES
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
    if data.base_year is not None:
        data.note(
            "loans",
            frame["start_year"] > data.base_year,
            "start_year",
            found="{start_year}",
            expected=_("at most the base year, {year}").format(year=data.base_year),
            mend=_("Loans that have not begun are requests; correct the year."),
        )
    if data.settings is None:
        return
    years = data.settings.years
    data.note(
        "loans",
        frame["due_year"] > years[-1],
        "due_year",
        found="{due_year}",
        expected=_("at most the last plan year, {year}").format(year=years[-1]),
        mend=_("Raise horizon, a setting of the scenario, or correct the year."),
    )


def loans_servable(data: Data) -> None:
    """A loan comes from a pool that may serve its unit and purpose."""
    if data.policy is None or data.frames["loans"].empty:
        return
    loans = data.frames["loans"]
    places = ("region", "level", "department")
    pools = _records(
        data.certain("pools", *places, "quota_type", "purpose"), "pool_id", loans["pool_id"]
    )
    units = _records(data.certain("units", *places), "unit_id", loans["unit_id"])
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
        needs=["quota_type"],
        mend=_("Correct the pool, or allow crossing in the policy (lending.cross_…)."),
    )


def _records(frame: pd.DataFrame, key: str, wanted: "pd.Series[str]") -> dict[Any, dict[Any, Any]]:
    """The rows that ``wanted`` names, by key."""
    named = frame[frame[key].isin(wanted)]
    return dict(zip(named[key], named.to_dict("records"), strict=True))


def loans_within_capital(data: Data) -> None:
    """Loans out do not exceed what their pool owns."""
    pools = data.frames["pools"]
    out = data.certain("loans", "pool_id").groupby("pool_id")["posts"].sum()
    lent = pools["pool_id"].map(out).astype("Int64").fillna(0)
    data.note(
        "pools",
        (lent > pools["capital"]) & ~pools.duplicated("pool_id", keep=False),
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
    types = data.certain("pools", "quota_type").set_index("pool_id")["quota_type"]
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


_SCOPE = ["region", "department", "quota_type"]


def titles_within_ceiling(data: Data) -> None:
    """Approved posts and pool capital together stay within total control.

    A pool counts under the ceilings of its own region and department, and under those for all.
    """
    ceilings = data.frames["ceilings"]
    by_scope = titles_by_scope(data.frames)
    totals = [
        by_scope.get(scope, 0) for scope in zip(*(ceilings[name] for name in _SCOPE), strict=True)
    ]
    data.note(
        "ceilings",
        pd.Series(totals, index=ceilings.index, dtype="Int64") > ceilings["titles"],
        "titles",
        found=_("{titles}, less than approved posts and pool capital of {quota_type} together"),
        expected=_("titles that approved posts and pool capital stay within"),
        mend=_("Correct titles, posts.approved or pools.capital."),
    )


def titles_by_scope(frames: Mapping[str, pd.DataFrame]) -> dict[tuple[str, ...], int]:
    """Approved posts and pool capital that a ceiling on titles of each scope counts."""
    return _by_scope(_titles(frames))


def _titles(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Approved posts and pool capital by region, department and type."""
    posts = frames["posts"].drop_duplicates(["unit_id", "quota_type"])
    pools = frames["pools"].drop_duplicates("pool_id")
    units = frames["units"].drop_duplicates("unit_id").set_index("unit_id")
    places = {name: posts["unit_id"].map(units[name]) for name in _SCOPE[:2]}
    both = [
        posts.assign(**places)[[*_SCOPE, "approved"]].set_axis([*_SCOPE, "titles"], axis=1),
        pools[[*_SCOPE, "capital"]].set_axis([*_SCOPE, "titles"], axis=1),
    ]
    return pd.concat(both).groupby(_SCOPE, dropna=False)["titles"].sum().reset_index()


def _by_scope(titles: pd.DataFrame) -> dict[tuple[str, ...], int]:
    """Titles by region, department and type, with ``*`` for all of the first two."""
    sums: dict[tuple[str, ...], int] = {}
    everywhere = [
        titles.assign(**dict.fromkeys(names, ANY))
        for names in (_SCOPE[:0], _SCOPE[:1], _SCOPE[1:2], _SCOPE[:2])
    ]
    for scoped in everywhere:
        found = scoped.groupby(_SCOPE)["titles"].sum()
        for scope, posts in zip(found.index.tolist(), found.tolist(), strict=True):
            # A pool for all falls under a scope as it is and made general: count it once.
            sums[scope] = max(sums.get(scope, 0), posts)
    return sums


def scopes_known(data: Data) -> None:
    """Ceilings and pools are for regions and departments that some unit has.

    A ceiling misspelt would control nothing, so it is refused; a pool may wait for its units.
    """
    units = data.frames["units"]
    if data.unread("units", "unit_id"):
        return
    for table, warning in (("ceilings", False), ("pools", True)):
        for column in _SCOPE[:2]:
            known = set(units[column]) - {""}
            values = data.frames[table][column]
            if len(set(values) - known - {ANY, ""}) <= data.lost("units", column):
                continue
            data.note(
                table,
                ~values.isin(known | {ANY, ""}),
                column,
                found="“{" + column + "}”",
                expected=_("a {column} of the table units, or * for all").format(
                    column=column_title(TABLES["units"].column(column))
                ),
                mend=_("Correct it: nothing falls under it as it is."),
                warning=warning,
            )
    ceilings = data.frames["ceilings"]
    data.note(
        "ceilings",
        ceilings["titles"].isna() & ceilings["people"].isna(),
        "titles",
        needs=["people"],
        found=_("neither titles nor people"),
        expected=_("at least one of the two, else nothing is limited"),
        mend=_("Fill in a number, or remove the row."),
        warning=True,
    )


def totals_in_force(data: Data) -> None:
    """A total whose years are over is looked at again; until then it holds on."""
    if data.base_year is None:
        return
    data.note(
        "ceilings",
        data.frames["ceilings"]["until"] < data.base_year,
        "until",
        found="{until}",
        expected=_("a total set for the base year, {year}").format(year=data.base_year),
        mend=_("Have the total set anew; until then the old one is applied."),
        warning=True,
    )
