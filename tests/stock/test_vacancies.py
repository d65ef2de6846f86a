"""Vacancies, overstaffing and reference lines, worked out by hand."""

from typing import Any

import pytest

from allocator.stock.vacancies import reference_lines, vacancies


@pytest.fixture
def stock(small: Any) -> Any:
    """Four units of type public and one of type other; the guarantee line is 4 %, rounded up."""
    small.change("policy.toml", "[lending]", "[deposit]\nkeep_share = 0.04\n[lending]")
    small.add("units", "U3,Third,S,,D,A,,", "U4,Fourth,S,,D,A,,")
    small.rows(
        "posts",
        "U1,public,30,24,2,",  # 4 vacant, ⌈1.2⌉ = 2 kept
        "U2,public,20,23,0,",  # 3 over
        "U3,public,25,20,0,0",  # 5 vacant, none kept
        "U4,public,0,0,0,",
        "U1,other,10,5,9,",  # 5 − 9 < 0: none vacant, and nobody over
    )
    for name in ("ceilings", "staff", "leavers"):
        small.drop(name)
    return vacancies(small.read())


def test_vacancies(stock: Any) -> None:
    found = stock.set_index(["unit_id", "quota_type"])
    columns = ["vacancy", "overstaff", "keep", "usable"]
    assert found.loc[("U1", "public"), columns].tolist() == [4, 0, 2, 2]
    assert found.loc[("U2", "public"), columns].tolist() == [0, 3, 1, 0]
    assert found.loc[("U3", "public"), columns].tolist() == [5, 0, 0, 5]
    assert found.loc[("U4", "public"), columns].tolist() == [0, 0, 0, 0]
    assert found.loc[("U1", "other"), columns].tolist() == [0, 0, 1, 0]


def test_the_line_is_exact_where_floats_are_not(small: Any) -> None:
    """0.07 × 100 is 7.000000000000001 in floats, which would keep 8."""
    small.change("policy.toml", "[lending]", "[deposit]\nkeep_share = 0.07\n[lending]")
    small.put("posts", 2, "approved", 100).drop("ceilings")
    assert vacancies(small.read())["keep"].tolist() == [7, 1]


def test_years_for_which_vacancies_stood_empty(small: Any) -> None:
    """On 1 January 2026 what is empty from 2024 on has been so for two years."""
    assert vacancies(small.read())["idle_years"].tolist() == [0, 0]  # not known
    small.column("posts", "vacant_since", 2024, 2026)
    assert vacancies(small.read())["idle_years"].tolist() == [2, 0]
    # Where nothing is vacant nothing stood empty, whatever the year says.
    small.put("posts", 2, "reserved", 1)
    assert vacancies(small.read())["idle_years"].tolist() == [0, 0]


def test_reference_lines(stock: Any) -> None:
    lines = reference_lines(stock).set_index("quota_type")
    public = lines.loc["public"]
    assert public[["units", "approved", "filled"]].tolist() == [4, 75, 67]
    assert public[["vacancy", "overstaff", "usable"]].tolist() == [9, 3, 7]
    # 4/30, 0 and 5/25; U4 has no posts and no rate.
    assert public["median_vacancy_rate"] == pytest.approx(4 / 30)
    assert lines.loc["other", "median_vacancy_rate"] == 0


def test_no_posts_no_lines(small: Any) -> None:
    for name in list(small.cells):
        small.rows(name)
    stock = vacancies(small.read())
    assert stock.empty
    assert reference_lines(stock).empty


def test_a_type_without_approved_posts_has_no_rate(small: Any) -> None:
    small.add("posts", "U1,other,0,0,0,")
    lines = reference_lines(vacancies(small.read())).set_index("quota_type")
    assert lines["median_vacancy_rate"].isna().tolist() == [True, False]
