"""What a plan is for: priorities, shares, goals."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from allocator.scenario.policy.codes import Purposes, PurposeWeights, SectorWeights
from allocator.scenario.policy.values import Section, Share, Tier, Weight, distinct, key

Goal = Literal[
    "priority_value", "post_years", "disruption", "canonical", "least_served", "long_reserve"
]


class Priority(Section):
    """Weights of purposes, tiers and sectors; 1 where unnamed."""

    purposes: PurposeWeights = key("weight by purpose", "用途权重", default={})
    tiers: dict[Tier, Weight] = key("weight by tier", "档次权重", default={})
    sectors: SectorWeights = key("weight by sector", "领域权重", default={})


class PurposeShare(Section):
    """A least share of lending for some purposes."""

    purposes: Purposes = key("purposes", "用途", min_length=1)
    share: Share = key("least share of the posts lent", "占借出编制的最低比例")


class Shares(Section):
    """Shares of lending; one that is left out does not bind."""

    min_purpose_share: PurposeShare | None = key(
        "least share of lending for some purposes", "若干用途的最低比例", default=None
    )
    max_department_share: Share | None = key(
        "largest share of the bank lent to one department", "单个部门占比上限", default=None
    )


class Objective(Section):
    """What the plan is for."""

    goals: Annotated[tuple[Goal, ...], AfterValidator(distinct)] = key(
        "goals, the most important first",
        "目标，按重要性排列",
        default=("priority_value", "post_years", "disruption", "canonical"),
        min_length=1,
    )
