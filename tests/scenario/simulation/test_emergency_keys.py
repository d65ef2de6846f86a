"""The keys of an emergency: what is read, what is refused, what is warned of."""

from typing import Any

import pytest

from allocator.scenario.simulation import Emergency


def emergency(small: Any, keys: str) -> Any:
    """The small scenario, whose requests are for livelihood and talent, with an emergency."""
    before = small.files["scenario.toml"].decode()
    return small.text("scenario.toml", f"{before}\n[simulation.demand.emergency]\n{keys}\n")


def test_it_is_read(small: Any) -> None:
    read = emergency(small, 'posts = 40\nmonth = 30\npurpose = "talent"').read()
    assert read.settings.simulation.demand.emergency == Emergency(
        posts=40, month=30, purpose="talent"
    )
    assert read.warnings == ()


def test_there_is_none_unless_it_is_asked_for(small: Any) -> None:
    assert small.read().settings.simulation.demand.emergency.posts == 0


@pytest.mark.parametrize(
    ("keys", "column", "said"),
    [
        ("posts = -1", "posts", "at least 0"),
        ("posts = 2.5", "posts", "a whole number"),
        # The first round is the scenario's own.
        ("month = 0", "month", "at least 1"),
        ("month = 1200", "month", "at most 1199"),
        ("mont = 3", "mont", "Did you mean “month”?"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(small: Any, keys: str, column: str, said: str) -> None:
    problem = emergency(small, keys).problem()
    assert problem.column == f"simulation.demand.emergency.{column}"
    assert said in str(problem)


def test_a_purpose_of_no_request(small: Any) -> None:
    warning = emergency(small, 'posts = 9\npurpose = "livelyhood"').warning()
    assert (warning.file, warning.column) == (
        "scenario.toml",
        "simulation.demand.emergency.purpose",
    )
    assert "“livelyhood”" in warning.found
