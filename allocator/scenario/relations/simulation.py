"""The section ``[simulation]``: what would be played otherwise than a planner would think."""

from math import ceil

from allocator.scenario.relations.data import Data
from allocator.scenario.settings import SETTINGS_FILE
from allocator.scenario.simulation import Recruitment
from allocator.text import _

AGES = {"men60": 60, "women55": 55, "women50": 50}
"""Class → age at which it retired before 2025; the law since only raises them."""


def purposes_of_demand(data: Data) -> None:
    """New requests are made after those of the first year; a purpose that none has makes none."""
    if data.settings is None or data.unread("requests", "purpose"):
        return
    if data.lost("requests", "purpose"):
        return
    demand = data.settings.simulation.demand
    named = [(f"demand.rates.{purpose}", purpose) for purpose in demand.rates]
    if demand.emergency.purpose:
        named.append(("demand.emergency.purpose", demand.emergency.purpose))
    known = set(data.frames["requests"]["purpose"])
    for key, purpose in named:
        if purpose not in known:
            _warn(
                data,
                key,
                found=_("“{purpose}”, a purpose of no request").format(purpose=purpose),
                expected=_("a purpose of the table requests"),
                mend=_("Correct it: new requests are made after those of the first year."),
            )


def reserves_to_draw_on(data: Data) -> None:
    """Urgent requests draw on reserves only where some pool has one."""
    if data.settings is None or data.policy is None or data.unread("pools", "pool_id"):
        return
    if data.lost("pools", "reserve", "capital"):
        return
    reserve, pools = data.policy.reserve, data.frames["pools"]
    by_policy = pools["reserve"].isna() & (
        (pools["capital"] > 0) & (reserve.share > 0) | (reserve.vacancy_share > 0)
    )
    kept = (pools["reserve"] > 0).fillna(False) | by_policy.fillna(False)
    if data.settings.simulation.demand.urgent == "reserve" and not kept.any():
        _warn(
            data,
            "demand.urgent",
            found=_("“reserve”, while no pool has a reserve"),
            expected=_("a pool with a reserve to draw on"),
            mend=_("Fill in pools.reserve, set reserve.share in the policy, or let them wait."),
        )


def recruits_below_retirement(data: Data) -> None:
    """Recruits have working years before them."""
    if data.settings is None:
        return
    recruitment = data.settings.simulation.recruitment
    for name, weight in recruitment.classes.items():
        if weight > 0 and recruitment.to_age >= AGES[name]:
            _warn(
                data,
                "recruitment.to_age",
                found=_("{age}, an age at which {retirement_class} may have retired").format(
                    age=recruitment.to_age, retirement_class=name
                ),
                expected=_("at most {age}").format(age=AGES[name] - 1),
                mend=_("Lower to_age, or leave the class out of recruitment.classes."),
            )


def lent_posts_filled_in_time(data: Data) -> None:
    """Lent posts do not go back before anyone can have been recruited to them."""
    if data.settings is None:
        return
    recruitment = data.settings.simulation.recruitment
    wait = _months_until_filled(recruitment)
    if 0 < recruitment.lapse_months < wait:
        _warn(
            data,
            "recruitment.lapse_months",
            found=str(recruitment.lapse_months),
            expected=_(
                "at least {months}: a post lent in January is filled after so many months on "
                "average"
            ).format(months=wait),
            mend=_("Raise it, shorten the lag, or set 0: lent posts would go back unused."),
        )


def _months_until_filled(recruitment: Recruitment) -> int:
    """Mean months, rounded up, from the round in January to the first day at work."""
    until_advertised = max(0, recruitment.intake_month - 1)
    return until_advertised + ceil(recruitment.lag.mean)


def late_recalls_last(data: Data) -> None:
    """Recalls that come late come later than the others."""
    if data.settings is None:
        return
    recall = data.settings.simulation.recall
    if recall.late_share > 0 and recall.late_months == 0:
        _warn(
            data,
            "recall.late_months",
            found=_("0, while a share of the recalls comes late"),
            expected=_("at least 1 month"),
            mend=_("Raise it, or set recall.late_share = 0."),
        )


def _warn(data: Data, key: str, *, found: str, expected: str, mend: str) -> None:
    column = f"simulation.{key}"
    data.problems.warn(SETTINGS_FILE, 0, column, found=found, expected=expected, mend=mend)
