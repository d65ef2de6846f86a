"""Fixtures of the tests of the allocation."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite("worlds", "oracle", "generated", "brute_force")

from worlds import World  # noqa: E402


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty hand-sized world."""
    return World(tmp_path)
