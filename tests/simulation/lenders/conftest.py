"""Fixtures of the tests of the lenders: the hand-sized worlds of the allocation's tests."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite("worlds", "generated", "rounds")

from worlds import World  # noqa: E402


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty hand-sized world."""
    return World(tmp_path)
