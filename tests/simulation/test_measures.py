"""Measures: each by hand, of a tally and of a run."""

from math import isnan, nan
from pathlib import Path

import pytest

from allocator.simulation.measures import MEASURES, rows_of
from allocator.simulation.measures.forms import gini
from allocator.simulation.tally import Tally
from tests.allocation.worlds import World
from tests.simulation.years import month, played


def tally() -> Tally:
    """A year in which something of everything happened."""
    made = Tally()
    for name, amount in {
        "asked": 10, "granted": 6, "lent": 4, "own": 2, "from_reserve": 1, "unmet": 3,
        "urgent": 4, "urgent_refused": 1, "value": 75_000, "priority_asked": 5,
        "priority_met": 2, "waiting": 30, "collected": 7, "renewed": 2, "returned": 5,
        "idle": 18, "unfilled": 30, "people": 120, "leavers": 3, "recruits": 4, "overdue": 6,
        "back_in_time": 3, "due_back": 4, "contradicted": 1,
    }.items():  # fmt: skip
        made.add(name, amount)
    for name, by, amount in (
        ("asked_by_purpose", "talent", 4), ("asked_by_purpose", "routine", 6),
        ("granted_by_purpose", "talent", 4), ("granted_by_purpose", "routine", 2),
        ("granted_by_tier", "1", 6),
        ("asked_by_department", "A", 4), ("asked_by_department", "B", 6),
        ("granted_by_department", "A", 4), ("granted_by_department", "B", 2),
        ("out", "P", 24), ("owned", "P", 60), ("out", "Q", 0), ("owned", "Q", 0),
        ("maturing", "1", 2), ("maturing", "3", 1),
        ("due", "1", 2), ("due", "2", 2), ("due", "3", 3),
        ("expected_leavers", "1", 1.0), ("expected_leavers", "2", 2.5),
        ("expected_leavers", "3", 3.0),
    ):  # fmt: skip
        made.add(name, amount, by)
    made.low("balance", 3, "P")
    made.low("balance", 1, "P")
    for name, value in {"people": 9, "titles": 30, "pools": 2, "loans": 3}.items():
        made.last(name, value)
    return made


BY_HAND = {
    ("posts_asked", ""): 10,
    ("posts_asked_by_purpose", "routine"): 6,
    ("posts_asked_by_purpose", "talent"): 4,
    ("posts_granted", ""): 6,
    ("posts_granted_by_purpose", "routine"): 2,
    ("posts_granted_by_purpose", "talent"): 4,
    ("posts_granted_by_tier", "1"): 6,
    ("posts_lent", ""): 4,
    ("own_vacancies_used", ""): 2,
    ("posts_from_reserve", ""): 1,
    ("posts_unmet", ""): 3,
    ("urgent_refused", ""): 1 / 4,
    ("share_granted", ""): 6 / 10,
    ("value_granted", ""): 7.5,  # on the grid of 1/10,000
    ("priority_met", ""): 2 / 5,
    ("waiting_months", ""): 30 / 6,
    # Shares 1 and 1/3: half the mean difference, (2 × 2/3 ÷ 4) ÷ 2 = 1/6, over the mean 2/3.
    ("fairness_gini", ""): 1 / 4,
    ("posts_collected", ""): 7,
    ("posts_renewed", ""): 2,
    ("posts_returned", ""): 5,
    ("utilisation", "P"): 24 / 60,
    ("utilisation", "Q"): nan,  # a pool that never owned anything
    ("posts_out", "P"): 2,  # 24 post-months over 12
    ("posts_out", "Q"): 0,
    ("smallest_balance", "P"): 1,
    ("idle_vacancies", ""): 1.5,
    ("unfilled_posts", ""): 2.5,
    ("people", ""): 10,
    ("people_at_end", ""): 9,
    ("leavers", ""): 3,
    ("recruits", ""): 4,
    ("posts_overdue", ""): 0.5,
    ("months_overdue", ""): 6,
    ("share_back_in_time", ""): 3 / 4,
    ("maturities", "1"): 2,
    ("maturities", "3"): 1,
    ("coverage", "1"): 1 / 2,
    ("coverage", "2"): 2.5 / 2,
    ("coverage", "3"): 3 / 3,
    ("titles", ""): 30,
    ("pooled", ""): 2,
    ("on_loan", ""): 3,
    ("contradicted_rounds", ""): 1,
}


