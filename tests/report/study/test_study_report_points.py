"""Differences of shares, which are percentage points and no per cent."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from allocator.report.document import Section
from allocator.report.simulation.measured import difference, interval_of_difference
from allocator.report.study.best import best
from allocator.report.study.differences import differences
from allocator.report.study.differences_told import differences_told
from allocator.report.study.effects import effects
from allocator.report.study.regret import regret
from allocator.report.study.studied import Studied
from tests.report.sound import rows_with
from tests.report.study.studies_made_up import studied
from tests.simulation.studies.results.made_up import tables

MET = ("priority_met", "")
"""A share of which more is better, as of posts granted, in whose place it is here."""


@pytest.fixture
def shares() -> Studied:
    """S2 is 2.5 better than S1, which is 250 percentage points, and 0.5 under A2."""
    changed = {
        name: table.replace({"measure": {"posts_granted": MET[0]}})
        for name, table in tables(("A1", "A2")).items()
        if "measure" in table
    }
    return Studied(studied(("A1", "A2"), changed))


def cells(section: Section, place: int = 0) -> Iterator[dict[str, object]]:
    names = [field.name for field in section.grids[place].fields]
    return (dict(zip(names, row, strict=True)) for row in section.grids[place].rows)


def test_an_amount_in_a_sentence() -> None:
    assert difference(MET, 0.233) == "23.3 pp"
    assert interval_of_difference(MET, -0.0185, 0.04) == "-1.9 to 4.0 pp"  # half away from zero
    assert difference(MET, float("nan")) == "–"
    assert interval_of_difference(MET, float("nan"), 0.1) == ""
    # Of what is no share a difference has the unit of the measure.
    assert difference(("posts_granted", ""), 2.5) == "2.50"
    assert interval_of_difference(("posts_granted", ""), 2.0, 3.0) == "2.00 to 3.00"


@pytest.mark.parametrize(
    ("build", "unit"),
    [
        (differences, "%; of differences: pp"),
        (best, "%; of differences: pp"),
        (regret, "pp"),
        (effects, "pp"),
    ],
)
def test_the_unit_in_tables(
    build: Callable[[Studied], Iterable[Section]], unit: str, shares: Studied
) -> None:
    (section,) = build(shares)
    for place in range(len(section.grids)):
        units = {row["unit"] for row in cells(section, place) if row["measure"] == _title()}
        assert units == {unit}


def _title() -> str:
    return "share of priority posts met within a year"


def test_a_difference_stands_beside_its_unit(shares: Studied) -> None:
    (section,) = differences(shares)
    first = next(cells(section))
    # The baseline is at 10, which is 1000 %.
    assert (first["baseline"], first["difference"], first["low"]) == (1000, 250, 225)


def test_charts_name_the_unit_and_are_drawn_in_it(shares: Studied) -> None:
    for build, name, first in (
        (differences, "differences_1", 150.0),  # over both assumptions
        (regret, "regret_1", 250.0),
        (effects, "effects_1", 250.0),
    ):
        (section,) = build(shares)
        (chart,) = (each for each in section.charts if each.id == name)
        assert chart.title.startswith(f"{_title()} (pp): ")
        assert rows_with(chart.spec, "row", "value")[0]["value"] == first
        assert f"{first:.1f} pp" in chart.description
        assert f"{first:.1f}%" not in chart.description


def test_cells_of_regret_have_no_room_for_the_unit(shares: Studied) -> None:
    (section,) = regret(shares)
    (chart,) = (each for each in section.charts if each.id == "regret_by_assumption_1")
    told = [row["told"] for row in rows_with(chart.spec, "part", "told")]
    assert told == ["250.0", "0.0", "50.0", "0.0"]
    assert chart.title == f"{_title()} (pp): regret under each assumption"


def test_the_sentence_at_the_top(shares: Studied) -> None:
    (said,) = differences_told(MET, shares)
    assert "150.0 pp (95% interval 125.0 to 175.0 pp)" in said
