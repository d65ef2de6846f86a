"""What the files of a plan decide is what was decided."""

import pytest
from generated import numbers_of, scenario_of

from allocator.allocation.plan.read_back import decisions_of
from allocator.allocation.repair import Contradiction
from allocator.allocation.solve import solve


@pytest.mark.parametrize("seed", range(10, 18))
def test_decisions_come_back(seed: int) -> None:
    try:
        plan = solve(scenario_of(seed))
    except Contradiction:
        pytest.skip("no plan")
    back = decisions_of(numbers_of(seed), plan.tables)
    assert back.digest() == plan.decisions.digest()
    assert plan.record["decisions"] == back.digest()
