"""Tallies: sums, smallest values, last values; by year and together; areas over time."""

from allocator.simulation.levels import Levels
from allocator.simulation.tally import Tally, together


def test_sums_lows_and_lasts() -> None:
    tally = Tally()
    for value in (3, 1, 2):
        tally.add("asked", value)
        tally.add("asked", value, "talent")
        tally.low("balance", value, "P")
        tally.last("people", value)
    assert (tally.sum("asked"), tally.sum("asked", "talent")) == (6, 6)
    assert tally.sum("asked", "routine") == tally.sum("lent") == 0
    assert tally.lows == {("balance", "P"): 1}
    assert tally.lasts == {("people", ""): 2}


def test_what_a_sum_is_by() -> None:
    tally = Tally()
    for by in ("b", "", "a"):
        tally.add("asked", 1, by)
    tally.add("lent", 1, "c")
    assert tally.keys("asked") == ["a", "b"]


def test_years_together() -> None:
    first, second = Tally(), Tally()
    for tally, value in ((first, 1), (second, 2)):
        tally.add("asked", value)
        tally.low("balance", value)
        tally.last("people", value)
    second.add("lent", 5)
    whole = together([first, second])
    assert (whole.sum("asked"), whole.sum("lent")) == (3, 5)
    assert whole.lows == {("balance", ""): 1}
    assert whole.lasts == {("people", ""): 2}
    assert first.sum("asked") == 1


def test_areas_over_time() -> None:
    """2 from month 0, 5 from month 3, 1 from month 3.5 to 12: 6 + 2.5 + 8.5."""
    levels, tally = Levels(0), Tally()
    for change, now in ((2, 0.0), (3, 3.0), (-4, 3.5)):
        levels.move(("people", ""), change, now)
    levels.move(("out", "P"), 1, 11.0)
    levels.close(12, tally)
    assert tally.sum("people") == 17
    assert tally.sum("out", "P") == 1
