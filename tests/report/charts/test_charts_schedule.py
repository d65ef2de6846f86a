"""Loans in rows and lanes."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_charts import data

from allocator.report.charts.schedule import schedule_chart
from allocator.report.charts.schedule_rows import Lent, in_rows

loans = st.lists(
    st.builds(
        lambda borrower, purpose, posts, first, term, new: Lent(
            f"u{borrower}", f"d{borrower % 7}", f"p{purpose}", posts, first, first + term, new
        ),
        st.integers(0, 40),
        st.integers(0, 5),
        st.integers(1, 9),
        st.integers(2026, 2032),
        st.integers(0, 6),
        st.booleans(),
    ),
    min_size=1,
    max_size=120,
)


@given(loans, st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_no_post_is_lost_and_no_bar_covers_another(loans: list[Lent], most_rows: int) -> None:
    rows = in_rows(loans, most_rows)
    bars = [loan for row in rows for lane in row.lanes for loan in lane]
    assert sum(bar.posts for bar in bars) == sum(loan.posts for loan in loans)
    returns = {(loan.new, loan.last) for loan in loans}
    assert {(bar.new, bar.last) for bar in bars} == returns
    assert len(rows) <= most_rows
    for row in rows:
        for lane in row.lanes:
            assert all(one.last < other.first for one, other in pairwise(lane))


@given(loans, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_loans_does_not_matter(loans: list[Lent], random) -> None:
    shuffled = list(loans)
    random.shuffle(shuffled)
    assert in_rows(shuffled, 8) == in_rows(loans, 8)


def test_rows_are_borrowers_then_departments_then_the_largest_of_them() -> None:
    loans = [
        Lent(f"u{place}", f"d{place // 2}", "p", place + 1, 2026, 2026, True) for place in range(6)
    ]
    assert [row.name for row in in_rows(loans, 6)] == ["u0", "u1", "u2", "u3", "u4", "u5"]
    assert [row.name for row in in_rows(loans, 3)] == ["d0", "d1", "d2"]
    # d0 has 1 + 2 posts, d1 3 + 4, d2 5 + 6
    assert [row.name for row in in_rows(loans, 2)] == ["d2", "2 others"]


def test_a_bar_ends_with_a_mark_where_its_posts_come_back() -> None:
    spec = schedule_chart(
        [Lent("a", "d", "p", 4, 2026, 2027, True), Lent("b", "d", "p", 7, 2026, 2040, True)],
        range(2026, 2030),
    )
    bars = {row["says"]: row for row in data(spec, "ends")}
    inside, beyond = bars["a: 4 posts, 2026–2027, p"], bars["b: 7 posts, 2026–2040, p"]
    assert (inside["ends"], beyond["ends"]) == (True, False)
    # two of four years are half of the plot; a bar is a pixel shorter at each end
    assert (inside["to"] + 1) * 2 == pytest.approx(beyond["to"] + 1)
    assert {row["number"] for row in bars.values()} == {"4", "7"}
