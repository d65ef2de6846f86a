"""A city in Sichuan. Places in the study: 4(2) is 四（二）."""

from decimal import Decimal
from fractions import Fraction

import pytest
from worked import collected, lent, own, plan, reasons, scenario

from allocator.allocation.prepare.efficiency import efficiency, efficiency_cap, value_per_post
from allocator.stock.vacancies import reference_lines, vacancies

NAME = "sichuan-epsilon"

TABLE_2 = {
    "职能职责": ("23", "29", "6"),
    "政令畅通": ("18", "11", "-7"),
    "脱贫攻坚": ("11", "2", "-9"),
    "驻村帮扶": ("8", "2", "-6"),
    "河湖长制": ("2", "2", "0"),
    "防范化解金融风险": ("3", "4", "1"),
    "防范化解社会稳定风险": ("3", "4", "1"),
    "依法治理": ("3", "4", "1"),
    "深化改革": ("3", "4", "1"),
    "文明城市创建": ("4", "6", "2"),
    "营商环境": ("2", "6", "4"),
    "民营经济": ("4", "3", "-1"),
    "信用建设": ("3", "3", "0"),
    "基层治理": ("4", "3", "-1"),
    "三项党政同责（生态环境、安全生产、食品安全）": ("9", "10", "1"),
    "两项改革“后半篇”文章": (None, "4", "4"),
    "疫情防控": (None, "3", "3"),
    "加扣分（党风廉政建设）": ("-0.17", "0", "0.17"),
}
"""4(2) table 2: points of 2020 and of 2021, and the change."""


def decimal(cell: str | None) -> Decimal | None:
    return None if cell is None else Decimal(cell)


def test_the_assessment_table_is_the_published_one() -> None:
    table = scenario(NAME).tables["assessments"]
    found = {row.item: (row.previous, row.current) for row in table.itertuples()}
    assert found == {item: (decimal(a), decimal(b)) for item, (a, b, _) in TABLE_2.items()}
    for before, after in found.values():
        assert (after or 0) - (before or 0) in [Decimal(change) for *_, change in TABLE_2.values()]


def test_the_changes_are_the_published_ones_and_the_years_add_up() -> None:
    for item, (before, after, change) in TABLE_2.items():
        assert Decimal(after) - Decimal(before or 0) == Decimal(change), item
    rows = list(TABLE_2.values())[:-1]
    assert len(rows) == 17
    assert sum(Decimal(before or 0) for before, *_ in rows) == 100
    assert sum(Decimal(after) for _, after, _ in rows) == 100


def points(request: str) -> Fraction:
    table = scenario(NAME).tables["benefits"]
    rows = table[table["request_id"] == request]
    return Fraction(sum(rows["current"] - rows["previous"]))


def test_the_worked_example_to_the_last_digit() -> None:
    """4(2), example: 30 posts, 3.33 a post, 7.17 points; 215.32 %, 107.66 %, 71.77 %; at most 2."""
    posts = scenario(NAME).tables["posts"].set_index("unit_id")
    assert posts.loc["A1", ["quota_type", "approved"]].tolist() == ["administrative", 30]
    delta = value_per_post(30, scenario(NAME).policy.efficiency.value_decimals)
    assert delta == Decimal("3.33")
    assert points("R1") == Fraction("7.17")
    rates = [f"{float(efficiency(points('R1'), number, delta)):.2%}" for number in (1, 2, 3)]
    assert rates == ["215.32%", "107.66%", "71.77%"]
    assert efficiency_cap(points("R1"), delta, scenario(NAME).policy.efficiency.threshold) == 2
    requests = scenario(NAME).tables["requests"].set_index("request_id")
    assert requests.loc["R1", "posts"] == 3
    assert (own(NAME)["R1"], lent(NAME)["R1"]) == (2, 0)
    assert reasons(NAME)["R1"] == "efficiency_threshold"


@pytest.mark.parametrize(("gained", "most"), [("3.33", 1), ("3.32", 0)])
def test_another_single_post_needs_its_value(gained: str, most: int) -> None:
    """4(2), example: one post in 2022 takes 3.33 points."""
    assert efficiency_cap(Fraction(gained), value_per_post(30, 2), Decimal(1)) == most


def test_the_two_cases() -> None:
    """4(2): where duties grew, the rate is not asked for; where they did not, it is."""
    requests = scenario(NAME).tables["requests"].set_index("request_id")
    assert requests.loc["R2", "duties_grew"]
    assert "R2" not in set(scenario(NAME).tables["benefits"]["request_id"])
    assert lent(NAME)["R2"] == 2


def test_what_each_request_gets() -> None:
    """R3: 5 ÷ (2 × 2.50) = 100 %; R4: 4.99 ÷ 5.00 is 99.8 %; R5: 3 leave by 2023."""
    assert lent(NAME) == {"R1": 0, "R2": 2, "R3": 1, "R4": 0, "R5": 3, "R6": 1, "R7": 1}
    assert own(NAME) == {"R1": 2, "R2": 0, "R3": 1, "R4": 0, "R5": 0, "R6": 2, "R7": 0}
    assert reasons(NAME) == {
        "R1": "efficiency_threshold",
        "R4": "efficiency_threshold",
        "R5": "borrowing_limit",
    }


def test_the_reference_lines() -> None:
    """4(2): medians of 0, 2.5, 5, 10, 12 % and of 0, 0, 5, 10, 15 %; space above 5 % lines."""
    lines = reference_lines(vacancies(scenario(NAME))).set_index("quota_type")
    assert lines["median_vacancy_rate"].to_dict() == {
        "administrative": 0.05,
        "public_institution": 0.05,
    }
    # A1 3 − 2, A4 6 − 3; P1 9 − 3; P5 keeps its 5.
    assert lines["usable"].to_dict() == {"administrative": 4, "public_institution": 6}


def test_nothing_below_the_line_is_collected_and_nothing_without_a_use() -> None:
    assert collected(NAME) == {"A4": 3, "P1": 5}
    assert sum(collected(NAME).values()) == sum(lent(NAME).values())


def test_posts_come_back_as_they_fall_vacant() -> None:
    """1(2): returned when a post falls vacant."""
    back = plan(NAME).tables["repayments"]
    assert back[back["loan"] == "R5"][["year", "posts"]].values.tolist() == [
        [2021, 1],
        [2022, 1],
        [2023, 1],
    ]
