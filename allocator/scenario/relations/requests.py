"""Requests and their benefits."""

import pandas as pd

from allocator.scenario.relations.data import Data
from allocator.scenario.settings import SETTINGS_FILE
from allocator.text import _
from allocator.text.listing import listed


def request_bounds(data: Data) -> None:
    """Sizes and terms of requests are in order."""
    frame = data.frames["requests"]
    data.note(
        "requests",
        frame["min_posts"] > frame["posts"],
        "min_posts",
        found="{min_posts}",
        expected=_("at most the posts asked for, {posts}"),
        mend=_("Lower min_posts or raise posts."),
    )
    data.note(
        "requests",
        frame["min_term"] > frame["max_term"],
        "min_term",
        found="{min_term}",
        expected=_("at most max_term, {max_term}"),
        mend=_("Lower min_term or raise max_term."),
    )


def request_years(data: Data) -> None:
    """Requests start in a plan year, and the plan years are long enough for their terms."""
    if data.settings is None:
        return
    years, frame = data.settings.years, data.frames["requests"]
    start = frame["start_year"].fillna(years[0])
    outside = (start < years[0]) | (start > years[-1])
    data.note(
        "requests",
        outside,
        "start_year",
        found="{start_year}",
        expected=_("a plan year, {first} to {last}").format(first=years[0], last=years[-1]),
        mend=_("Correct the year, or change base_year or horizon, the settings of the scenario."),
    )
    if data.policy is None:
        return
    latest = int(start[~outside].max()) if (~outside).any() else years[0]
    needed = latest - years[0] + max(data.policy.lending.terms)
    needed = max(needed, data.policy.recall.renewal.years + 1)
    if len(years) < needed:
        data.problems.add(
            SETTINGS_FILE,
            0,
            "horizon",
            found=str(len(years)),
            expected=_(
                "at least {needed}: the latest start ({latest}) and the longest term, "
                "or a renewal, must end within the plan years"
            ).format(needed=needed, latest=latest),
            mend=_("Set horizon = {needed}.").format(needed=needed),
        )


def request_terms(data: Data) -> None:
    """A request that no allowed term fits can only use its unit's own vacancies."""
    if data.policy is None:
        return
    frame = data.frames["requests"]
    fits = pd.Series(False, index=frame.index)
    for term in data.policy.lending.terms:
        fits |= ((frame["min_term"] <= term) & (term <= frame["max_term"])).fillna(True)
    data.note(
        "requests",
        ~fits,
        "max_term",
        found=_("terms from {min_term} to {max_term}"),
        expected=_("one of the policy's terms: {terms}").format(
            terms=listed(map(str, sorted(data.policy.lending.terms)))
        ),
        mend=_("Widen the terms; nothing can be lent to this request as it stands."),
        warning=True,
    )


def gains_positive(data: Data) -> None:
    """Each row of benefits brings something."""
    frame = data.frames["benefits"]
    rows = [
        previous is not None and current is not None and current - previous <= 0
        for previous, current in zip(frame["previous"], frame["current"], strict=True)
    ]
    data.note(
        "benefits",
        pd.Series(rows, index=frame.index, dtype=bool),
        "current",
        found=_("a change from {previous} to {current}"),
        expected=_("a gain: current above previous"),
        mend=_("Leave out items that gain nothing; they do not need posts."),
    )


def value_per_post_exists(data: Data) -> None:
    """A request judged by its efficiency needs a unit with approved posts."""
    if data.policy is None or data.unread("posts", "unit_id"):
        return
    if data.lost("posts", "unit_id"):
        return
    frame = data.frames["requests"]
    posts = data.frames["posts"]
    approved = posts.groupby("unit_id")["approved"].sum()
    unsure = posts.loc[data.spoilt("posts", "unit_id", "approved"), "unit_id"]
    total = frame["unit_id"].map(approved).astype("Int64").fillna(0)
    judged = frame["request_id"].isin(data.frames["benefits"]["request_id"])
    known = frame["unit_id"].isin(data.frames["units"]["unit_id"])
    most = 200 * 10**data.policy.efficiency.value_decimals
    data.note(
        "requests",
        judged & ((total == 0) | (total > most)) & known & ~frame["unit_id"].isin(unsure),
        "unit_id",
        needs=["request_id"],
        found=_("{unit_id}, whose approved posts give no value per post"),
        expected=_("between 1 and {most} approved posts").format(most=most),
        mend=_("Correct posts, or raise efficiency.value_decimals in the policy."),
    )


def benefits_as_assessed(data: Data) -> None:
    """The points of a benefit are those of the unit's assessment, where there is one."""
    benefits, requests = data.frames["benefits"], data.certain("requests", "unit_id")
    assessed = {
        (row.unit_id, row.item): (row.previous or 0, row.current or 0)
        for row in data.certain("assessments", "previous", "current").itertuples()
    }
    units = dict(zip(requests["request_id"], requests["unit_id"], strict=True))
    differs = [
        (units.get(row.request_id), row.item) in assessed
        and assessed[units.get(row.request_id), row.item] != (row.previous, row.current)
        for row in benefits.itertuples()
    ]
    data.note(
        "benefits",
        pd.Series(differs, index=benefits.index, dtype=bool),
        "item",
        found=_("“{item}” from {previous} to {current}"),
        expected=_("the points of the unit's assessment table"),
        mend=_("Bring benefits and assessments in line; the plan uses benefits."),
        warning=True,
    )
