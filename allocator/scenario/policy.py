"""The policy model: a locality's rules, every key declared once.

Each field's description gives meaning and unit in both languages; validation, the JSON
schema and the documentation come from here. Numbers are exact decimals. Only ``schema``,
``name`` and ``lending.terms`` are required.
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from allocator.text import _

Tier = Literal["1", "2", "3"]
Colour = Literal["green", "blue", "yellow"]
Repayment = Literal["at_term", "as_vacated"]
Goal = Literal[
    "priority_value", "post_years", "disruption", "canonical", "least_served", "long_reserve"
]


def _exact(value: Any) -> Any:
    """Whole and decimal numbers as they are written; booleans and text are refused."""
    if isinstance(value, float):
        value = Decimal(repr(value))  # as Python writes it: 0.9, not what binary makes of it
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(_("a number"))
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(_("a finite number"))
    return Decimal(value)


def _in_order(shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if sum(shares) != 1:
        raise ValueError(_("shares of tiers 1, 2 and 3 that add up to 1"))
    return shares


def _falling(scores: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if scores[0] < scores[1]:
        raise ValueError(_("the lowest score of tier 1, then that of tier 2, not above it"))
    return scores


def _weights_only(method: str) -> str:
    # A policy that relies on matrices would otherwise be run with other weights, unnoticed.
    if method == "ahp":
        raise ValueError(_("“weights”; this version does not derive weights from matrices"))
    return method


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) != len(values):
        raise ValueError(_("each entry once"))
    return values


Number = Annotated[Decimal, BeforeValidator(_exact)]
Share = Annotated[Number, Field(ge=0, le=1)]
Weight = Annotated[Number, Field(ge=0, le=1000)]
Count = Annotated[int, Field(strict=True, ge=0, le=1000)]
Schema = Annotated[int, Field(strict=True, ge=1, le=1)]
Years = Annotated[int, Field(strict=True, ge=1, le=50)]
Codes = Annotated[tuple[str, ...], AfterValidator(_distinct)]


def key(description: str, zh: str, **more: Any) -> Any:
    """A policy key with its meaning in both languages."""
    return Field(description=description, json_schema_extra={"zh": zh}, **more)


class Section(BaseModel):
    """A part of the policy model: closed (unknown keys are refused) and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False)


class Title(Section):
    """A title in both languages."""

    zh: str = key("Chinese title", "中文标题", default="")
    en: str = key("English title", "英文标题", default="")


class Indicator(Section):
    """One indicator of the evaluation tree."""

    id: str = key("id, as in the table scores", "指标编码，与得分表一致", min_length=1)
    parent: str = key("id of the indicator above; empty at the first level", "上级指标", default="")
    title: Title = key("title", "名称", default=Title())
    weight: dict[str, Weight] = key(
        "weight by class of unit; only leaves have one", "各类别权重（仅末级指标）", default={}
    )


class SecondLook(Section):
    """What calls for a closer evaluation of a unit."""

    bottom_share: Share = key("lowest share of each class", "类别内末位比例", default=Decimal(0))
    high_input_low_output: bool = key(
        "units with high input and low output", "投入高、产出低的单位", default=False, strict=True
    )
    reform: bool = key("units just reformed", "新近改革的单位", default=False, strict=True)


class Evaluation(Section):
    """How units are scored and ranked."""

    indicators: tuple[Indicator, ...] = key("indicator tree", "指标树", default=())
    method: Annotated[Literal["weights", "ahp"], AfterValidator(_weights_only)] = key(
        "weights as given, or from pairwise matrices",
        "权重直接给出，或由两两比较矩阵得出",
        default="weights",
    )
    pairwise: dict[str, tuple[tuple[Number, ...], ...]] = key(
        "pairwise matrices for ahp, by parent indicator", "层次分析法判断矩阵", default={}
    )
    random_index: str = key(
        "name of the random-index table for ahp", "随机一致性指标表", default="saaty"
    )
    max_consistency_ratio: Share = key(
        "largest consistency ratio accepted", "一致性比率上限", default=Decimal("0.1")
    )
    sources: dict[str, Weight] = key("weight of each score source", "各评分来源的权重", default={})
    tier_shares: dict[str, Annotated[tuple[Share, Share, Share], AfterValidator(_in_order)]] = key(
        "share of tiers 1, 2, 3 by class", "各类别一、二、三档比例", default={}
    )
    tier_thresholds: dict[str, Annotated[tuple[Number, Number], AfterValidator(_falling)]] = key(
        "lowest score of tiers 1 and 2 by class", "各类别一、二档最低分", default={}
    )
    colour_by_tier: dict[Tier, Colour] = key(
        "colour of each tier",
        "各档对应的颜色",
        default={"1": "green", "2": "green", "3": "green"},
    )
    second_look: SecondLook = key(
        "triggers for a closer evaluation", "二类评估触发条件", default=SecondLook()
    )


