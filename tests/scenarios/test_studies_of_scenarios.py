"""The ready studies: each is read, all that it sets is accepted, and what it asks about moves."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from worked import NAMES, ROOT

from allocator.scenario.problems import Problems
from allocator.scenario.reading import locate, read_scenario
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.simulation.lenders.first_come import first_come
from allocator.simulation.replication import replicate
from allocator.simulation.studies.declared import Factor, Study
from allocator.simulation.studies.design.layout import Override
from allocator.simulation.studies.study_file import read_study, studies_in
from allocator.simulation.world import World

FILES = sorted((ROOT / "scenarios").glob("*/studies/*.toml"))
IDS = [f"{file.parents[1].name}-{file.stem}" for file in FILES]
EVERY_STUDY = pytest.mark.parametrize("file", FILES, ids=IDS)
KNOWN_WARNINGS = {
    # Requests that ask for longer than the longest term get nothing: what the study is about.
    ("gansu-ahp-terms_and_epsilon", "lending.terms"),
}


def study_in(file: Path) -> Study:
    return read_study(file, locate(source_of(file), Problems()))


def source_of(file: Path) -> str:
    return file.parents[1].name


def levels(factor: Factor) -> Iterator[list[Override]]:
    """What each level of a factor sets."""
    yield from ([(factor.sets, value)] for value in factor.values)
    yield from (list(level.set.items()) for level in factor.levels)


# --- read ------------------------------------------------------------------------------------


@EVERY_STUDY
def test_a_study_is_called_as_its_file_and_found_by_that(file: Path) -> None:
    study = study_in(file)
    assert study.name == file.stem
    assert study.title.zh
    assert study.title.en
    assert studies_in(file.parents[1])[study.name] == file


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_compares_all_lenders(name: str) -> None:
    study = study_in(ROOT / "scenarios" / name / "studies" / "lenders.toml")
    assert sorted(study.lenders) == sorted(LENDER_NAMES)
    assert study.baseline == {"lender": "first_come"}


# --- what it sets ----------------------------------------------------------------------------


@EVERY_STUDY
def test_every_level_alone_is_accepted_without_a_warning(file: Path) -> None:
    study = study_in(file)
    common = list(study.set.items())
    factors = (*study.levers, *study.uncertainties)
    alone = list(chain.from_iterable(levels(factor) for factor in factors))
    for overrides in alone or [[]]:
        scenario = read_scenario(source_of(file), [*common, *overrides])
        keys = {key for key, _value in overrides}
        known = any((f"{source_of(file)}-{file.stem}", key) in KNOWN_WARNINGS for key in keys)
        assert known or scenario.warnings == (), overrides


# --- what it asks about ----------------------------------------------------------------------

CURVES = [file for file in FILES if "[curve]" in file.read_text(encoding="utf-8")]


def measured(file: Path, overrides: list[Override]) -> dict[str, float]:
    """Measures of one run of first come, first served; all overrides have its chances."""
    study = study_in(file)
    world = World(read_scenario(source_of(file), [*study.set.items(), *overrides]))
    rows = replicate(world, first_come, study.years, study.seed, 0).rows
    return {row.measure: row.value for row in rows if row.year is None and not row.key}


@pytest.mark.parametrize("file", CURVES, ids=lambda file: str(file.parents[1].name))
def test_a_curve_rises_from_end_to_end(file: Path) -> None:
    study = study_in(file)
    assert study.curve is not None
    (lever,) = (each for each in study.levers if each.id == study.curve.lever)
    low, high = (
        measured(file, [(lever.sets, value)])[study.curve.measure]
        for value in (lever.values[0], lever.values[-1])
    )
    assert low < high


def test_a_less_sure_limit_lends_more_and_has_more_overdue() -> None:
    file = ROOT / "scenarios" / "s-county" / "studies" / "limit_confidence.toml"
    (lever,) = study_in(file).levers
    bold, sure = (measured(file, [(lever.sets, lever.values[end])]) for end in (0, -1))
    assert bold["posts_overdue"] > sure["posts_overdue"]
    assert bold["value_granted"] > sure["value_granted"]


def test_every_bad_turn_of_s_county_can_be_felt() -> None:
    file = ROOT / "scenarios" / "s-county" / "studies" / "stress.toml"
    felt = {"law": "leavers", "late": "posts_overdue", "emergency": "posts_from_reserve"}
    usual = measured(file, [])
    for factor in study_in(file).uncertainties:
        *_as_it_is, bad = levels(factor)
        assert measured(file, bad)[felt[factor.id]] != usual[felt[factor.id]]
