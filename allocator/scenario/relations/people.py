"""Roster and leavers."""

import pandas as pd

from allocator.scenario.relations.data import Data
from allocator.text import _


def births_past(data: Data) -> None:
    """People in post were born, and are of an age to be in post."""
    if data.base_year is None:
        return
    birth = data.frames["staff"]["birth"]
    base = data.base_year * 12
    data.note(
        "staff",
        (birth > base - 15 * 12) | (birth < base - 100 * 12),
        "birth",
        found=_("a birth that gives an age below 15 or above 100"),
        expected=_("a month of birth between {first} and {last}").format(
            first=data.base_year - 100, last=data.base_year - 15
        ),
        mend=_("Correct year and month, as 1968-05."),
    )


def roster_matches_posts(data: Data) -> None:
    """Where there is a roster, it counts as many people as posts says are filled."""
    staff, posts = data.frames["staff"], data.frames["posts"]
    if data.lost("staff", "person_id", "unit_id", "quota_type"):
        return
    counts = staff.groupby(["unit_id", "quota_type"]).size().rename("counted").reset_index()
    merged = posts.merge(counts, on=["unit_id", "quota_type"], how="left")
    differs = merged["counted"].notna() & (merged["counted"] != merged["filled"])
    data.note(
        "posts",
        differs.set_axis(posts.index),
        "filled",
        found=_("{filled} people in post"),
        expected=_("as many as the roster lists for {unit_id}, {quota_type}: {counted}"),
        mend=_("Bring roster and posts in line; the plan counts leavers from the roster."),
        warning=True,
        beside={"counted": merged["counted"].astype("Int64").set_axis(posts.index)},
    )


def one_kind_of_leavers(data: Data) -> None:
    """With roster rows and leaver rows for one unit and type, the leaver rows win."""
    cells = ["unit_id", "quota_type"]
    staff = pd.MultiIndex.from_frame(data.frames["staff"][cells])
    leavers = data.frames["leavers"]
    both = pd.MultiIndex.from_frame(leavers[cells]).isin(staff)
    first = ~leavers.duplicated(cells)
    data.note(
        "leavers",
        pd.Series(both, index=leavers.index) & first,
        "unit_id",
        found=_("leavers of {unit_id}, {quota_type}, who are in the roster too"),
        expected=_("either roster rows or leaver rows"),
        mend=_("Remove one of the two; the leaver rows are used."),
        warning=True,
    )


def leaver_years(data: Data) -> None:
    """Leavers outside the plan years are not used."""
    if data.settings is None:
        return
    years, year = data.settings.years, data.frames["leavers"]["year"]
    data.note(
        "leavers",
        (year < years[0]) | (year > years[-1]),
        "year",
        found="{year}",
        expected=_("a plan year, {first} to {last}").format(first=years[0], last=years[-1]),
        mend=_("The row is not used; correct the year if it should be."),
        warning=True,
    )