class Response(Section):
    """What a colour leads to."""

    lending: Literal["normal", "capped", "suspended"] = key(
        "normal, capped or suspended", "正常、限额或暂停", default="normal"
    )
    max_loans_share: Share = key(
        "most loans, share of approved posts, where capped",
        "限额：借贷数占核定数的比例",
        default=Decimal(0),
    )
    freeze_years: Count = key("years of freeze", "冻结年数", default=0)
    cut_share: Share = key("share of vacancies cut", "核减空编比例", default=Decimal(0))


class Responses(Section):
    """The three-colour response."""

    green: Response = key("green", "绿色", default=Response())
    blue: Response = key("blue", "蓝色", default=Response())
    yellow: Response = key("yellow", "黄色", default=Response())


class Deposit(Section):
    """What the bank collects."""

    mode: Literal["all", "as_needed", "none"] = key(
        "all: every vacancy above the line; as_needed: as the plan needs, up to the share; none",
        "全部收储、按需收储或不收储",
        default="none",
    )
    share: Share = key(
        "share of the vacancies above the line that may be collected (as_needed)",
        "可收储的线上空编比例（按需收储时）",
        default=Decimal(1),
    )
    keep_share: Share = key(
        "guarantee line, share of approved posts", "最低保障线占核定数的比例", default=Decimal(0)
    )
    exempt_sectors: Codes = key("sectors that are not collected from", "不收储的领域", default=())
    exempt_types: Codes = key("quota types not collected", "不收储的编制类型", default=())

    @model_validator(mode="after")
    def _all_means_all(self) -> "Deposit":
        if self.mode == "all" and self.share != 1:
            raise ValueError(_("share = 1 with mode “all” (use “as_needed” for a part)"))
        return self


