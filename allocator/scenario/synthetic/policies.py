"""The usual policy model of synthetic scenarios: every rule in use."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from allocator.scenario.synthetic import demand
from allocator.scenario.synthetic.evaluating import usual_evaluation

PolicyKeys = dict[str, Any]

PURPOSES: tuple[str, ...] = tuple(demand.PURPOSES)
GOALS = ("priority_value", "post_years", "disruption", "canonical")


def header() -> PolicyKeys:
    """What every policy file begins with."""
    return {
        "schema": 1,
        "name": "synthetic",
        "title": {"zh": "合成制度模型", "en": "Synthetic policy model"},
        "notes": "Made by the generator; every number is assumed.",
    }


def usual_policy() -> PolicyKeys:
    """A policy model that uses every kind of rule."""
    return header() | {
        "evaluation": usual_evaluation(),
        "response": {
            "green": {"lending": "normal"},
            "blue": {"lending": "capped", "max_loans_share": Decimal("0.15")},
            "yellow": {
                "lending": "suspended",
                "freeze_years": 2,
                "cut_share": Decimal("0.1"),
            },
        },
        "deposit": {
            "mode": "as_needed",
            "share": Decimal("0.3"),
            "idle_years": 1,
            "keep_share": Decimal("0.05"),
            "exempt_sectors": ["education", "health", "township"],
            "exempt_types": ["administrative"],
        },
        "lending": {
            "terms": [1, 2, 3, 5],
            "max_total_term": 8,
            "confidence": Decimal("0.8"),
            "limit_multiplier": {"1": Decimal("1.5"), "2": 1, "3": Decimal("0.5")},
            "limit_exempt_purposes": ["talent"],
            "overdue_blocks": True,
            "cross_region": Decimal("0.05"),
            "cross_level": Decimal("0.2"),
            "cross_department": Decimal("0.2"),
            "cross_type": 0,
        },
        "efficiency": {"exempt_purposes": ["reform"]},
        "recall": {
            "repayment": "at_term",
            "renewal": {"years": 2, "tiers": [1, 2]},
            "renewal_value": Decimal("0.5"),
        },
        "priority": {
            "purposes": weights(PURPOSES, ("1.5", "1.4", "1.3", "1.2", "1.2", "1")),
            "tiers": weights("123", ("1.2", "1", "0.8")),
            "sectors": {"education": Decimal("1.1")},
        },
        "shares": {
            "min_purpose_share": {
                "purposes": ["livelihood", "grassroots"],
                "share": Decimal("0.25"),
            },
            "max_department_share": Decimal("0.25"),
        },
        "reserve": {"share": Decimal("0.05"), "vacancy_share": Decimal("0.02")},
        "objective": {"goals": list(GOALS)},
        "retirement": {"law": "decision_2024", "flexible": flexible("0.1", 12, "0.1", 12)},
        "attrition": {"bands": bands("0.010", "0.005", "0.003")},
        "standing_warnings": {"idle_years": 3, "silent": ["overdue_loan"]},
    }


def weights(names: Sequence[str], numbers: Sequence[str]) -> dict[str, Decimal]:
    """Weights by name, as exact decimals."""
    return {name: Decimal(weight) for name, weight in zip(names, numbers, strict=True)}


def flexible(early: str, early_months: int, late: str, late_months: int) -> dict[str, Any]:
    """Shares who leave early and late, and how many months."""
    return {
        "early_share": Decimal(early),
        "early_months": early_months,
        "late_share": Decimal(late),
        "late_months": late_months,
    }


def bands(*rates: str) -> list[dict[str, Any]]:
    """Yearly rates of leaving of the young, the middle-aged and the old."""
    ages = ((18, 34), (35, 49), (50, 70))
    return [
        {"from_age": first, "to_age": last, "rate": Decimal(rate)}
        for (first, last), rate in zip(ages, rates, strict=True)
    ]
