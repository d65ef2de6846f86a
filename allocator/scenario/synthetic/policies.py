"""Policy models of synthetic scenarios: one with every rule in use, and many that vary."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from allocator.scenario.synthetic import demand, organisation
from allocator.scenario.synthetic.draws import Draws

PolicyKeys = dict[str, Any]

# Last-level indicators: parent, weights of the classes A, B and C, and who scores them.
_LEAVES = {
    "staff_costs": ("input", (20, 15, 15), ("office",)),
    "staffing": ("input", (10, 15, 15), ("data",)),
    "case_handling": ("output", (20, 25, 30), ("office", "self")),
    "county_assessment": ("output", (35, 30, 25), ("office", "function")),
    "satisfaction": ("contribution", (15, 15, 15), ("peer", "office")),
}
LEAVES: tuple[tuple[str, Sequence[str]], ...] = tuple(
    (name, sources) for name, (_parent, _weights, sources) in _LEAVES.items()
)
_PURPOSES: tuple[str, ...] = tuple(demand.PURPOSES)
_QUOTA_TYPES: tuple[str, ...] = tuple(organisation.QUOTA_TYPES)
_SECTORS = ("education", "health", "township", "agriculture", "culture", "science")
_GOALS = (
    "priority_value",
    "post_years",
    "disruption",
    "canonical",
    "least_served",
    "long_reserve",
)


def _evaluation() -> dict[str, Any]:
    parents = [{"id": name} for name in ("input", "output", "contribution")]
    leaves = [
        {"id": name, "parent": parent, "weight": dict(zip("ABC", weights, strict=True))}
        for name, (parent, weights, _sources) in _LEAVES.items()
    ]
    return {
        "method": "weights",
        "sources": {"office": 4, "data": 3, "function": 2, "peer": 1, "self": Decimal("0.5")},
        "tier_shares": {name: [Decimal("0.3"), Decimal("0.45"), Decimal("0.25")] for name in "ABC"},
        "colour_by_tier": {"1": "green", "2": "blue", "3": "yellow"},
        "indicators": parents + leaves,
    }


def _header() -> PolicyKeys:
    return {
        "schema": 1,
        "name": "synthetic",
        "title": {"zh": "合成制度模型", "en": "Synthetic policy model"},
        "notes": "Made by the generator; every number is assumed.",
    }


def usual_policy() -> PolicyKeys:
    """A policy model that uses every kind of rule."""
    return _header() | {
        "evaluation": _evaluation(),
        "response": {
            "green": {"lending": "normal"},
            "blue": {"lending": "capped", "max_loans_share": Decimal("0.15")},
            "yellow": {"lending": "suspended", "freeze_years": 1},
        },
        "deposit": {
            "mode": "as_needed",
            "share": Decimal("0.3"),
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
            "purposes": _weights(_PURPOSES, ("1.5", "1.4", "1.3", "1.2", "1.2", "1")),
            "tiers": _weights("123", ("1.2", "1", "0.8")),
            "sectors": {"education": Decimal("1.1")},
        },
        "shares": {
            "min_purpose_share": {
                "purposes": ["livelihood", "grassroots"],
                "share": Decimal("0.25"),
            },
            "max_department_share": Decimal("0.25"),
        },
        "reserve": {"share": Decimal("0.05")},
        "objective": {"goals": list(_GOALS[:4])},
        "retirement": {"law": "decision_2024", "flexible": _flexible("0.1", 12, "0.1", 12)},
        "attrition": {"bands": _bands("0.010", "0.005", "0.003")},
    }


def _weights(names: Sequence[str], weights: Sequence[str]) -> dict[str, Decimal]:
    return {name: Decimal(weight) for name, weight in zip(names, weights, strict=True)}


def _flexible(early: str, early_months: int, late: str, late_months: int) -> dict[str, Any]:
    return {
        "early_share": Decimal(early),
        "early_months": early_months,
        "late_share": Decimal(late),
        "late_months": late_months,
    }


def _bands(*rates: str) -> list[dict[str, Any]]:
    ages = ((18, 34), (35, 49), (50, 70))
    return [
        {"from_age": first, "to_age": last, "rate": Decimal(rate)}
        for (first, last), rate in zip(ages, rates, strict=True)
    ]


def drawn_policy(draws: Draws) -> PolicyKeys:
    """A policy model drawn at random, far from the usual one in every section."""
    return _header() | {
        "evaluation": _varied_evaluation(draws),
        "response": {colour: _varied_response(draws) for colour in ("green", "blue", "yellow")},
        "deposit": _varied_deposit(draws),
        "lending": _varied_lending(draws),
        "efficiency": {
            "apply": draws.yes(0.8),
            "threshold": _number(draws, "0.5", "0.8", "1", "1", "1.25", "2"),
            "value_decimals": draws.one((1, 2, 2, 3)),
            "value_cap": _number(draws, "1", "1.5", "3", "10"),
            "exempt_purposes": draws.some(_PURPOSES[:3]),
        },
        "recall": {
            "repayment": draws.one(("at_term", "as_vacated")),
            "renewal": {"years": draws.one((0, 1, 2, 3)), "tiers": draws.some((1, 2, 3))},
            "renewal_value": _number(draws, "0", "0.3", "0.5", "1", "1.5"),
        },
        "priority": _varied_priority(draws),
        "shares": _varied_shares(draws),
        "reserve": {"share": _number(draws, "0", "0.05", "0.1", "0.15")},
        "objective": {"goals": _varied_goals(draws)},
        "retirement": {
            "law": draws.one(("decision_2024", "before_2025")),
            "flexible": _flexible(
                *draws.one((("0", 0), ("0.1", 6), ("0.3", 36))),
                *draws.one((("0", 0), ("0.2", 12), ("0.5", 36))),
            ),
        },
        "attrition": {
            "bands": draws.one(([], _bands("0.010", "0.005", "0.003"), _bands("0.03", "0.02", "0")))
        },
    }


def _number(draws: Draws, *numbers: str) -> Decimal:
    return Decimal(draws.one(numbers))


def _varied_evaluation(draws: Draws) -> dict[str, Any]:
    section = _evaluation()
    if draws.yes(0.3):
        del section["tier_shares"]
        section["tier_thresholds"] = {name: [80, 65] for name in "ABC"}
    colours = draws.one((("green", "blue", "yellow"), ("green", "green", "blue"), ("blue",) * 3))
    section["colour_by_tier"] = dict(zip("123", colours, strict=True))
    return section


def _varied_response(draws: Draws) -> dict[str, Any]:
    return {
        "lending": draws.one(("normal", "capped", "suspended"), (0.6, 0.25, 0.15)),
        "max_loans_share": _number(draws, "0.05", "0.1", "0.2"),
        "freeze_years": draws.one((0, 1, 2)),
        "cut_share": _number(draws, "0", "0.1"),
    }


def _varied_deposit(draws: Draws) -> dict[str, Any]:
    mode = draws.one(("all", "as_needed", "none"))
    return {
        "mode": mode,
        "share": _number(draws, "0.2", "0.5", "1") if mode == "as_needed" else Decimal(1),
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
        _weights("123", ("1.5", "1", "0.5")),
        _weights("13", ("2", "0")),
    )
    return {
        "terms": terms,
        "max_total_term": max(terms) + draws.one((0, 1, 3, 10)),
        "confidence": _number(draws, "0.5", "0.6", "0.75", "0.8", "0.9", "0.95", "0.99"),
        "limit_multiplier": draws.one(multipliers),
        "limit_exempt_purposes": draws.some(_PURPOSES[2:5]),
        "overdue_blocks": draws.yes(0.5),
        **crossing,
    }


def _varied_priority(draws: Draws) -> dict[str, Any]:
    tenths = draws.whole(5, 20, len(_PURPOSES) + len(_SECTORS))
    weights = [Decimal(int(number)).scaleb(-1) for number in tenths]
    return {
        "purposes": dict(zip(_PURPOSES, weights, strict=False)) if draws.yes(0.8) else {},
        "tiers": draws.one(({}, _weights("123", ("1.2", "1", "0.8")), _weights("3", ("0.25",)))),
        "sectors": dict(zip(draws.some(_SECTORS), weights[len(_PURPOSES) :], strict=False)),
    }


def _varied_shares(draws: Draws) -> dict[str, Any]:
    section: dict[str, Any] = {}
    if draws.yes(0.5):
        section["min_purpose_share"] = {
            "purposes": draws.some(_PURPOSES, least=1),
            "share": _number(draws, "0.1", "0.3", "0.5", "0.8"),
        }
    if draws.yes(0.5):
        section["max_department_share"] = _number(draws, "0.1", "0.2", "0.3", "0.5")
    return section


def _varied_goals(draws: Draws) -> list[str]:
    """The usual goals with the optional ones put in anywhere, or any goals in any order."""
    if draws.yes(0.3):
        goals = draws.some(_GOALS, least=2)
        return goals if "priority_value" in goals else ["priority_value", *goals]
    goals = list(_GOALS[:4])
    for optional in draws.some(_GOALS[4:]):
        goals.insert(int(draws.whole(0, len(goals), 1)[0]), optional)
    return goals