def test_every_measure_by_hand() -> None:
    found = {(r.measure, r.key): r.value for r in rows_of(MEASURES, 2026, [tally()]) if r.year}
    assert list(found) == list(BY_HAND)
    assert found == pytest.approx(BY_HAND, nan_ok=True)
    assert {measure for measure, _key in found} == {measure.id for measure in MEASURES}


def test_the_whole_run_is_worked_out_from_its_years() -> None:
    """Two years: sums add up, shares are of sums, means over 24 months, the last and smallest."""
    second = Tally()
    for name, amount in {"asked": 10, "granted": 0, "idle": 6, "due_back": 4}.items():
        second.add(name, amount)
    second.low("balance", 0, "P")
    for name, value in {"people": 7, "titles": 31, "pools": 2, "loans": 2}.items():
        second.last(name, value)
    rows = rows_of(MEASURES, 2026, [tally(), second])
    whole = {(row.measure, row.key): row.value for row in rows if row.year is None}
    assert whole["posts_asked", ""] == 20
    assert whole["share_granted", ""] == 6 / 20
    assert whole["idle_vacancies", ""] == 24 / 24
    assert whole["share_back_in_time", ""] == 3 / 8
    assert whole["smallest_balance", "P"] == 0
    assert whole["people_at_end", ""] == 7
    assert whole["on_loan", ""] == 2
    assert [row.year for row in rows if row.measure == "titles"] == [2026, 2027, None]


def test_nothing_to_measure_is_no_number() -> None:
    empty = Tally()
    for name in ("people", "titles", "pools", "loans"):
        empty.last(name, 0)
    found = {row.measure: row.value for row in rows_of(MEASURES, 2026, [empty]) if row.year}
    without = {name for name, value in found.items() if isnan(value)}
    assert without == {
        "urgent_refused", "share_granted", "priority_met", "waiting_months", "fairness_gini",
        "share_back_in_time",
    }  # fmt: skip


def test_which_way_a_planner_would_have_it() -> None:
    """What is granted, in time and covered; not what is refused, late, empty or unequal."""
    better = {way: {m.id for m in MEASURES if m.better == way} for way in ("more", "less")}
    assert better["more"] == {
        "posts_granted", "posts_granted_by_purpose", "posts_granted_by_tier", "share_granted",
        "value_granted", "priority_met", "share_back_in_time", "coverage",
    }  # fmt: skip
    assert better["less"] == {
        "posts_unmet", "urgent_refused", "waiting_months", "fairness_gini", "idle_vacancies",
        "unfilled_posts", "posts_overdue", "months_overdue", "contradicted_rounds",
    }  # fmt: skip


def test_a_key_that_never_occurred_stands_for_nothing_counted() -> None:
    """Of a tally that knows the key but counts nothing under it, each measure says the same."""
    with_nothing = Tally()
    for name in ("people", "titles", "pools", "loans"):
        with_nothing.last(name, 0)
    for name in (
        "asked_by_purpose", "granted_by_purpose", "granted_by_tier", "owned", "out", "maturing",
        "due",
    ):  # fmt: skip
        with_nothing.add(name, 0, "K")
    found = {row.measure: row.value for row in rows_of(MEASURES, 2026, [with_nothing]) if row.key}
    absent = {measure.id: measure.absent for measure in MEASURES if measure.id in found}
    assert found == pytest.approx(absent, nan_ok=True)
    assert len(found) == len([measure for measure in MEASURES if measure.by]) - 1
    (smallest,) = (measure for measure in MEASURES if measure.id == "smallest_balance")
    assert isnan(smallest.absent)  # a pool that is not there held nothing to be the smallest


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.4, 0.4, 0.4], 0),
        ([0, 0], 0),
        ([1], 0),
        ([0, 0, 0, 1], 3 / 4),  # one has it all: (n − 1) ÷ n
        # Differences 1, 2, 1 both ways: mean absolute difference 8/9, over twice the mean 2.
        ([3, 1, 2], 8 / 9 / 4),
    ],
)
def test_gini(shares: list[float], expected: float) -> None:
    assert gini(shares) == pytest.approx(expected)


