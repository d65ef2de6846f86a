"""The layout of a flow: nothing lost, nothing outside, the same for any order of rows."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_charts import data

from allocator.report.charts.flow import Link, flow_chart
from allocator.report.charts.flow_drawing import outline
from allocator.report.charts.flow_layout import SLOT, laid_out

HEIGHT = 300.0

flows = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 8), st.integers(0, 8)),
    st.integers(1, 10_000),
    min_size=1,
).map(
    lambda posts: [
        ((column, f"n{source}"), (column + 1, f"n{target}"), number)
        for (column, source, target), number in posts.items()
    ]
)


@given(flows)
@settings(max_examples=60, deadline=None)
def test_a_node_is_as_high_as_its_ribbons_and_all_lie_in_the_frame(flows) -> None:
    layout = laid_out(flows, HEIGHT)
    scale = [box.posts / (box.bottom - box.top) for box in layout.boxes]
    assert min(scale) == pytest.approx(max(scale))  # a post is equally high everywhere
    for box in layout.boxes:
        out = [(r.leaves, r.thick) for r in layout.ribbons if r.source == box.node]
        into = [(r.enters, r.thick) for r in layout.ribbons if r.target == box.node]
        fullest = max(sum(thick for _start, thick in side) for side in (out, into))
        assert fullest == pytest.approx(box.bottom - box.top)
        for side in (out, into):
            place = box.top
            for start, thick in sorted(side):
                assert start == pytest.approx(place, abs=1e-6)  # one after the other, no overlap
                place += thick
    for ribbon in layout.ribbons:
        for point in outline(ribbon, 10.0, 90.0):
            assert 10.0 <= point["x"] <= 90.0
            assert -1e-6 <= point["top"] <= point["bottom"] <= HEIGHT + 1e-6
            assert point["bottom"] - point["top"] == pytest.approx(ribbon.thick)


@given(flows)
@settings(max_examples=60, deadline=None)
def test_labels_have_a_line_each(flows) -> None:
    layout = laid_out(flows, HEIGHT)
    for column in {box.node[0] for box in layout.boxes}:
        middles = sorted(box.middle for box in layout.boxes if box.node[0] == column)
        gaps = [below - above for above, below in pairwise(middles)]
        assert all(gap >= SLOT - 1e-6 for gap in gaps)


@given(flows, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_matter(flows, random) -> None:
    shuffled = list(flows)
    random.shuffle(shuffled)
    assert laid_out(shuffled, HEIGHT) == laid_out(flows, HEIGHT)


def test_a_crossing_that_can_be_avoided_is() -> None:
    # by size A and X come first; A goes to Y and B to X, so one column has to be turned over
    flows = [((0, "A"), (1, "Y"), 5), ((0, "B"), (1, "X"), 3), ((0, "B"), (1, "Z"), 1)]
    flows.append(((0, "C"), (1, "X"), 4))
    tops = {box.node: box.top for box in laid_out(flows, HEIGHT).boxes}
    for source, target, _posts in flows:
        for other_source, other_target, _others in flows:
            left = tops[source] - tops[other_source]
            right = tops[target] - tops[other_target]
            assert left * right >= 0


def test_small_nodes_are_drawn_as_one_and_no_post_is_lost() -> None:
    links = [Link(0, f"u{place}", "P", place + 1) for place in range(20)]
    spec = flow_chart(links, ["from", "to"], most_nodes=5)
    nodes = Counter({row["says"]: 1 for row in data(spec, "right")})
    # the largest are u19..u16 with 20, 19, 18, 17 posts; u0..u15 have 1 + 2 + … + 16 = 136
    assert set(nodes) == {"u19 20", "u18 19", "u17 18", "u16 17", "16 others 136", "P 210"}


def test_a_name_in_two_columns_is_two_nodes() -> None:
    spec = flow_chart([Link(0, "A", "P", 2), Link(1, "P", "A", 2)], ["a", "b", "c"])
    assert sorted(row["says"] for row in data(spec, "right")) == ["A 2", "A 2", "P 2"]


def drawn_names(*pools: str) -> list[str]:
    """The names of pools as they are drawn, beside outer names of 12 Chinese characters."""
    links = [Link(0, "人" * 12, pool, 9 - at) for at, pool in enumerate(pools)]
    links += [Link(1, pool, "余" * 12, 9 - at) for at, pool in enumerate(pools)]
    spec = flow_chart(links, ["Whence", "Pools", "Where to"])
    says = {row["says"]: row["text"] for row in data(spec, "text") if not row["text"].isdigit()}
    return [says[pool] for pool in pools]


def test_a_pool_is_named_with_its_type_or_without_it_and_never_with_half_of_it() -> None:
    # Outer names take 144 pixels, with their numbers 177 on each side: 708 − 354 are left for two
    # columns. 0.85 of 177 less 12 for the node and 19 for the number leaves 119 for a name.
    assert drawn_names("P1 (school)", "P2（参公）") == ["P1 (school)", "P2（参公）"]
    long = "P2 (civil-service-managed)"  # 170 pixels: 14.15 times 12
    assert drawn_names("P1 (school)", long) == ["P1", "P2"]
    # With one digit less there are 125: (125 − 12 for the ellipsis − 4.8 for the bracket) / 7.2
    assert drawn_names("(" + "x" * 30 + ")") == ["(" + "x" * 15 + "…"]
