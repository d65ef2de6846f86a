"""Diagnoses of hand-sized worlds, in a form that is easy to compare."""

import pytest

from allocator.allocation.repair import Contradiction
from allocator.allocation.repair.diagnosis import Diagnosis
from allocator.allocation.repair.limit import Limit
from allocator.allocation.solve import Options, solve


def contradiction(world) -> Contradiction:
    """What solving the world raises."""
    with pytest.raises(Contradiction) as raised:
        solve(world.scenario(), Options(threads=1))
    return raised.value


def diagnosis(world) -> Diagnosis:
    """The diagnosis of the world."""
    return contradiction(world).diagnosis


def short(limit: Limit) -> tuple:
    """Rule, whom it is about, and first year."""
    about = (limit.unit, limit.pool, limit.to_pool, limit.region, limit.department)
    year = () if limit.year is None else (limit.year,)
    return (limit.rule, *filter(None, about), *year)


def giving(found: Diagnosis) -> dict[tuple, int]:
    """Posts by limit."""
    return {short(limit): limit.posts for limit in found.giving}


def sets(found: Diagnosis) -> list[list[set[tuple]]]:
    """The irreducible sets of every contradiction."""
    return [[set(map(short, each)) for each in cause.sets] for cause in found.causes]


def mends(found: Diagnosis) -> list[tuple]:
    """Price and changes of every mend, in order."""
    return [(mend.price, *map(str, mend.changes)) for mend in found.mends]