def test_the_ladder_and_its_coverage(tmp_path: Path) -> None:
    """Of unit U two posts are due in 2026, one of them overdue, and one in 2028.

    It is expected to lose 1, 0, 2, 0 people by the planner's count; V, which loses 9, has no
    loans. So 1 of 2 by the end of 2026, 1 of 2 by 2027, 3 of 3 by 2028 and after.
    """
    world = World(tmp_path).unit("U", leave=(1, 0, 2, 0)).unit("V", leave=(9, 0, 0, 0))
    world.pool("P", 3).loan("A", "U", "P", 1, due=2025).loan("B", "U", "P", 1, due=2026)
    years = played(world.loan("C", "U", "P", 1, due=2028), 1)
    assert [years.values("maturities", str(ahead)) for ahead in (1, 2, 3)] == [[2], [], [1]]
    assert [years.values("coverage", str(ahead)) for ahead in (1, 2, 3, 4)] == [
        [1 / 2], [1 / 2], [1], [1],
    ]  # fmt: skip


def test_posts_vacated_already_need_no_leaver(tmp_path: Path) -> None:
    """Of two posts due in 2028 one is kept empty since 2026; 1 is expected to leave, in 2027."""
    world = World(tmp_path).unit("U", leave=(1, 1, 0, 0)).pool("P", 2)
    years = played(world.loan("L", "U", "P", 2, due=2028), 2)
    assert years.values("maturities", "2") == [2]  # in 2027
    assert years.values("coverage", "2")[1] == 1 / 1


def test_waiting_and_priority(tmp_path: Path) -> None:
    """Asked for in January 2026; the pool has 1 post then, and the second when V leaves one.

    R gets its post at once; S, a priority too, after twelve months, which is not in time.
    """
    world = (
        World(tmp_path)
        .pool("P", 1)
        .policy(
            deposit={"mode": "all"},
            priority={"purposes": {"talent": 2}},
            lending={"limit_exempt_purposes": ["talent"]},
        )
    )
    world.unit("U", approved=1, filled=1, leave=(0, 0, 0, 0))
    world.unit("V", approved=1, filled=1, keep=0, leave=(1, 0, 0, 0), department="D2")
    world.request("R", "U", 1, purpose="talent", min_term=3, max_term=3)
    world.request("S", "U", 1, purpose="talent")
    world.simulation(demand={"rate": 0, "patience": 2}, recruitment={"refill_share": 0})
    years = played(world, 2)
    assert years.values("posts_granted") == [1, 1]
    assert years.values("waiting_months") == [0, 12]
    assert years.values("priority_met")[0] == 1 / 2
    assert years.whole("priority_met") == 1 / 2


def test_means_over_time_count_what_lasts(tmp_path: Path) -> None:
    """A reserve of none lends for three years: 1 of 2 posts; V's vacancy comes in 2027."""
    world = World(tmp_path).pool("P", 2).policy(lending={"limit_exempt_purposes": ["routine"]})
    world.unit("U", approved=1, filled=1, leave=(), tier=1).person("N", "U", "1967-07")
    world.request("R", "U", 1, min_term=3, max_term=3)
    world.simulation(demand={"rate": 0}, recruitment={"refill_share": 0, "success": 1})
    years = played(world, 2)
    assert years.values("utilisation", "P") == [0.5, 0.5]
    # The granted post is filled in September, 8 months on; then one leaves, kept for the loan.
    left = years.left("N")
    assert month(2027, 7) <= left < month(2027, 8)
    assert years.values("people") == [1 + 4 / 12, 2 - (month(2028) - left) / 12]
    assert years.values("unfilled_posts") == [8 / 12, (month(2028) - left) / 12]
    assert years.whole("people") == pytest.approx(sum(years.values("people")) / 2)
