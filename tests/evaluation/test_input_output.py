"""Input against output, and who is picked for a closer evaluation."""

from typing import Any

import pytest

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.input_output import input_output
from allocator.evaluation.second_look import second_look

# Five units of one class. Approved and filled posts differ; cases weigh 60, savings 40.
UNITS = {"U1": (10, 12), "U2": (20, 18), "U3": (30, 30), "U4": (40, 36), "U5": (50, 44)}
CASES = {"U1": 90, "U2": 95, "U3": 70, "U4": 60, "U5": 80}
SAVINGS = {"U1": 50, "U2": 100, "U3": 50, "U4": 50, "U5": 50}


@pytest.fixture
def five(small: Any) -> Any:
    small.rows("units", *(f"{u},Unit {u},S,county,D1,A,," for u in UNITS))
    small.rows("posts", *(f"{u},public,{a},{f},0," for u, (a, f) in UNITS.items()))
    for table in ("staff", "leavers", "requests", "benefits", "loans", "grades"):
        small.rows(table)
    small.put("ceilings", 2, "titles", 500).put("ceilings", 2, "people", 500)
    small.rows(
        "scores",
        *(f"{u},cases,office,{CASES[u]},100" for u in UNITS),
        *(f"{u},savings,office,{SAVINGS[u]},100" for u in UNITS),
    )
    return small


def evaluated(five: Any, **overrides: Any) -> Evaluated:
    return Evaluated(five.read(*((key.replace("__", "."), v) for key, v in overrides.items())))


def test_input_and_output(five: Any) -> None:
    table = input_output(evaluated(five)).set_index("unit_id")
    # People in post; 0.6 × cases + 0.4 × savings: 74, 97, 62, 56, 68.
    assert table["posts"].tolist() == [12, 18, 30, 36, 44]
    assert table["points"].tolist() == [74, 97, 62, 56, 68]
    assert table.loc["U1", "posts_share"] == pytest.approx(12 / 140)
    assert table.loc["U1", "points_share"] == pytest.approx(74 / 357)
    assert table.loc["U1", "ratio"] == pytest.approx((74 / 357) / (12 / 140))
    # Medians 30 people and 68 points.
    assert table["place"].tolist() == ["low_high", "low_high", "middle", "high_low", "middle"]


def test_input_and_output_as_the_policy_names_them(five: Any) -> None:
    found = evaluated(
        five,
        evaluation__input_output__input="approved",
        evaluation__input_output__output=["output"],
    )
    table = input_output(found).set_index("unit_id")
    assert table["posts"].tolist() == [10, 20, 30, 40, 50]
    assert table["points"].tolist() == [54, 57, 42, 36, 48]  # 0.6 × cases alone


def test_medians_are_exact_however_long_the_scores(five: Any) -> None:
    """Four units alike in everything but one person: nobody is above or below the rest."""
    for unit, filled in zip(UNITS, (5, 6, 5, 6, 30), strict=True):
        five.put("posts", 1 + int(unit[1]), "filled", filled)
    five.rows("grades", "U5,1,green")
    five.rows(
        "scores",
        *(f"{u},cases,{source},31,{full}" for u in UNITS for source, full in PRIMES.items()),
        *(f"{u},savings,office,17,83" for u in UNITS),
    )
    table = input_output(evaluated(five))
    assert set(table["place"]) == {"middle"}  # 5 and 6 people, the same points


PRIMES = {"office": 97, "self": 89, "peer": 79, "function": 73, "data": 71}


def test_graded_units_are_not_compared(five: Any) -> None:
    five.rows("grades", "U5,1,green")
    assert input_output(evaluated(five))["unit_id"].tolist() == ["U1", "U2", "U3", "U4"]


LOOKS = [
    ("bottom_share", 0.4, [("U3", "bottom"), ("U4", "bottom")]),  # 2 of 5, the lowest 62 and 56
    ("bottom_share", 0.29, [("U4", "bottom")]),  # 1.45, rounded to 1
    ("bottom_share", 0.3, [("U3", "bottom"), ("U4", "bottom")]),  # 1.5, rounded up
    ("bottom_share", 0, []),
    ("high_input_low_output", True, [("U4", "high_input_low_output")]),
    ("reform", True, [("U2", "reform")]),
]


@pytest.mark.parametrize(("key", "value", "expected"), LOOKS)
def test_a_closer_evaluation(five: Any, key: str, value: Any, expected: Any) -> None:
    head = "unit_id,name,region,level,department,class,sector,organisation_type,reformed\n"
    rows = "".join(f"{u},Unit {u},S,county,D1,A,,,{str(u == 'U2').lower()}\n" for u in UNITS)
    five.text("units.csv", head + rows)
    found = second_look(evaluated(five, **{f"evaluation__second_look__{key}": value}))
    assert list(found.itertuples(index=False, name=None)) == expected


def test_without_triggers_nobody_is_looked_at_again(five: Any) -> None:
    assert second_look(evaluated(five)).empty
