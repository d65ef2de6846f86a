"""Wrong study files: every problem is told with the exact place of its key."""

from typing import Any

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.simulation.studies.study_file import study_of
from tests.simulation.studies.files.study_keys import GONE, changed

SAMPLED = ("design.levers", {"kind": "sobol", "points": 8})
LISTED = ("design.levers", {"kind": "list", "rows": [{"bank": 4}, {"bank": 6, "terms": [3]}]})
NO_CURVE = ("curve", GONE)
RANGE = {"id": "bank", "key": "pools[B1].capital", "low": 2, "high": 8, "whole": True}
RANGED = ("levers[2]", RANGE)

WRONG: dict[str, tuple[list[tuple[str, Any]], list[str]]] = {
    # What each key is.
    "an unknown key": ([("yers", 5)], ["yers"]),
    "an unknown key of a factor": ([("levers[2].vlues", [4])], ["levers[2].vlues"]),
    "a newer form": ([("schema", 2)], ["schema"]),
    "no name": ([("name", GONE)], ["name"]),
    "no measures": ([("measures", [])], ["measures"]),
    "text for a number": ([("years", "five")], ["years"]),
    "a list that is none": ([("levers[1].values", 3)], ["levers[1].values"]),
    "no certainty": ([("confidence", 1)], ["confidence"]),
    "an id with a dash": ([("levers[1].id", "long-terms")], ["levers[1].id"]),
    "an unknown kind of design": ([("design.levers", {"kind": "grid"})], ["design.levers.kind"]),
    "a negative weight": ([("uncertainties[1].weights", [1, -1])], ["uncertainties[1].weights[2]"]),
    "an unknown better": ([("measures[4].better", "most")], ["measures[4].better"]),
    "a measure that is a number": ([("measures[1]", 3)], ["measures[1]"]),
    "too few to start": ([("replications.least", 1)], ["replications.least"]),
    "a front of one": ([("pareto.measures", ["posts_granted"])], ["pareto.measures"]),
    # Factors.
    "an id twice": ([("uncertainties[1].id", "bank")], ["uncertainties[1].id"]),
    "a reserved id": ([("levers[1].id", "lender")], ["levers[1].id"]),
    "no levels": ([("levers[1].values", GONE)], ["levers[1]"]),
    "values and levels": (
        [("uncertainties[1].values", [1, 2]), ("uncertainties[1].weights", GONE)],
        ["uncertainties[1]"],
    ),
    "values and a range": (
        [("levers[1].low", 1), ("levers[1].high", 3)],
        ["levers[1]", "levers[1].low"],
    ),
    "values without a key": ([("levers[1].key", GONE)], ["levers[1].key"]),
    "levels beside a key": (
        [("uncertainties[1].key", "lending.terms")],
        ["uncertainties[1].key", "uncertainties[1].key"],
    ),
    "a value twice": ([("levers[2].values", [4, 6, 4.0])], ["levers[2].values[3]"]),
    "a level twice": (
        [("uncertainties[1].levels[2].name", "few")],
        ["uncertainties[1].levels[2].name"],
    ),
    "no value": ([("levers[1].values", [])], ["levers[1].values"]),
    "a range without an end": (
        [RANGED, SAMPLED, NO_CURVE, ("levers[2].high", GONE), ("baseline", GONE)],
        ["levers[2].high"],
    ),
    "a range upside down": (
        [RANGED, SAMPLED, NO_CURVE, ("levers[2].low", 8)],
        ["baseline.bank", "levers[2].high"],
    ),
    "whole numbers between parts": (
        [RANGED, SAMPLED, NO_CURVE, ("levers[2].low", 1.5)],
        ["levers[2].low"],
    ),
    "whole values": ([("levers[2].whole", True)], ["levers[2].whole"]),
    "weights of a lever": ([("levers[2].weights", [1, 1, 1])], ["levers[2].weights"]),
    "too few weights": ([("uncertainties[1].weights", [1])], ["uncertainties[1].weights"]),
    "no weight": ([("uncertainties[1].weights", [0, 0])], ["uncertainties[1].weights"]),
    "weights of a sample": (
        [("design.uncertainties", {"kind": "latin_hypercube", "points": 5})],
        ["uncertainties[1].weights"],
    ),
    # Keys that are set.
    "a key of two factors": (
        [("levers[1].key", "simulation.recall.late_share")],
        ["uncertainties[1].levels[2].set"],
    ),
    "a key of [set] too": ([("set", {"lending": {"terms": [5]}})], ["levers[1].key"]),
    "a part of a section": (
        [("uncertainties[1].levels[2].set", {"lending": {"terms": {"a": 1}}})],
        ["uncertainties[1].levels[2].set"],
    ),
    "the section of a key": (
        [("uncertainties[1].levels[2].set", {"lending": 3})],
        ["uncertainties[1].levels[2].set"],
    ),
    "a cell in Chinese": (
        [("uncertainties[1].levels[2].set", {"周转池[B1].资本金": 4})],
        ["uncertainties[1].levels[2].set"],
    ),
    "a cell in capitals": ([("set", {"Pools[ B1 ].Capital": 4})], ["levers[2].key"]),
    "a grade with its year": (
        [
            ("set", {"grades[U1].tier": 1}),
            ("levers[2].key", "grades[U1,2026].tier"),
            ("levers[2].values", [1, 2]),
            NO_CURVE,
            ("baseline", GONE),
        ],
        ["levers[2].key"],
    ),
    "a first year that differs": (
        [("uncertainties[1].levels[2].set", {"base_year": 2030})],
        ["uncertainties[1].levels[2].set"],
    ),
    # Designs.
    "a range in a full factorial": ([RANGED, NO_CURVE], ["levers[2].low"]),
    "a range in a list": ([RANGED, NO_CURVE, LISTED], ["levers[2].low"]),
    "points of a full factorial": ([("design.levers", {"points": 8})], ["design.levers.points"]),
    "a sample without points": (
        [NO_CURVE, ("design.levers", {"kind": "sobol"})],
        ["design.levers.points"],
    ),
    "seven points of Sobol'": (
        [
            ("design.uncertainties", {"kind": "sobol", "points": 7}),
            ("uncertainties[1].weights", GONE),
        ],
        ["design.uncertainties.points"],
    ),
    "twelve points of Saltelli": (
        [
            ("design.uncertainties", {"kind": "saltelli", "points": 12}),
            ("budget", GONE),
            ("uncertainties[1].weights", GONE),
        ],
        ["design.uncertainties.points"],
    ),
    "a sample of nothing": (
        [("uncertainties", []), ("design.uncertainties", {"kind": "sobol", "points": 8})],
        ["design.uncertainties.kind"],
    ),
    "rows of a full factorial": (
        [("design.levers", {"rows": [{"bank": 4}]})],
        ["design.levers.rows"],
    ),
    "a list without rows": ([("design.levers", {"kind": "list"})], ["design.levers.rows"]),
    "a row of an unknown factor": (
        [LISTED, ("design.levers.rows[2].banks", 4)],
        ["design.levers.rows[2].banks"],
    ),
    "a row of an unknown level": (
        [LISTED, ("design.levers.rows[2].bank", 5)],
        ["design.levers.rows[2].bank"],
    ),
    "a row twice": ([LISTED, ("design.levers.rows[3]", {"bank": 4.0})], ["design.levers.rows[3]"]),
    "too many cells": (
        [
            ("levers[2].values", list(range(101))),
            (
                "uncertainties[2]",
                {"id": "rate", "key": "simulation.demand.rate", "values": list(range(250))},
            ),
            ("budget", GONE),
        ],
        ["design"],
    ),
    # Lenders and the baseline.
    "an unknown lender": ([("lenders", ["optimal", "first_comes"])], ["lenders[2]"]),
    "a lender twice": ([("lenders", ["optimal", "optimal"])], ["lenders[2]"]),
    "a baseline of an unknown lender": ([("baseline.lender", "nobody")], ["baseline.lender"]),
    "a baseline that is a number": ([("baseline.lender", 3)], ["baseline.lender"]),
    "a baseline of an uncertainty": ([("baseline.late", "few")], ["baseline.late"]),
    "a baseline of an unknown level": ([("baseline.bank", 5)], ["baseline.bank"]),
    "a baseline outside its range": (
        [RANGED, SAMPLED, NO_CURVE, ("baseline.bank", 9)],
        ["baseline.bank"],
    ),
    "a baseline between whole numbers": (
        [RANGED, SAMPLED, NO_CURVE, ("baseline.bank", 4.5)],
        ["baseline.bank"],
    ),
    # Measures.
    "an unknown measure": ([("measures[5]", "posts_grnted")], ["measures[5]"]),
    "a measure twice": ([("measures[5]", " posts_granted")], ["measures[5]"]),
    "a part of one number": ([("measures[5]", "people[P1]")], ["measures[5]"]),
    "a measure and its part": ([("measures[5]", "utilisation")], ["measures[3]"]),
    "a front of another measure": (
        [("pareto.measures", ["posts_granted", "people"])],
        ["pareto.measures[2]"],
    ),
    "a front without a way": (
        [("pareto.measures", ["posts_granted", "utilisation[B1]"])],
        ["pareto.measures[2]"],
    ),
    "a front of many numbers": (
        [("pareto.measures", ["posts_granted", "smallest_balance"])],
        ["pareto.measures[2]"],
    ),
    "a front of one thing twice": (
        [("pareto.measures", ["posts_granted", "posts_granted"])],
        ["pareto.measures[2]"],
    ),
    "half a reference": ([("pareto.reference", [0])], ["pareto.reference"]),
    "a curve of another measure": ([("curve.measure", "people")], ["curve.measure"]),
    "a curve over an uncertainty": ([("curve.lever", "late")], ["curve.lever"]),
    "a curve over lists": ([("curve.lever", "terms")], ["curve.lever"]),
    "a curve over one value": ([("levers[2].values", [6])], ["curve.lever"]),
    "a curve over a sample": ([SAMPLED], ["curve"]),
    # Replications and budget.
    "a long warm-up": ([("warm_up", 5)], ["warm_up"]),
    "a precision of another measure": (
        [("replications.half_width[1].measure", "people")],
        ["replications.half_width[1].measure"],
    ),
    "no precision": (
        [("replications.half_width[1].absolute", GONE)],
        ["replications.half_width[1]"],
    ),
    "two precisions": (
        [("replications.half_width[1].relative", 0.1)],
        ["replications.half_width[1]"],
    ),
    "a difference from itself": (
        [("lenders", ["optimal"]), ("levers", []), ("curve", GONE), ("baseline", GONE)],
        ["replications.half_width[1].of"],
    ),
    "fewer at most than at least": (
        [("replications.most", 3), ("replications.half_width", [])],
        ["replications.most"],
    ),
    # 4 at least, and 2 to look ahead.
    "no room to look ahead": ([("replications.most", 5)], ["replications.most"]),
    # 2 lenders × 2 × 3 levels × 2 assumptions = 24 cells, with 4 + 2 replications: 144 runs.
    "a small budget": ([("budget.runs", 143)], ["budget.runs"]),
}


