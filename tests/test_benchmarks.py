"""The benchmarks run, name every stage, and state one model in every layer."""

from fractions import Fraction
from pathlib import Path

import pytest

from allocator.evaluation.marks import scored
from allocator.evaluation.scores import scores_of
from allocator.scenario.synthetic import write_synthetic
from benchmarks import explaining, scoring
from benchmarks.layers import LAYERS, NEEDS, through_mps
from benchmarks.product import STAGES, other_than_highs, whole_round
from benchmarks.solving import solved
from benchmarks.speed import medians
from benchmarks.tasks import Task, formulation
from benchmarks.terms import compiled, terms_of

UNITS = 12


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmarks") / "county"
    write_synthetic(folder, UNITS, 1)
    return folder


@pytest.fixture(scope="module")
def value(county: Path) -> float:
    return float(whole_round(county, 0.0, 60.0)["value"])


def test_the_stages_add_up_to_the_whole_round(county: Path) -> None:
    measured = whole_round(county, 0.0, 60.0)
    stages = measured["stages"]
    assert tuple(stages) == STAGES
    assert all(seconds >= 0 for seconds in stages.values())
    assert stages["highs"] >= sum(measured["goals"].values())
    assert other_than_highs(stages) > 0


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_reaches_the_same_first_goal(county: Path, value: float, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    loaded = LAYERS[name](terms_of(compiled(county)))
    assert solved(loaded.highs, 0.0, 60.0)["value"] == pytest.approx(value, abs=1e-6)


def test_the_file_reaches_the_same_first_goal(county: Path, value: float) -> None:
    loaded = through_mps(compiled(county))
    assert solved(loaded.highs, 0.0, 60.0)["value"] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("strengthened", [True, False])
def test_both_formulations_reach_the_same_first_goal(
    county: Path, value: float, strengthened: bool
) -> None:
    measured = formulation(strengthened, Task(str(county), gap=0.0))
    assert measured["value"] == pytest.approx(value, abs=1e-6)
    assert measured["relaxation"] >= value - 1e-6


def test_medians_by_place() -> None:
    runs = [{"a": {"b": 1.0}, "n": 5, "c": "x"}, {"a": {"b": 9.0}, "n": 5, "c": "x"}]
    assert medians([*runs, {"a": {"b": 2.0}, "n": 5, "c": "x"}]) == {
        "a": {"b": 2.0}, "n": 5, "c": "x"
    }  # fmt: skip


def test_every_way_of_scoring_scores() -> None:
    for way in scoring.WAYS.values():
        found = way(30)
        assert found["scores"] > 0
        assert found["tiers"] >= 0


def test_the_ways_of_scoring_agree() -> None:
    """What is compared side by side has to be the same thing."""
    units = 30
    marks, rules = scoring.score_table(units), scoring.policy()
    exact = scores_of(scored(marks), scoring.groups(units), rules)
    by_unit = dict(zip(exact.units, exact.total, strict=True))
    weights = {leaf.id: leaf.weight for leaf in rules.evaluation.leaves()}
    classes = scoring.groups(units)
    for unit in ("U000000", "U000017"):
        own = marks[marks["unit_id"] == unit]
        points = sum(
            Fraction(weights[row.indicator][classes[unit]])
            * scoring.SOURCES[row.source]
            * Fraction(row.score)
            / 100
            / 100
            for row in own.itertuples()
        )
        assert exact.exact(by_unit[unit]) == points


def test_both_ways_price_the_next_post_alike(county: Path) -> None:
    explainer = explaining.explainer_of(county)
    asked = explaining.priced(explainer)
    assert asked
    for j in asked:
        assert explaining.by_product(explainer, j) == explaining.anew(explainer, j)
