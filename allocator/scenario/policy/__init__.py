"""The policy model: a locality's rules, every key declared once.

Each field's description gives meaning and unit in both languages; validation, the JSON
schema and the documentation come from here. Numbers are exact decimals. Only ``schema``,
``name`` and ``lending.terms`` are required.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from allocator.scenario.policy.collecting import Deposit, Reserve
from allocator.scenario.policy.evaluation import Evaluation, Grade
from allocator.scenario.policy.goals import Objective, Priority, Shares
from allocator.scenario.policy.indicators import Indicator, Pairwise
from allocator.scenario.policy.lending import Efficiency, Lending, Recall
from allocator.scenario.policy.people import Attrition, Retirement
from allocator.scenario.policy.repair import Repair
from allocator.scenario.policy.response import Response, Responses
from allocator.scenario.policy.standing_warnings import StandingWarnings
from allocator.scenario.policy.values import Schema, Section, Title, key

__all__ = [
    "Evaluation",
    "Grade",
    "Indicator",
    "Pairwise",
    "Policy",
    "Response",
    "Responses",
    "Schema",
    "Section",
    "Title",
    "key",
]


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
    standing_warnings: StandingWarnings = key(
        "standing warnings", "常设预警", default=StandingWarnings()
    )
    repair: Repair = key("contradictions of rules", "规则矛盾的处理", default=Repair())

    @property
    def identity(self) -> dict[str, str | None]:
        """What results say of the policy that they are of: name, effective date, source."""
        effective = self.effective.isoformat() if self.effective else None
        return {"name": self.name, "effective": effective, "source": self.source}

    def classes(self) -> frozenset[str]:
        """Codes of the classes of units: A, B, C and those the evaluation names."""
        by_class = self.evaluation.group_by == "class"
        return frozenset("ABC") | (self.evaluation.groups_named() if by_class else frozenset())

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
