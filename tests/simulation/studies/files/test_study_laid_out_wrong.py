"""What is wrong with a study's scenarios is told once, where the study makes it so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.scenario.relations.data import Data
from allocator.simulation.studies.design.laid_out import layout_of
from allocator.simulation.studies.study_file import study_of
from tests.simulation.studies.files.small_factors import BANK, LATE, TERMS

Refused = Callable[..., tuple[Problem, ...]]


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """File and place of each."""
    return [(problem.file, problem.column) for problem in problems]


def test_a_misspelt_key_is_told_once(refused: Refused) -> None:
    levers = [BANK, TERMS | {"key": "lending.trems"}]
    (problem,) = refused(levers=levers, uncertainties=[LATE])
    assert (problem.file, problem.column) == ("study.toml", "levers[2] “terms”: lending.trems")
    assert problem.mend == "Did you mean “terms”?"


def test_every_wrong_value_is_told_once(refused: Refused) -> None:
    found = refused(
        levers=[TERMS | {"values": [[3], [0], [99]]}],
        uncertainties=[LATE | {"values": [2, -1]}, {"id": "u", "levels": [
            {"name": "odd", "set": {"pools[B9].capital": 3}}, {"name": "none"}]}],
    )  # fmt: skip
    assert told(found) == [
        ("study.toml", "levers[1] “terms”: lending.terms[1]"),
        ("study.toml", "levers[1] “terms”: lending.terms[1]"),
        ("study.toml", "uncertainties[1] “late”: simulation.recall.late_share"),
        ("study.toml", "uncertainties[1] “late”: simulation.recall.late_share"),
        ("study.toml", "uncertainties[2] “u”: pools[B9].capital"),
    ]
    assert {problem.found for problem in found} == {"0", "99", "2", "-1", "[B9]"}


def test_wrong_keys_of_the_whole_study(refused: Refused) -> None:
    found = refused(("lending.confidnce", 1), levers=[BANK], set={"pools[B1].capitol": 3})
    assert told(found) == [
        ("--set", "lending.confidnce"),
        ("study.toml", "set: pools[B1].capitol"),
    ]


def test_levels_that_do_not_fit_the_data(refused: Refused) -> None:
    """The ceiling is 60 titles, 50 are approved and B2 owns 4: with 8, two are too many."""
    (problem,) = refused(levers=[TERMS, BANK | {"values": [4, 6, 8]}], uncertainties=[LATE])
    assert (problem.file, problem.column) == ("study.toml", "levers[2] “bank” = 8")
    assert problem.found.startswith("in ceilings.csv, row 2, column titles: ")


def test_levels_that_do_not_fit_each_other(refused: Refused) -> None:
    """Reserve 5 of a capital of 4; with 6 it fits."""
    reserve = {"id": "reserve", "key": "pools[B1].reserve", "values": [1, 5]}
    (problem,) = refused(levers=[BANK | {"values": [4, 6]}, reserve], uncertainties=[LATE])
    assert problem.file == "study.toml"
    assert problem.column == "levers[2] “reserve”: pools[B1].reserve"


def test_two_keys_of_a_section_that_do_not_fit(
    refused: Refused,
) -> None:
    longest = {"id": "longest", "key": "lending.max_total_term", "values": [2, 3]}
    (problem,) = refused(levers=[TERMS, longest])
    assert problem.file == "study.toml"
    assert problem.column == "levers[1] “terms”, levers[2] “longest”: lending"


def test_what_is_wrong_with_the_scenario_itself(small: Any, refused: Refused) -> None:
    small.put("pools", 2, "reserve", 7).write()
    assert told(refused(levers=[TERMS], uncertainties=[LATE])) == [("pools.csv", "reserve")]


def test_a_factors_key_cannot_be_set_besides(
    refused: Refused,
) -> None:
    found = refused(("池[B1].资本金", 5), ("周转池[B1].资本金", 5), ("lending", 3),
                    levers=[TERMS, BANK])  # fmt: skip
    assert told(found) == [("--set", "lending"), ("--set", "周转池[B1].资本金")]
    assert "levers[2] “bank”" in found[1].found


@pytest.mark.parametrize(
    ("entry", "mend"),
    [
        ("utilisation[B11]", "Did you mean “B1”?"),
        ("posts_granted_by_purpose[talnt]", "Did you mean “talent”?"),
        ("posts_granted_by_tier[4]", "Correct the name."),
    ],
)
def test_parts_of_measures_must_be_there(refused: Refused, entry: str, mend: str) -> None:
    (problem,) = refused(measures=["people", entry])
    assert (problem.file, problem.column, problem.mend) == ("study.toml", "measures[2]", mend)


def test_further_checks_are_made(source: Path) -> None:
    """One that cannot have a first pool of four."""

    def not_four(data: Data) -> None:
        four = data.frames["pools"]["capital"] == 4
        four &= data.frames["pools"]["pool_id"] == "B1"
        data.note("pools", four, "capital", found="four", expected="another", mend="Change it.")

    study = study_of({"schema": 1, "name": "more", "measures": ["people"], "levers": [BANK]})
    layout_of(study, source)
    with pytest.raises(InvalidData) as error:
        layout_of(study, source, file="study.toml", checks=(not_four,))
    assert told(error.value.problems) == [("study.toml", "levers[1] “bank”: pools[B1].capital")]
