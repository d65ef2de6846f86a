"""Posts and staffing standards."""

import pandas as pd

from allocator.scenario.relations.data import Data
from allocator.text import _


def vacant_years(data: Data) -> None:
    """Vacancies began to stand empty by the base year, and where there are any."""
    posts = data.frames["posts"]
    if data.base_year is not None:
        data.note(
            "posts",
            posts["vacant_since"] > data.base_year,
            "vacant_since",
            found="{vacant_since}",
            expected=_("at most the base year, {year}").format(year=data.base_year),
            mend=_("Correct the year."),
        )
    vacant = posts["approved"] - posts["filled"] - posts["reserved"] > 0
    data.note(
        "posts",
        posts["vacant_since"].notna() & ~vacant.fillna(True).astype(bool),
        "vacant_since",
        found=_("{vacant_since}, though {unit_id} has no vacancy of {quota_type}"),
        expected=_("a year only where posts stand empty"),
        mend=_("The year is not used; remove it, or correct approved, filled or reserved."),
        warning=True,
    )


def standards_countable(data: Data) -> None:
    """A staffing standard divides by more than nothing."""
    frame = data.frames["standards"]
    zero = [value is not None and value <= 0 for value in frame["per_post"]]
    data.note(
        "standards",
        pd.Series(zero, index=frame.index, dtype=bool),
        "per_post",
        found="{per_post}",
        expected=_("a number above 0"),
        mend=_("Write how many of the driver make one post, as 26 students."),
    )
