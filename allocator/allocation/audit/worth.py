"""What posts are worth: value per post δ, points γ, efficiency caps, values of requests."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from allocator.allocation.audit.records import Request
from allocator.allocation.audit.rounding import half_up
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario

GRID_DECIMALS = 4


@dataclass(frozen=True)
class Item:
    """One assessment item: gain in points, and the posts it needs."""

    gain: Fraction
    posts: int


def items_of_requests(scenario: Scenario) -> dict[str, list[Item]]:
    """Assessment items by request."""
    table = scenario.tables["benefits"]
    names = ("request_id", "previous", "current", "posts")
    items: dict[str, list[Item]] = defaultdict(list)
    for request, previous, current, posts in zip(
        *(table[name].tolist() for name in names), strict=True
    ):
        items[request].append(Item(Fraction(current) - Fraction(previous), posts))
    return dict(items)


def exempt_from_efficiency(policy: Policy, request: Request) -> bool:
    """Whether no efficiency threshold binds the request."""
    rules = policy.efficiency
    return not rules.apply or bool(request.duties_grew) or request.purpose in rules.exempt_purposes


def value_per_post(policy: Policy, approved: int) -> Fraction:
    """δ = 100 ÷ approved posts, rounded half away from zero; 0 without approved posts."""
    return (
        half_up(Fraction(100, approved), policy.efficiency.value_decimals)
        if approved
        else (Fraction(0))
    )


def efficiency_cap(
    policy: Policy, request: Request, items: Sequence[Item], approved: int
) -> int | None:
    """⌊γ / (threshold × δ)⌋ posts; ``None`` where the request is exempt.

    A request that is not exempt and shows no benefit gets nothing; so does one of a unit
    without a value per post.
    """
    if exempt_from_efficiency(policy, request):
        return None
    delta = value_per_post(policy, approved)
    if not items or not delta:
        return 0
    points = sum((item.gain for item in items), Fraction(0))
    return floor(points / (Fraction(policy.efficiency.threshold) * delta))


def values_of_posts(
    policy: Policy, request: Request, items: Sequence[Item], approved: int
) -> list[Fraction]:
    """``e[j,k]`` for the 1st, 2nd, … post of a request, in values per post."""
    if not items:
        each = Fraction(1 if exempt_from_efficiency(policy, request) else 0)
        return [each] * request.posts
    delta = value_per_post(policy, approved)
    if not delta:
        return [Fraction(0)] * request.posts
    cap = Fraction(policy.efficiency.value_cap)
    values: list[Fraction] = []
    for item in sorted(items, key=lambda item: -item.gain / item.posts):
        values += [min(cap, item.gain / item.posts / delta)] * min(item.posts, request.posts)
    values += [Fraction(0)] * request.posts
    return values[: request.posts]
