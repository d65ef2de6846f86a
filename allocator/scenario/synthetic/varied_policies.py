"""Policy models drawn at random, far from the usual one in every section."""

from decimal import Decimal
from typing import Any

from allocator.scenario.synthetic import organisation
from allocator.scenario.synthetic.draws import Draws
from allocator.scenario.synthetic.evaluating import drawn_evaluation
from allocator.scenario.synthetic.policies import (
    GOALS,
    PURPOSES,
    PolicyKeys,
    bands,
    flexible,
    header,
    weights,
)

_QUOTA_TYPES: tuple[str, ...] = tuple(organisation.QUOTA_TYPES)
_SECTORS = ("education", "health", "township", "agriculture", "culture", "science")
_OPTIONAL_GOALS = ("least_served", "long_reserve")


def drawn_policy(draws: Draws) -> PolicyKeys:
    """A policy model drawn at random, far from the usual one in every section."""
    return header() | {
        "evaluation": drawn_evaluation(draws),
        "response": {
            "green": _varied_response(draws) | {"freeze_years": 0},
            "blue": _varied_response(draws),
            "yellow": _varied_response(draws),
        },
        "deposit": _varied_deposit(draws),
        "lending": _varied_lending(draws),
        "efficiency": {
            "apply": draws.yes(0.8),
            "threshold": _number(draws, "0.5", "0.8", "1", "1", "1.25", "2"),
            "value_decimals": draws.one((1, 2, 2, 3)),
            "value_cap": _number(draws, "1", "1.5", "3", "10"),
            "exempt_purposes": draws.some(PURPOSES[:3]),
        },
        "recall": {
            "repayment": draws.one(("at_term", "as_vacated")),
            "renewal": {"years": draws.one((0, 1, 2, 3)), "tiers": draws.some((1, 2, 3))},
            "renewal_value": _number(draws, "0", "0.3", "0.5", "1", "1.5"),
        },
        "priority": _varied_priority(draws),
        "shares": _varied_shares(draws),
        "reserve": {
            "share": _number(draws, "0", "0.05", "0.1", "0.15"),
            "vacancy_share": _number(draws, "0", "0", "0.02", "0.07"),
        },
        "objective": {"goals": _varied_goals(draws)},
        "retirement": {
            "law": draws.one(("decision_2024", "before_2025")),
            "flexible": flexible(
                *draws.one((("0", 0), ("0.1", 6), ("0.3", 36))),
                *draws.one((("0", 0), ("0.2", 12), ("0.5", 36))),
            ),
        },
        "attrition": {
            "bands": draws.one(([], bands("0.010", "0.005", "0.003"), bands("0.03", "0.02", "0")))
        },
        "standing_warnings": {
            "idle_years": draws.one((1, 2, 5)),
            "wave_years": draws.one((1, 3, 5)),
            "wave_share": _number(draws, "0.1", "0.2", "0.5"),
            "wave_people": draws.one((1, 2, 3)),
            "silent": draws.some(("overstaffed", "over_standard", "idle_vacancy")),
        },
    }


def _number(draws: Draws, *numbers: str) -> Decimal:
    return Decimal(draws.one(numbers))


def _varied_response(draws: Draws) -> dict[str, Any]:
    return {
        "lending": draws.one(("normal", "capped", "suspended"), (0.7, 0.2, 0.1)),
        "max_loans_share": _number(draws, "0.05", "0.1", "0.2"),
        "freeze_years": draws.one((0, 1, 2), (0.6, 0.25, 0.15)),
        "cut_share": _number(draws, "0", "0", "0.1", "0.3"),
    }


def _varied_deposit(draws: Draws) -> dict[str, Any]:
    mode = draws.one(("all", "share", "as_needed", "none"))
    return {
        "mode": mode,
        "share": Decimal(1) if mode == "all" else _number(draws, "0.2", "0.5", "1"),
        "idle_years": draws.one((0, 0, 1, 3)),
        "keep_share": _number(draws, "0", "0.02", "0.05", "0.1"),
        "exempt_sectors": draws.some(_SECTORS),
        "exempt_types": draws.some(_QUOTA_TYPES[1:]),
    }


def _varied_lending(draws: Draws) -> dict[str, Any]:
    terms = draws.one(([1], [3], [1, 3, 5], [1, 2, 3], [1, 2, 3, 4, 5], [2, 4], [5, 2], [1, 5]))
    crossing = {
        f"cross_{name}": _number(draws, *shares)
        for name, shares in {
            "region": ("0", "0.1", "0.5"),
            "level": ("0", "0.2", "1"),
            "department": ("0", "0.2", "1"),
            "type": ("0", "0", "0", "0.2"),
        }.items()
    }
    multipliers: tuple[dict[str, Decimal], ...] = (
        {},
        weights("123", ("1.5", "1", "0.5")),
        weights("13", ("2", "0")),
    )
    return {
        "terms": terms,
        "max_total_term": max(terms) + draws.one((0, 1, 3, 10)),
        "confidence": _number(draws, "0.5", "0.6", "0.75", "0.8", "0.9", "0.95", "0.99"),
        "limit_multiplier": draws.one(multipliers),
        "limit_exempt_purposes": draws.some(PURPOSES[2:5]),
        "overdue_blocks": draws.yes(0.5),
        **crossing,
    }


def _varied_priority(draws: Draws) -> dict[str, Any]:
    tenths = draws.whole(5, 20, len(PURPOSES) + len(_SECTORS))
    numbers = [Decimal(int(number)).scaleb(-1) for number in tenths]
    return {
        "purposes": dict(zip(PURPOSES, numbers, strict=False)) if draws.yes(0.8) else {},
        "tiers": draws.one(({}, weights("123", ("1.2", "1", "0.8")), weights("3", ("0.25",)))),
        "sectors": dict(zip(draws.some(_SECTORS), numbers[len(PURPOSES) :], strict=False)),
    }


def _varied_shares(draws: Draws) -> dict[str, Any]:
    section: dict[str, Any] = {}
    if draws.yes(0.5):
        section["min_purpose_share"] = {
            "purposes": draws.some(PURPOSES, least=1),
            "share": _number(draws, "0.1", "0.3", "0.5", "0.8"),
        }
    if draws.yes(0.5):
        section["max_department_share"] = _number(draws, "0.1", "0.2", "0.3", "0.5")
    return section


def _varied_goals(draws: Draws) -> list[str]:
    """The usual goals with the optional ones put in anywhere, or any goals in any order."""
    if draws.yes(0.3):
        goals = draws.some((*GOALS, *_OPTIONAL_GOALS), least=2)
        return goals if "priority_value" in goals else ["priority_value", *goals]
    goals = list(GOALS)
    for optional in draws.some(_OPTIONAL_GOALS):
        goals.insert(int(draws.whole(0, len(goals), 1)[0]), optional)
    return goals
