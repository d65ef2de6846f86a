"""How much it counts that a rule gives, where the rules contradict each other."""

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import Field

from allocator.scenario.policy.values import Number, Section, key

YieldingRule = Literal["people_ceiling", "pool_balance", "transfer", "borrowing_limit"]
"""Rules that can contradict each other: those on what stands before anything new is granted."""

YIELDING_RULES: tuple[str, ...] = get_args(YieldingRule)


class Repair(Section):
    """Where rules contradict each other."""

    weights: dict[YieldingRule, Annotated[Number, Field(gt=0, le=1000)]] = key(
        "weight by rule of a post by which it gives, 1 where unnamed; rules that can contradict "
        "each other: people_ceiling, pool_balance, transfer, borrowing_limit",
        "各规则每让步一名编制的权重，未列为 1；可能相互矛盾的规则：people_ceiling、pool_balance、"
        "transfer、borrowing_limit",
        default={},
    )

    def weight(self, rule: str) -> Decimal:
        """Weight of a post by which ``rule`` gives (1 where unnamed)."""
        weights: dict[str, Decimal] = {str(name): weight for name, weight in self.weights.items()}
        return weights.get(rule, Decimal(1))
