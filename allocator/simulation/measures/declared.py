"""Every measure, in the order in which results show them."""

from allocator.simulation.measures.forms import (
    average,
    average_by,
    gini_of_shares,
    per_round_by,
    share,
    share_by,
    smallest,
    total,
    total_by,
    value,
)
from allocator.simulation.measures.measure import Measure
from allocator.text import _

MEASURES: tuple[Measure, ...] = (
    Measure("posts_asked", lambda: _("posts asked for"), "posts", "", total("asked")),
    Measure(
        "posts_asked_by_purpose", lambda: _("posts asked for, by purpose"), "posts", "purpose",
        total_by("asked_by_purpose"), absent=0,
    ),
    Measure(
        "posts_granted", lambda: _("posts granted"), "posts", "", total("granted"),
        better="more",
    ),
    Measure(
        "posts_granted_by_purpose", lambda: _("posts granted, by purpose"), "posts", "purpose",
        total_by("granted_by_purpose"), better="more", absent=0,
    ),
    Measure(
        "posts_granted_by_tier", lambda: _("posts granted, by tier"), "posts", "tier",
        total_by("granted_by_tier"), better="more", absent=0,
    ),
    Measure("posts_lent", lambda: _("posts lent by annual rounds"), "posts", "", total("lent")),
    Measure(
        "own_vacancies_used", lambda: _("own vacancies granted"), "posts", "", total("own")
    ),
    Measure(
        "posts_from_reserve", lambda: _("posts lent by reserves in emergencies"), "posts", "",
        total("from_reserve"),
    ),
    Measure(
        "posts_unmet", lambda: _("posts of requests that lapsed"), "posts", "", total("unmet"),
        better="less",
    ),
    Measure(
        "urgent_refused", lambda: _("share of urgent posts refused"), "share", "",
        share("urgent_refused", "urgent"), better="less",
    ),
    Measure(
        "share_granted", lambda: _("share of posts granted"), "share", "",
        share("granted", "asked"), better="more",
    ),
    Measure(
        "value_granted", lambda: _("weighted value granted"), "value", "", value("value"),
        better="more",
    ),
    Measure(
        "priority_met", lambda: _("share of priority posts met within a year"), "share", "",
        share("priority_met", "priority_asked"), better="more",
    ),
    Measure(
        "waiting_months", lambda: _("wait of a post until it is granted"), "months", "",
        share("waiting", "granted"), better="less",
    ),
    Measure(
        "fairness_gini", lambda: _("inequality of the share granted, over departments (Gini)"),
        "index", "", gini_of_shares("granted_by_department", "asked_by_department"), better="less",
    ),
    Measure("posts_collected", lambda: _("posts collected"), "posts", "", total("collected")),
    Measure("posts_renewed", lambda: _("posts renewed"), "posts", "", total("renewed")),
    Measure("posts_returned", lambda: _("posts that came back"), "posts", "", total("returned")),
    Measure(
        "utilisation", lambda: _("share of what a pool owns that is lent, mean over time"),
        "share", "pool", share_by("out", "owned"),
    ),
    Measure(
        "posts_out", lambda: _("posts that a pool has lent, mean over time"), "posts", "pool",
        average_by("out"), absent=0,
    ),
    Measure(
        "smallest_balance", lambda: _("smallest number of posts that a pool held"), "posts",
        "pool", smallest("balance"),
    ),
    Measure(
        "idle_vacancies", lambda: _("vacancies that nobody is recruited for, mean over time"),
        "posts", "", average("idle"), better="less",
    ),
    Measure(
        "unfilled_posts", lambda: _("posts that nobody is on, mean over time"), "posts", "",
        average("unfilled"), better="less",
    ),
    Measure("people", lambda: _("people in post, mean over time"), "people", "",
            average("people")),
    Measure("people_at_end", lambda: _("people in post at the end"), "people", "",
            lambda tally, _months: {"": tally.lasts["people", ""]}),
    Measure("leavers", lambda: _("people who left"), "people", "", total("leavers")),
    Measure("recruits", lambda: _("people recruited"), "people", "", total("recruits")),
    Measure(
        "posts_overdue", lambda: _("posts overdue, mean over time"), "posts", "",
        average("overdue"), better="less",
    ),
    Measure(
        "months_overdue", lambda: _("months for which posts were overdue"), "post-months", "",
        total("overdue"), better="less",
    ),
    Measure(
        "share_back_in_time", lambda: _("share of posts due that came back in time"), "share", "",
        share("back_in_time", "due_back"), better="more",
    ),
    Measure(
        "maturities", lambda: _("posts due back, by years ahead of the round"), "posts",
        "years_ahead", per_round_by("maturing"), absent=0,
    ),
    Measure(
        "coverage", lambda: _("expected leavers over posts due, by years ahead of the round"),
        "share", "years_ahead", share_by("expected_leavers", "due"), better="more",
    ),
    Measure("titles", lambda: _("posts whose use is the units', at the end"), "posts", "",
            lambda tally, _months: {"": tally.lasts["titles", ""]}),
    Measure("pooled", lambda: _("posts that pools hold, at the end"), "posts", "",
            lambda tally, _months: {"": tally.lasts["pools", ""]}),
    Measure("on_loan", lambda: _("posts on loan, at the end"), "posts", "",
            lambda tally, _months: {"": tally.lasts["loans", ""]}),
    Measure(
        "contradicted_rounds", lambda: _("rounds in which the rules contradicted each other"),
        "rounds", "", total("contradicted"), better="less",
    ),
)  # fmt: skip
