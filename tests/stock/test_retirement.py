"""Retirement months against the comparison tables of the decision of 2024."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.stock.retirement import (
    CLASSES,
    Retirement,
    RetirementLaw,
    class_codes,
    month_index,
    retirement,
    retirement_months,
    year_and_month,
)

NEW, OLD = RetirementLaw.DECISION_2024, RetirementLaw.BEFORE_2025

# Rows of the annexes to the decision of 13 September 2024: birth, age, retirement.
# The fourth of women55 is a worked example in a public calculator's tests.
PUBLISHED = [
    ("men60", "1965-01", (60, 1), "2025-02"),
    ("men60", "1965-02", (60, 1), "2025-03"),
    ("men60", "1965-03", (60, 1), "2025-04"),
    ("men60", "1965-04", (60, 1), "2025-05"),
    ("men60", "1965-05", (60, 2), "2025-07"),
    ("men60", "1976-08", (62, 11), "2039-07"),
    ("men60", "1976-09", (63, 0), "2039-09"),
    ("men60", "1976-12", (63, 0), "2039-12"),
    ("women55", "1970-01", (55, 1), "2025-02"),
    ("women55", "1970-04", (55, 1), "2025-05"),
    ("women55", "1970-05", (55, 2), "2025-07"),
    ("women55", "1971-04", (55, 4), "2026-08"),
    ("women55", "1981-08", (57, 11), "2039-07"),
    ("women55", "1981-09", (58, 0), "2039-09"),
    ("women50", "1975-01", (50, 1), "2025-02"),
    ("women50", "1975-02", (50, 1), "2025-03"),
    ("women50", "1975-03", (50, 2), "2025-05"),
    ("women50", "1984-10", (54, 11), "2039-09"),
    ("women50", "1984-11", (55, 0), "2039-11"),
    ("women50", "1984-12", (55, 0), "2039-12"),
]

# Annex by annex: first birth month, old age, birth months per row, number of rows
# up to the new age.
ANNEXES = {
    "men60": ((1965, 1), 60, 4, 36),
    "women55": ((1970, 1), 55, 4, 36),
    "women50": ((1975, 1), 50, 2, 60),
}


def month(text: str) -> int:
    year, number = text.split("-")
    return month_index(int(year), int(number))


def later(date: tuple[int, int], months: int) -> tuple[int, int]:
    """The calendar month some months later, counted one by one."""
    year, number = date
    for _ in range(months):
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return year, number


def annex(name: str) -> list[tuple[tuple[int, int], int, tuple[int, int]]]:
    """Every birth month of an annex, with its delay and retirement month."""
    birth, age, per_row, rows = ANNEXES[name]
    table = []
    for delay in range(1, rows + 1):
        for _ in range(per_row):
            table.append((birth, delay, later((birth[0] + age, birth[1]), delay)))
            birth = later(birth, 1)
    return table


@pytest.mark.parametrize(("name", "birth", "age", "expected"), PUBLISHED)
def test_published_rows(name: str, birth: str, age: tuple[int, int], expected: str) -> None:
    found = retirement(month(birth), name, NEW)
    assert found.month == month(expected)
    assert (found.age_years, found.age_months) == age


@pytest.mark.parametrize("name", CLASSES)
def test_every_birth_month_of_the_annex(name: str) -> None:
    table = annex(name)
    birth = np.array([month_index(*row[0]) for row in table])
    found = retirement_months(birth, class_codes([name] * len(table)), NEW)
    assert found.delay.tolist() == [row[1] for row in table]
    assert [year_and_month(int(m)) for m in found.statutory] == [row[2] for row in table]


@pytest.mark.parametrize("name", CLASSES)
def test_last_row_of_the_annex_holds_for_all_born_later(name: str) -> None:
    (year, number), delay, _ = annex(name)[-1]
    birth = month_index(year, number) + np.arange(600)
    found = retirement_months(birth, class_codes([name] * 600), NEW)
    assert set(found.delay) == {delay}


@pytest.mark.parametrize(
    ("name", "birth"), [("men60", "1964-12"), ("women55", "1969-12"), ("women50", "1974-12")]
)
def test_old_age_reached_before_2025_has_no_delay_and_no_window(name: str, birth: str) -> None:
    found = retirement(month(birth), name, NEW)
    # December 2024 is the last month under the law before.
    assert (found.month, found.delay_months) == (month("2024-12"), 0)
    assert found.earliest == found.latest == found.month


def test_flexible_window_of_a_man_stops_at_the_old_age() -> None:
    # Born 1965-01: statutory 2025-02, 36 months before is 2022-02, the age of 60
    # 2025-01; latest 2028-02.
    assert retirement(month("1965-01"), "men60", NEW) == Retirement(
        month("2025-02"), 60, 1, 1, month("2025-01"), month("2028-02")
    )


def test_flexible_window_of_women50_stops_at_36_months() -> None:
    # Born 1984-11: statutory 2039-11 after 60 months' delay; the age of 50 is
    # 2034-11, but 36 months before is 2036-11.
    assert retirement(month("1984-11"), "women50", NEW) == Retirement(
        month("2039-11"), 55, 0, 60, month("2036-11"), month("2042-11")
    )


@pytest.mark.parametrize(("name", "age"), [("men60", 60), ("women55", 55), ("women50", 50)])
def test_law_before_2025(name: str, age: int) -> None:
    expected = month_index(1980 + age, 6)
    found = retirement(month("1980-06"), name, OLD)
    assert found == Retirement(expected, age, 0, 0, expected, expected)


@given(
    birth=st.integers(month_index(1940, 1), month_index(2010, 12)),
    code=st.integers(0, 2),
    law=st.sampled_from(RetirementLaw),
)
def test_monotone_and_within_the_cap(birth: int, code: int, law: RetirementLaw) -> None:
    births = np.array([birth, birth + 1])
    found = retirement_months(births, np.array([code, code]), law)
    assert found.statutory[0] < found.statutory[1]
    assert found.delay[0] <= found.delay[1] <= (36, 36, 60)[code]
    assert (found.earliest <= found.statutory).all()
    assert (found.statutory <= found.latest).all()
    assert (found.earliest >= births + (720, 660, 600)[code]).all()


@given(st.integers(0, 3000 * 12))
def test_month_index_and_back(index: int) -> None:
    assert month_index(*year_and_month(index)) == index


def test_wrong_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month 13: expected 1 to 12"):
        month_index(1970, 13)


def test_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="'men65': expected one of men60, women55, women50"):
        retirement(month("1970-01"), "men65", NEW)


@pytest.mark.parametrize("law", RetirementLaw)
@pytest.mark.parametrize("code", [-1, 3])
def test_unknown_code_is_refused(code: int, law: RetirementLaw) -> None:
    with pytest.raises(ValueError, match=f"code {code}: expected 0 to 2"):
        retirement_months(np.array([23640]), np.array([code]), law)