def problems_of(keys: dict[str, Any]) -> tuple[Problem, ...]:
    """Every problem of a study that is refused."""
    with pytest.raises(InvalidData) as refused:
        study_of(keys, file="study.toml")
    assert {problem.file for problem in refused.value.problems} == {"study.toml"}
    return refused.value.problems


@pytest.mark.parametrize("case", WRONG)
def test_the_place_is_told(case: str) -> None:
    changes, places = WRONG[case]
    found = problems_of(changed(*changes))
    assert [problem.column for problem in found] == places
    for problem in found:
        assert problem.found
        assert problem.expected
        assert problem.mend
        assert not {"{", "}"} & set(problem.found + problem.expected + problem.mend), problem


def test_the_study_itself_is_right() -> None:
    assert study_of(changed()).name == "right"
    for change in (LISTED, ("budget.runs", 144), ("replications.most", 6)):
        study_of(changed(change))
    study_of(changed(RANGED, SAMPLED, NO_CURVE))


@pytest.mark.parametrize(
    ("changes", "meant"),
    [
        ([("yers", 5)], "years"),
        ([("levers[2].vlues", [4])], "values"),
        ([("replications.half_width[1].relativ", 1)], "relative"),
        ([("measures[5]", "posts_grnted")], "posts_granted"),
        ([("lenders", ["first_comes"])], "first_come"),
        ([("baseline.banc", 6)], "bank"),
        ([("curve.lever", "bnak")], "bank"),
    ],
)
def test_what_comes_close_is_suggested(changes: list[tuple[str, Any]], meant: str) -> None:
    (problem,) = problems_of(changed(*changes))
    assert problem.mend == f"Did you mean “{meant}”?"


def test_a_strange_key_is_looked_up_in_the_right_page() -> None:
    (problem,) = problems_of(changed(("xyz", 5)))
    assert problem.mend == "Remove the key; the keys are listed in docs/data.md."


def test_all_problems_are_told_at_once() -> None:
    """A key that cannot be read does not hide what is wrong with those that can."""
    found = problems_of(
        changed(("years", "five"), ("lenders", ["nobody"]), ("levers[1].values", [1, 1]))
    )
    assert [problem.column for problem in found] == ["lenders[1]", "levers[1].values[2]", "years"]


def test_what_rests_on_an_unread_key_is_left_out() -> None:
    """Of levers that cannot be read nothing is told that may not be so."""
    found = problems_of(changed(("levers[1].values", 3)))
    assert [problem.column for problem in found] == ["levers[1].values"]
