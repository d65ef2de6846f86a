"""How synthetic policies evaluate: the usual way, and ways far from it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from allocator.scenario.policy.values import ANY_GROUP
from allocator.scenario.synthetic.draws import Draws
from allocator.scenario.synthetic.indicators import LEAVES, indicator_keys
from allocator.scenario.synthetic.judgements import drawn_matrices, usual_matrices
from allocator.scenario.tables.codes import ORGANISATION_TYPES

Keys = dict[str, Any]

_COLOURS = {"1": "green", "2": "blue", "3": "yellow"}
_SOURCES = {"office": 4, "data": 3, "function": 2, "peer": 1, "self": Decimal("0.5")}
_SHARES = [Decimal("0.3"), Decimal("0.45"), Decimal("0.25")]
_DUTIES_WEIGHT = 25
"""Of the indicator above the last level, where the method lets it have one."""
_GRADES = (("excellent", 85, 1), ("good", 75, 2), ("fair", 60, 2), ("poor", 0, 3))


def usual_evaluation() -> Keys:
    """Matrices where judges compare, weights below; tiers by shares and lowest scores."""
    return {
        "method": "ahp",
        "group_by": "class",
        "indicators": _with_duties(indicator_keys(by_type=False, scales=True)),
        "pairwise": usual_matrices(),
        "group_judgements": "judgements",
        "sources": _SOURCES,
        "answers": {"fairly_satisfied": Decimal("0.5"), "dissatisfied": Decimal("0.2")},
        "missing": "reweight",
        "tier_shares": {"A": [Decimal("0.32"), Decimal("0.4"), Decimal("0.28")], "*": _SHARES},
        "tier_thresholds": {"*": [70, 60]},
        "colour_by_tier": _COLOURS,
        "second_look": {
            "bottom_share": Decimal("0.1"),
            "high_input_low_output": True,
            "reform": True,
        },
        "input_output": {"input": "filled", "output": ["output"]},
    }


def _with_duties(indicators: list[Keys]) -> list[Keys]:
    """Under ``ahp`` indicators above the last level may have weights too."""
    return [
        entry | ({"weight": {ANY_GROUP: _DUTIES_WEIGHT}} if entry["id"] == "duties" else {})
        for entry in indicators
    ]


def drawn_evaluation(draws: Draws) -> Keys:
    """Another group, method, mean, gap and grading each time."""
    by_type, ahp = draws.yes(0.4), draws.yes(0.4)
    indicators = indicator_keys(by_type=by_type, scales=draws.yes(0.8))
    if draws.yes(0.2):
        _drop_weight(indicators, "staffing")
    section: Keys = {
        "group_by": "organisation_type" if by_type else "class",
        "method": "ahp" if ahp else "weights",
        "indicators": _with_duties(indicators) if ahp else indicators,
        "sources": draws.one(({}, _SOURCES, {"self": 0}, {"peer": 3, "data": Decimal("0.1")})),
        "answers": draws.one(({}, {"satisfied": 1}, {"very_dissatisfied": Decimal("0.1")})),
        "missing": draws.one(("error", "zero", "reweight")),
        "second_look": {
            "bottom_share": draws.one((Decimal(0), Decimal("0.2"))),
            "high_input_low_output": draws.yes(0.5),
            "reform": draws.yes(0.5),
        },
        "input_output": {
            "input": draws.one(("filled", "approved")),
            "output": draws.some(("output", "duties", "satisfaction")),
        },
    }
    groups = list(ORGANISATION_TYPES) if by_type else list("ABC")
    if ahp:
        section["pairwise"] = drawn_matrices(draws, groups)
        section["group_judgements"] = draws.one(("judgements", "priorities"))
        section["random_index"] = draws.one(("saaty", "saaty_2005", "alonso_lamata"))
    return section | _grading(draws, groups)


def _drop_weight(indicators: list[Keys], name: str) -> None:
    """Let one indicator weigh nothing: it needs no marks then."""
    for entry in indicators:
        if entry["id"] == name:
            entry["weight"] = {ANY_GROUP: 0}


def _grading(draws: Draws, groups: Sequence[str]) -> Keys:
    """Named grades, or tiers by shares, by lowest scores, by both or by neither."""
    names = draws.one((("green", "blue", "yellow"), ("green", "green", "blue"), ("blue",) * 3))
    colours = dict(zip("123", names, strict=True))
    kind = draws.one(("shares", "scores", "both", "grades", "none"), (0.35, 0.2, 0.2, 0.15, 0.1))
    keys: Keys = {"colour_by_tier": colours}
    if kind == "grades":
        shades = list(_COLOURS.values())
        drawn = sorted((draws.one(shades) for _grade in _GRADES), key=shades.index)
        keys["grades"] = [
            {"id": name, "least": least, "tier": tier, "colour": colour}
            for (name, least, tier), colour in zip(_GRADES, drawn, strict=True)
        ]
    if kind in ("shares", "both"):
        named = draws.some(groups)
        keys["tier_shares"] = dict.fromkeys([*named, ANY_GROUP], _SHARES)
    if kind in ("scores", "both"):
        keys["tier_thresholds"] = {draws.one(groups): [80, 65], ANY_GROUP: [75, 70]}
    return keys


def leaves_of(evaluation: Keys, group: str) -> list[str]:
    """Last-level indicators that units of a group are marked for: weighed, or compared."""
    weights = {entry["id"]: entry.get("weight", {}) for entry in evaluation["indicators"]}
    compared = {
        entry.get("parent", "")
        for entry in evaluation.get("pairwise", ())
        if not entry.get("groups") or group in entry["groups"]
    }
    return [
        leaf.id
        for leaf in LEAVES
        if leaf.parent in compared or {group, ANY_GROUP} & weights[leaf.id].keys()
    ]


def measured_leaves(evaluation: Keys) -> frozenset[str]:
    """Last-level indicators with a scale."""
    return frozenset(entry["id"] for entry in evaluation["indicators"] if "scale" in entry)
