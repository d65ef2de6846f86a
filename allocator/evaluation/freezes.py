"""Freezes: how long a low grade keeps a unit from borrowing."""

from allocator.scenario.policy import Policy, Response
from allocator.scenario.scenario import Scenario


def response_to(policy: Policy, colour: str) -> Response:
    """What the policy answers to a colour."""
    response: Response = getattr(policy.response, colour)
    return response


def colour_of(policy: Policy, tier: int) -> str:
    """Colour of a tier; green where the policy names none."""
    colours: dict[str, str] = {
        str(k): colour for k, colour in policy.evaluation.colour_by_tier.items()
    }
    return colours.get(str(tier), "green")


def last_frozen_year(policy: Policy, year: int, colour: str) -> int:
    """Last year of the freeze that a colour given in ``year`` brings; ``year − 1`` for none.

    The year of the grade counts as the first: a freeze of one year is over with the next round.
    """
    return year + response_to(policy, colour).freeze_years - 1


def freezes_of_earlier_grades(scenario: Scenario) -> dict[str, int]:
    """Unit → last year of a freeze that a grade of an earlier round brings, where it lasts."""
    policy, base = scenario.policy, scenario.base_year
    frozen: dict[str, int] = {}
    table = scenario.tables["grades"]
    columns = (table[name].tolist() for name in ("unit_id", "year", "tier", "colour"))
    for unit, year, tier, colour in zip(*columns, strict=True):
        last = last_frozen_year(policy, year, colour or colour_of(policy, tier))
        if year < base <= last:
            frozen[unit] = max(last, frozen.get(unit, base))
    return frozen