class Lending(Section):
    """What may be lent."""

    terms: Annotated[tuple[Years, ...], AfterValidator(_distinct)] = key(
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
    limit_exempt_purposes: Codes = key(
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
    exempt_purposes: Codes = key(
        "purposes exempt from the threshold", "不受阈值限制的用途", default=()
    )


class Renewal(Section):
    """Renewal of loans that come due."""

    years: Count = key("years of a renewal, 0 for none", "续贷年数，0 为不可续贷", default=0)
    tiers: tuple[Annotated[int, Field(strict=True, ge=1, le=3)], ...] = key(
        "tiers that may renew", "可续贷的档次", default=(1, 2, 3)
    )


class Recall(Section):
    """How posts come back."""

    repayment: Repayment = key("default way of recall", "默认收回方式", default="at_term")
    renewal: Renewal = key("renewal", "续贷", default=Renewal())
    renewal_value: Annotated[Number, Field(ge=0, le=1000)] = key(
        "value of a renewed post, in weighted posts", "续贷一名编制的计值", default=Decimal("0.5")
    )


class Priority(Section):
    """Weights of purposes, tiers and sectors; 1 where unnamed."""

    purposes: dict[str, Weight] = key("weight by purpose", "用途权重", default={})
    tiers: dict[Tier, Weight] = key("weight by tier", "档次权重", default={})
    sectors: dict[str, Weight] = key("weight by sector", "领域权重", default={})


class PurposeShare(Section):
    """A least share of lending for some purposes."""

    purposes: Codes = key("purposes", "用途", min_length=1)
    share: Share = key("least share of the posts lent", "占借出编制的最低比例")


class Shares(Section):
    """Shares of lending; one that is left out does not bind."""

    min_purpose_share: PurposeShare | None = key(
        "least share of lending for some purposes", "若干用途的最低比例", default=None
    )
    max_department_share: Share | None = key(
        "largest share of the bank lent to one department", "单个部门占比上限", default=None
    )


class Reserve(Section):
    """What pools keep back."""

    share: Share = key(
        "share of capital kept back, rounded up", "备用比例（进位取整）", default=Decimal(0)
    )


class Objective(Section):
    """What the plan is for."""

    goals: Annotated[tuple[Goal, ...], AfterValidator(_distinct)] = key(
        "goals, the most important first",
        "目标，按重要性排列",
        default=("priority_value", "post_years", "disruption", "canonical"),
        min_length=1,
    )


class Flexible(Section):
    """Flexible retirement."""

    early_share: Share = key("share who leave early", "提前退休比例", default=Decimal(0))
    early_months: Annotated[int, Field(strict=True, ge=0, le=36)] = key(
        "months earlier", "提前月数", default=0
    )
    late_share: Share = key(
        "share of those who may, who stay longer", "延迟退休比例", default=Decimal(0)
    )
    late_months: Annotated[int, Field(strict=True, ge=0, le=36)] = key(
        "months later", "延迟月数", default=0
    )

    @model_validator(mode="after")
    def _at_most_all(self) -> "Flexible":
        if self.early_share + self.late_share > 1:
            raise ValueError(_("early_share and late_share that add up to at most 1"))
        return self


class Retirement(Section):
    """The law on statutory retirement."""

    law: Literal["decision_2024", "before_2025"] = key(
        "law in force", "适用的退休规定", default="decision_2024"
    )
    flexible: Flexible = key("flexible retirement", "弹性退休", default=Flexible())


class Band(Section):
    """Rate of leaving other than by retirement, for an age band."""

    from_age: Annotated[int, Field(strict=True, ge=0, le=120)] = key("first age", "起始年龄")
    to_age: Annotated[int, Field(strict=True, ge=0, le=120)] = key("last age", "终止年龄")
    rate: Share = key("yearly rate", "年离职率")


class Attrition(Section):
    """Leaving other than by retirement."""

    bands: tuple[Band, ...] = key("rates by age band", "各年龄段离职率", default=())

    @model_validator(mode="after")
    def _apart(self) -> "Attrition":
        bands = sorted(self.bands, key=lambda band: band.from_age)
        if any(band.from_age > band.to_age for band in bands) or any(
            first.to_age >= second.from_age for first, second in pairwise(bands)
        ):
            raise ValueError(_("age bands that do not overlap, from_age not above to_age"))
        return self


class Policy(Section):
    """A policy model."""

    schema_version: Schema = key("version of this form", "格式版本", alias="schema")
    name: str = key("name", "名称", min_length=1)
    title: Title = key("title", "标题", default=Title())
    source: str = key("where the rules were published", "出处", default="")
    effective: date | None = key(
        "date from which the rules hold", "施行日期", default=None, strict=True
    )
    notes: str = key("notes", "说明", default="")
    evaluation: Evaluation = key("evaluation", "绩效评估", default=Evaluation())
    response: Responses = key("three-colour response", "三色响应", default=Responses())
    deposit: Deposit = key("deposit", "收储", default=Deposit())
    lending: Lending = key("lending", "借贷")
    efficiency: Efficiency = key("efficiency", "效益率", default=Efficiency())
    recall: Recall = key("recall", "收回", default=Recall())
    priority: Priority = key("priority", "优先次序", default=Priority())
    shares: Shares = key("shares", "比例", default=Shares())
    reserve: Reserve = key("reserve", "备用", default=Reserve())
    objective: Objective = key("objective", "目标", default=Objective())
    retirement: Retirement = key("retirement", "退休", default=Retirement())
    attrition: Attrition = key("attrition", "其他减员", default=Attrition())

    def classes(self) -> frozenset[str]:
        """Codes of the classes of units: A, B, C and those the evaluation names."""
        named = {code for indicator in self.evaluation.indicators for code in indicator.weight}
        ranked = {*self.evaluation.tier_shares, *self.evaluation.tier_thresholds}
        return frozenset({"A", "B", "C"} | named | ranked)

    def is_limit_exempt(self, purpose: str) -> bool:
        """Whether loans for ``purpose`` stay outside the borrowing limit."""
        return purpose in self.lending.limit_exempt_purposes

    def weight(self, purpose: str, tier: int, sector: str) -> Decimal:
        """Product of the purpose, tier and sector weights (1 where unnamed)."""
        one = Decimal(1)
        priority = self.priority
        tiers: dict[Any, Decimal] = dict(priority.tiers)
        return (
            priority.purposes.get(purpose, one)
            * tiers.get(str(tier), one)
            * priority.sectors.get(sector, one)
        )

    def limit_multiplier(self, tier: int) -> Decimal:
        """Multiplier of the borrowing limit for a tier (1 where unnamed)."""
        multipliers: dict[Any, Decimal] = dict(self.lending.limit_multiplier)
        return multipliers.get(str(tier), Decimal(1))
