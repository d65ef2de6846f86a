"""Fixtures of the tests of explanations."""

import pytest
from worlds import World

pytest.register_assert_rewrite("independent", "verified", "explaining")


@pytest.fixture
def one(world: World) -> World:
    """R1 of U1 asks for 3 posts for 2026; the pool has 5."""
    return world.unit("U1").pool("B1", 5).request("R1", "U1", 3)


@pytest.fixture
def rivals(world: World) -> World:
    """R1 of U1 asks for 3 posts, R2 of U2 for 2 that are worth twice as much; the pool has 3.

    R2 gets its 2 posts, R1 the last one.
    """
    world.unit("U1").unit("U2").pool("B1", 3)
    world.request("R1", "U1", 3).request("R2", "U2", 2, purpose="talent")
    return world.policy(priority={"purposes": {"talent": 2}})
