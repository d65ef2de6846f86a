"""Three regions that pool their posts. The article has no number: all of them are assumed."""

from decimal import Decimal

import pytest
from worked import collected, first_year, goal, lent, own, page, plan, reasons, scenario

from allocator.allocation.audit import audit
from allocator.allocation.prepare import prepare
from allocator.allocation.solve import solve
from allocator.scenario.reading import read_scenario

NAME = "national-pooling"

# Worth of a post, sector × purpose: school and hospital 1.4 × 1.2, town 1.35 × 1.2, institutes
# 1.3 × 1.2. In 东区 they get 10 + 8, 2 and 2 posts.
SCHOOL, TOWN, INSTITUTE = Decimal("1.68"), Decimal("1.62"), Decimal("1.56")

WITHOUT = {
    # attributes left out: posts fewer, what they were worth (the least worth first)
    ("region",): (10, 2 * INSTITUTE + 2 * TOWN + 6 * SCHOOL),  # P2 2, P3 6, K2 1, A3 1
    ("level",): (4, 2 * INSTITUTE + 2 * TOWN),  # P4 4
    ("department",): (1, INSTITUTE),  # K2 1
    ("type",): (1, INSTITUTE),  # A3 1
    # all: 东区 has its own 8 left
    ("region", "level", "department", "type"): (14, 2 * INSTITUTE + 2 * TOWN + 10 * SCHOOL),
}


def test_the_value_with_pooling() -> None:
    """东区 18 × 1.68 + 2 × 1.62 + 2 × 1.56, 中区 3 × 1.68 + 2 × 1.56, 西区 2 × 1.62: 48."""
    east = 18 * SCHOOL + 2 * TOWN + 2 * INSTITUTE
    assert goal(plan(NAME), "priority_value") == east + 3 * SCHOOL + 2 * INSTITUTE + 2 * TOWN == 48


@pytest.mark.parametrize("without", WITHOUT, ids="-".join)
def test_what_pooling_is_worth(without: tuple[str, ...]) -> None:
    apart = read_scenario(NAME, [(f"lending.cross_{name}", 0) for name in without])
    found = solve(apart)
    fewer, worth = WITHOUT[without]
    assert plan(NAME).record["counts"]["posts_lent"] - found.record["counts"]["posts_lent"] == fewer
    assert goal(plan(NAME), "priority_value") - goal(found, "priority_value") == worth
    settings = ", ".join(f"`lending.cross_{name}=0`" for name in without)
    value = goal(found, "priority_value")
    assert f"| {settings} | {26 - fewer} | {value:g} | {worth:g} |" in page(NAME)
    assert not audit(apart, dict(found.tables), found.record).violations


def test_the_working_on_the_page() -> None:
    parts = 2 * INSTITUTE, 2 * TOWN, 6 * SCHOOL
    assert f"{' + '.join(map(str, parts))} = {sum(parts)}" in page(NAME)
    assert sum(parts) == WITHOUT["region",][1]


def test_what_each_request_gets() -> None:
    assert lent(NAME) == {
        "R1": 10, "R2": 8, "R3": 2, "R4": 2, "R5": 0, "R6": 2, "R7": 0, "R8": 2,
    }  # fmt: skip
    assert {request: posts for request, posts in own(NAME).items() if posts} == {"R5": 3}
    assert reasons(NAME) == {
        "R3": "staffing_standard",
        "R4": "crossing",
        "R7": "staffing_standard",
    }


def test_the_standards() -> None:
    """2,600 ÷ 26 = 100, 52,400 ÷ 1,000 = 52.4, 2,340 ÷ 26 = 90, 23,000 ÷ 1,000 = 23."""
    standards = prepare(scenario(NAME)).staffing_standards
    assert {unit: (entry.posts, entry.room) for unit, entry in standards.items()} == {
        "E1": (100, 10),  # 90 people
        "E3": (52, 2),  # 50
        "M1": (100, 4),  # 96
        "W1": (90, 0),  # 102
        "W4": (23, 3),  # 20
    }


def test_half_of_what_stands_above_the_line_is_collected() -> None:
    """Line of 2 %, rounded up; half of the rest, rounded down."""
    assert collected(NAME) == {
        "M1": 1,  # 4 − 2
        "M2": 1,  # 6 − 3
        "V1": 2,  # 6 − 2
        "W1": 7,  # 18 − 3
        "W2": 5,  # 14 − 3
        "W3": 2,  # 6 − 1
    }


def test_the_reserve_is_a_tenth_of_the_vacancies() -> None:
    """P2 4 + 6, P3 18 + 14, P4 6, A3 6, rounded up."""
    assert first_year(NAME)["reserve"].to_dict() == {
        "A3": 1, "K2": 0, "P1": 0, "P2": 1, "P3": 4, "P4": 1,
    }  # fmt: skip


def test_every_pool_that_may_cross_is_used_to_its_share() -> None:
    """A fifth of 12, 30 and 8 for other regions, of 20 for other levels; a tenth of 10."""
    schedule = plan(NAME).tables["schedule"]
    units = scenario(NAME).tables["units"].set_index("unit_id")["region"]
    to_east = schedule[schedule["unit_id"].map(units) == "东区"].groupby("pool_id")["posts"].sum()
    assert to_east.to_dict() == {"A3": 1, "K2": 1, "P1": 8, "P2": 2, "P3": 6, "P4": 4}
