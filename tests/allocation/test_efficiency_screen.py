"""The efficiency screen against the published example and hand-sized ones."""

from fractions import Fraction
from typing import Any

from allocator.allocation.efficiency_screen import MOST_RATES, efficiency_screen

HEAD = "request_id,item,previous,current,posts"


def screen(small: Any, unit: str = "U1", *overrides: tuple[str, Any]) -> Any:
    return next(u for u in efficiency_screen(small.read(*overrides)) if u.unit_id == unit)


def test_the_published_example(small: Any) -> None:
    """Sichuan study, example to table 1: 30 posts, gains of 3, 4 and 0.17."""
    small.rows("benefits", "R1,epidemic,,3,1", "R1,reforms,,4,1", "R1,discipline,-0.17,0,1")
    unit = screen(small)
    (request,) = unit.requests
    assert str(unit.value_per_post) == "3.33"
    assert request.points == Fraction("7.17")
    assert [round(float(rate) * 100, 2) for rate in request.rates] == [215.32, 107.66, 71.77]
    assert request.most == 2
    # Most gain per post first: the reforms carry the first post, the epidemic the second.
    assert [item.item for item in request.items] == ["reforms", "epidemic", "discipline"]
    assert [item.item for item in request.carrying] == ["reforms", "epidemic"]
    assert not request.exempt


def test_items_that_need_several_posts(small: Any) -> None:
    """Gains of 10.5 over two posts and 4 over one: 5.25 and 4 a post, 14.5 points in all."""
    (request,) = screen(small).requests
    assert [(i.item, list(i.carries)) for i in request.items] == [
        ("flood control", [1, 2]),
        ("roads", [3]),
    ]
    assert request.points == Fraction("14.5")
    assert request.most == 4  # 14.5 / 3.33 = 4.35
    assert len(request.rates) == 5  # one more than pays


def test_the_threshold_counts(small: Any) -> None:
    unit = screen(small, "U1", ("efficiency.threshold", 2))
    assert str(unit.needed) == "6.66"
    assert unit.requests[0].most == 2


def test_so_many_rates_are_listed_at_most(small: Any) -> None:
    small.rows("benefits", "R1,roads,0,66.6,20")  # 20 posts of 3.33 pay; 3 are asked for
    (request,) = screen(small).requests
    assert (request.most, len(request.rates)) == (20, MOST_RATES)


def test_who_is_exempt(small: Any) -> None:
    assert screen(small, "U2").requests[0].exempt == "duties_grew"
    assert screen(small, "U1", ("efficiency.apply", False)).requests[0].exempt == "policy"
    by_purpose = ("efficiency.exempt_purposes", ["livelihood"])
    assert screen(small, "U1", by_purpose).requests[0].exempt == "purpose"


def test_what_the_assessment_holds_besides(small: Any) -> None:
    small.text(
        "assessments.csv",
        "unit_id,item,previous,current\nU1,roads,0,4\nU1,business climate,2,6\n"
        "U1,poverty relief,11,2\nU1,new duty,,4\n",
    )
    unit = screen(small)
    shown = [(item.item, item.gain, item.previous) for item in unit.unclaimed]
    # Roads are claimed by R1; what rose most comes first, what fell last.
    assert [name for name, _gain, _previous in shown] == [
        "business climate",
        "new duty",
        "poverty relief",
    ]
    assert [gain for _name, gain, _previous in shown] == [4, 4, -9]
    assert shown[1][2] is None
    # A request for what rose, one post each: 8 points, 2.4 posts of 3.33.
    assert unit.possible.points == 8
    assert unit.possible.most == 2
    assert [round(float(rate), 4) for rate in unit.possible.rates] == [2.4024, 1.2012, 0.8008]
    assert [item.item for item in unit.possible.carrying] == ["business climate", "new duty"]


def test_a_unit_that_asks_for_nothing_is_screened_by_its_assessment(small: Any) -> None:
    small.add("units", "U3,Third,S,county,D3,A,,").add("posts", "U3,public,50,50,0,")
    small.rows("ceilings")
    small.text("assessments.csv", "unit_id,item,previous,current\nU3,roads,1,6\nU3,fees,2,1\n")
    unit = screen(small, "U3")
    assert unit.requests == ()
    assert (unit.possible.points, unit.possible.most) == (5, 2)  # 100 / 50 = 2 points a post


def test_every_unit_is_there_also_one_without_posts(small: Any) -> None:
    small.add("units", "U3,Third,S,county,D3,A,,")
    unit = screen(small, "U3")
    assert (unit.approved, unit.value_per_post, unit.requests) == (0, 0, ())
