"""A low grade freezes a unit for some years, the year of the grade being the first."""

from typing import Any

import pandas as pd
import pytest

from allocator.evaluation.evaluation import evaluate

COLOURS = 'colour_by_tier = { "1" = "green", "2" = "blue", "3" = "yellow" }\n'


@pytest.fixture
def freezing(small: Any) -> Any:
    """Yellow freezes for two years; grades name their year."""
    small.change("policy.toml", "[evaluation]\n", f"[evaluation]\n{COLOURS}")
    small.change("policy.toml", "[lending]", "[response.yellow]\nfreeze_years = 2\n[lending]")
    return small.drop("grades").text("grades.csv", "unit_id,year,tier,colour\n")


def graded(small: Any, *rows: str, years: int = 2) -> tuple[dict[str, int | None], dict[str, str]]:
    """Last frozen year and basis by unit."""
    small.text("grades.csv", "\n".join(["unit_id,year,tier,colour", *rows, ""]))
    small.files["policy.toml"] = small.files["policy.toml"].replace(
        b"freeze_years = 2", f"freeze_years = {years}".encode()
    )
    found = evaluate(small.read()).set_index("unit_id")
    until = found["frozen_until"]
    return (
        {str(unit): None if pd.isna(year) else int(year) for unit, year in until.items()},
        found["basis"].to_dict(),
    )


@pytest.mark.parametrize(
    ("year", "years", "until"),
    [
        # Base year 2026. One year: 2026 alone. Two: 2026 and 2027.
        *((2026, 0, None), (2026, 1, 2026), (2026, 2, 2027)),
        # A grade of last year: one year was 2025, two are 2025 and 2026.
        *((2025, 0, None), (2025, 1, None), (2025, 2, 2026)),
        # Two years ago: three years are 2024 to 2026.
        *((2024, 2, None), (2024, 3, 2026), (2023, 3, None)),
    ],
)
def test_how_long_a_freeze_lasts(freezing: Any, year: int, years: int, until: int | None) -> None:
    frozen, _basis = graded(freezing, f"U2,{year},3,", years=years)
    assert frozen == {"U1": None, "U2": until}


def test_a_year_that_is_not_given_is_the_base_year(freezing: Any) -> None:
    assert graded(freezing, "U2,,3,") == (
        {"U1": None, "U2": 2027},
        {"U1": "scores", "U2": "grades"},
    )


def test_an_earlier_grade_freezes_and_grades_nothing(freezing: Any) -> None:
    frozen, basis = graded(freezing, "U1,2025,3,", "U2,2025,3,green", "U2,2024,1,yellow")
    # U2's own colours count: green in 2025; yellow in 2024 froze it in 2024 and 2025.
    assert frozen == {"U1": 2026, "U2": None}
    assert basis == {"U1": "scores", "U2": "none"}


def test_the_longest_freeze_counts(freezing: Any) -> None:
    assert graded(freezing, "U2,2025,3,", "U2,2026,3,")[0]["U2"] == 2027
    # A good grade of this year does not end the freeze of last year's.
    assert graded(freezing, "U2,2025,3,", "U2,2026,1,")[0]["U2"] == 2026


def test_a_tier_by_scores_freezes_too(freezing: Any) -> None:
    freezing.change("policy.toml", "[0.2, 0.6, 0.2]", "[0, 0, 1]")
    assert graded(freezing)[0] == {"U1": 2027, "U2": None}


def test_a_unit_without_grade_and_scores_is_not_frozen(freezing: Any) -> None:
    freezing.change("policy.toml", '"2" = "blue"', '"2" = "yellow"').rows("scores")
    assert graded(freezing)[0] == {"U1": None, "U2": None}
