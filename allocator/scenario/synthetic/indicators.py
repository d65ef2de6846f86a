"""The indicator tree of synthetic policies: how much each indicator weighs, and who marks it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from allocator.scenario.policy.values import ANY_GROUP


class Leaf(NamedTuple):
    """A last-level indicator.

    Attributes
    ----------
    weights : mapping
        Weight by class of unit, ``*`` for all; a class without one does not have the indicator.
    sources : tuple of str
        Who marks it. The first never fails to, and counts under every policy.
    asked : str
        The source that sends out questionnaires instead of giving a score.
    scale : (int, int) or None
        Values, in hundredths, that earn nothing and all, where the source ``data`` measures.
    """

    id: str
    parent: str
    weights: Mapping[str, int]
    sources: tuple[str, ...]
    asked: str = ""
    scale: tuple[int, int] | None = None


PARENTS = {"input": "", "output": "", "contribution": "", "duties": "output"}
"""Indicators that have others below them, and what they are below."""

LEAVES = (
    Leaf("staff_costs", "input", {"A": 20, "B": 15, "C": 15}, ("data", "office"), "", (1500, 700)),
    Leaf("staffing", "input", {"A": 10, "*": 15}, ("data",), "", (60, 110)),
    Leaf("case_handling", "duties", {"A": 20, "B": 15, "C": 30}, ("office", "self")),
    Leaf("investment", "duties", {"B": 10}, ("function",)),
    Leaf("county_assessment", "output", {"A": 35, "B": 30, "C": 25}, ("office", "function")),
    Leaf("satisfaction", "contribution", {"*": 15}, ("peer", "office"), "peer"),
)

# Class whose weights an organisation type has; * for the types not named.
_CLASS_OF_TYPE = {"party": "A", "government": "B", "park": "B", ANY_GROUP: "C"}


def indicator_keys(*, by_type: bool, scales: bool) -> list[dict[str, Any]]:
    """The policy's indicators, weighted by class or by organisation type."""
    parents = [{"id": name, "parent": parent} for name, parent in PARENTS.items()]
    return parents + [
        {"id": leaf.id, "parent": leaf.parent, "weight": _weights(leaf, by_type=by_type)}
        | (_scale(leaf) if scales else {})
        for leaf in LEAVES
    ]


def _weights(leaf: Leaf, *, by_type: bool) -> dict[str, int]:
    if not by_type:
        return dict(leaf.weights)
    named = {
        group: leaf.weights.get(unit_class, leaf.weights.get(ANY_GROUP))
        for group, unit_class in _CLASS_OF_TYPE.items()
    }
    return {group: weight for group, weight in named.items() if weight is not None}


def _scale(leaf: Leaf) -> dict[str, Any]:
    if leaf.scale is None:
        return {}
    worst, best = (Decimal(value).scaleb(-2) for value in leaf.scale)
    return {"scale": {"worst": worst, "best": best}}
