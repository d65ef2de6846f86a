"""What may be lent, to whom it pays, and how it comes back."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from allocator.scenario.policy.codes import Purposes
from allocator.scenario.policy.values import (
    Count,
    Number,
    Repayment,
    Section,
    Share,
    Tier,
    TierNumber,
    Weight,
    Years,
    distinct,
    key,
)
from allocator.text import _


class Lending(Section):
    """What may be lent."""

    terms: Annotated[tuple[Years, ...], AfterValidator(distinct)] = key(
        "allowed terms, years", "可选期限（年）", min_length=1
    )
    max_total_term: Years = key(
        "longest term with renewals, years", "含续贷的最长期限（年）", default=50
    )
    confidence: Annotated[Number, Field(gt=0, le=1)] = key(
        "probability with which enough people leave in time",
        "借贷上限的置信度",
        default=Decimal("0.9"),
    )
    limit_multiplier: dict[Tier, Weight] = key(
        "borrowing limit multiplier by tier", "各档借贷上限系数", default={}
    )
    limit_exempt_purposes: Purposes = key(
        "purposes outside the borrowing limit", "不受借贷上限限制的用途", default=()
    )
    overdue_blocks: bool = key(
        "a unit with an overdue loan borrows nothing new",
        "有逾期未还的单位不得新借",
        default=False,
        strict=True,
    )
    cross_region: Share = key(
        "share of a pool's capital for units of other regions",
        "可跨地区使用的资本金比例",
        default=Decimal(0),
    )
    cross_level: Share = key(
        "share for units of other levels", "可跨层级使用的比例", default=Decimal(0)
    )
    cross_department: Share = key(
        "share for units of other departments", "可跨部门使用的比例", default=Decimal(0)
    )
    cross_type: Share = key(
        "share for other quota types", "可跨编制类型使用的比例", default=Decimal(0)
    )

    @model_validator(mode="after")
    def _terms_fit(self) -> "Lending":
        if max(self.terms) > self.max_total_term:
            raise ValueError(_("terms not above max_total_term"))
        return self


class Efficiency(Section):
    """The efficiency rate and its threshold."""

    apply: bool = key("apply the threshold", "是否适用效益率阈值", default=True, strict=True)
    threshold: Annotated[Number, Field(gt=0, le=100)] = key(
        "lowest efficiency rate, 1 = 100 %", "效益率下限，1 为 100%", default=Decimal(1)
    )
    value_decimals: Annotated[int, Field(strict=True, ge=0, le=9)] = key(
        "decimals of the value per post", "单位编制效益值的小数位数", default=2
    )
    value_cap: Annotated[Number, Field(gt=0, le=1000)] = key(
        "most a single post counts for, in values per post", "单个编制计值上限", default=Decimal(3)
    )
    exempt_purposes: Purposes = key(
        "purposes exempt from the threshold", "不受阈值限制的用途", default=()
    )


class Renewal(Section):
    """Renewal of loans that come due."""

    years: Count = key("years of a renewal, 0 for none", "续贷年数，0 为不可续贷", default=0)
    tiers: tuple[TierNumber, ...] = key("tiers that may renew", "可续贷的档次", default=(1, 2, 3))


class Recall(Section):
    """How posts come back."""

    repayment: Repayment = key("default way of recall", "默认收回方式", default="at_term")
    renewal: Renewal = key("renewal", "续贷", default=Renewal())
    renewal_value: Annotated[Number, Field(ge=0, le=1000)] = key(
        "value of a renewed post, in weighted posts", "续贷一名编制的计值", default=Decimal("0.5")
    )
