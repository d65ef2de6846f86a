"""What is warned of whenever a scenario is looked at."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator

from allocator.scenario.policy.values import Count, Section, Share, Years, distinct, key

WarningId = Literal[
    "people_over_ceiling",
    "reserve_broken",
    "overdue_loan",
    "overstaffed",
    "over_standard",
    "person_apart_from_post",
    "evaluation_missing",
    "idle_vacancy",
    "retirement_wave",
]


class StandingWarnings(Section):
    """When to warn."""

    idle_years: Count = key(
        "years for which a vacancy may stand empty", "空编可闲置的年数", default=2
    )
    wave_years: Years = key(
        "years looked ahead for a retirement wave", "退休高峰的前瞻年数", default=3
    )
    wave_share: Share = key(
        "share of a unit's people whose retirement in these years is a wave",
        "前瞻期内退休人数占实有人数达到该比例即为退休高峰",
        default=Decimal("0.2"),
    )
    wave_people: Count = key("fewest people of a wave", "退休高峰的最少人数", default=2)
    silent: Annotated[tuple[WarningId, ...], AfterValidator(distinct)] = key(
        "warnings not given", "不提示的预警", default=()
    )
