"""Hand-sized worlds explained."""

from worlds import World

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.explanation import Explanation


def explainer_of(world: World) -> Explainer:
    """What explains the plan of the world as it is now."""
    outcome = world.solve()
    return Explainer(outcome.scenario, outcome.plan.decisions)


def explain(world: World, j: str = "R1") -> Explanation:
    """The explanation of one request."""
    return explainer_of(world).explain(j)


def ways(world: World, j: str = "R1") -> list[str]:
    """The sets of rules that stop a request, each joined by ``+``, as the explanation has them."""
    explanation = explain(world, j)
    return ["+".join(reason.rule for reason in way) for way in explanation.stops[0].ways]
