"""What charts draw is what they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_charts import data

from allocator.report.charts.asked import Asked, asked_chart
from allocator.report.charts.balances import Balance, balances_chart
from allocator.report.charts.ladder import Rung, ladder_chart
from allocator.report.charts.ladder_gap import coverage_gap
from allocator.report.charts.screen import Rate, screen_chart
from allocator.report.charts.wave import Leaving, wave_chart
from allocator.report.charts.whole_numbers import whole_ticks


def parts(spec, field: str) -> dict[str, float]:
    """Length of the bars by colour."""
    lengths: dict[str, float] = {}
    for row in data(spec, field):
        if "to" in row:
            lengths[row["fill"]] = lengths.get(row["fill"], 0) + row["to"] - row["from"]
    return lengths


def test_bars_of_what_was_asked_add_up_and_the_largest_comes_first() -> None:
    rows = [Asked("a", 4, 1, 2), Asked("b", 9, 0, 9), Asked("c", 9, 3, 1)]
    spec = asked_chart(rows)
    lengths = sorted(parts(spec, "from").values())
    assert lengths == [4, 6, 12]  # own 1 + 0 + 3; not granted 1 + 0 + 5; lent 2 + 9 + 1
    assert [row["whole"] for row in data(spec, "whole")] == ["b", "c", "a"]
    assert [row["label"] for row in data(spec, "label")] == ["9 of 9", "4 of 9", "3 of 4"]


def test_what_is_not_drawn_is_told() -> None:
    spec = asked_chart([Asked(str(place), place, 0, 1) for place in range(1, 31)], most_rows=10)
    (note,) = data(spec, "lines")
    # 1 to 20 were left out: 20 posts of 1 + 2 + … + 20 = 210
    assert note["lines"] == ["20 others are not drawn: 20 of 210 posts granted."]


def test_a_small_chart_for_each_pool_the_largest_first() -> None:
    balances = [Balance(pool, year, 2, 3, 4) for pool in "ab" for year in (2026, 2027)]
    spec = balances_chart([*balances, Balance("c", 2027, 100, 0, 0)])
    assert [row["whole"] for row in data(spec, "whole")] == ["c", "a", "b"]
    assert sorted(parts(spec, "from").values()) == [12, 16, 108]  # free, reserve, lent and 100
    assert len(spec["concat"]) == 3


def test_pools_beyond_the_most_are_told() -> None:
    spec = balances_chart([Balance(str(pool), 2026, pool, 0, 0) for pool in range(1, 6)], 2)
    assert [row["whole"] for row in data(spec, "whole")] == ["5", "4"]
    assert data(spec, "lines")[-1]["lines"][0].startswith("3 smaller pools")


def test_the_gap_of_the_ladder_changes_colour_where_the_lines_cross() -> None:
    spec = ladder_chart([Rung(2026, 4, 4, 2.0), Rung(2027, 0, 4, 6.0)])
    edges = [row for row in data(spec, "piece") if "piece" in row]
    short = [row for row in edges if row["short"]]
    # the lines meet half way: 2 lacking in 2026, 2 to spare in 2027
    assert [(row["year"], row["due"], row["leavers"]) for row in short] == [
        (2026, 4, 2.0),
        (2026.5, 4.0, 4.0),
    ]
    covered = [row for row in edges if not row["short"]]
    assert [(row["year"], row["leavers"]) for row in covered] == [(2026.5, 4.0), (2027, 6.0)]


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 20)), min_size=1, max_size=12))
def test_each_piece_of_the_gap_is_covered_or_short_throughout(years) -> None:
    due_by, rungs = 0, []
    for place, (due, leavers) in enumerate(years):
        due_by += due
        rungs.append(Rung(2026 + place, due, due_by, leavers))
    for row in coverage_gap(rungs):
        lead = row["leavers"] - row["due"]
        assert lead <= 1e-9 if row["short"] else lead >= -1e-9


def test_the_last_post_that_is_granted_keeps_its_number() -> None:
    # 20 posts lie close together on the scale; the plan grants 7
    spec = screen_chart([Rate("r", posts, 2 / posts, posts <= 7) for posts in range(1, 21)], 1.0)
    dots = data(spec, "number")
    numbers = {row["number"] for row in dots}
    assert "7" in numbers
    drawn = {row["rate"] for row in dots}
    assert drawn == {2 / posts for posts in range(1, 21)}


def test_requests_far_from_the_threshold_are_left_out_and_told() -> None:
    rates = [Rate(f"r{place}", 1, place / 10, False) for place in range(1, 31)]
    spec = screen_chart(rates, 1.0, most_rows=3)
    assert [row["whole"] for row in data(spec, "whole")] == ["r11", "r10", "r9"]
    assert data(spec, "lines")[0]["lines"][0].startswith("27 requests")


def test_the_wave_adds_up_with_small_groups_as_one() -> None:
    leaving = [Leaving(2026, f"g{group}", 1.5 + group) for group in range(10)]
    bars = [row for row in data(wave_chart(leaving), "from") if "to" in row]
    assert sum(row["to"] - row["from"] for row in bars) == pytest.approx(60.0)  # 15 + 0 + … + 9
    assert len({row["fill"] for row in bars}) == 7  # six colours and grey
    assert bars[0]["says"].startswith("2026, g9")


def test_whole_people_are_not_shown_with_decimals() -> None:
    whole = wave_chart([Leaving(2026, "a", 2.0), Leaving(2027, "a", 3)])
    assert [row["label"] for row in data(whole, "people")] == ["2", "3"]
    halves = wave_chart([Leaving(2026, "a", 2.0), Leaving(2027, "a", 3.5)])
    assert [row["label"] for row in data(halves, "people")] == ["2.0", "3.5"]


@given(st.floats(0, 1e7), st.integers(2, 10))
def test_ticks_are_whole_round_and_reach_the_largest(most: float, ticks: int) -> None:
    values = whole_ticks(most, ticks)
    assert values[0] == 0
    assert values[-1] >= most
    assert 2 <= len(values) <= ticks + 1
    step = values[1]
    assert values == [step * place for place in range(len(values))]
    assert str(step).rstrip("0") in ("1", "2", "5")
