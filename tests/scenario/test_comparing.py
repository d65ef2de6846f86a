"""Policy models side by side."""

from typing import Any

from allocator.scenario.comparing import counts_of_group, differences, level_counts
from allocator.scenario.policy import Evaluation, Policy


def policy(name: str, **keys: Any) -> Policy:
    return Policy.model_validate({"schema": 1, "name": name, "lending": {"terms": [1]}} | keys)


def test_only_what_differs_is_listed() -> None:
    one = policy("one", reserve={"share": 0.05}, priority={"purposes": {"talent": 1.5}})
    two = policy("two", reserve={"share": 0.10}, source="elsewhere", notes="other")
    assert differences([one, two]) == {
        "priority.purposes": ("talent: 1.5", ""),
        "reserve.share": ("0.05", "0.1"),
    }
    assert differences([one, one]) == {}


TREE = {
    "group_by": "organisation_type",
    "indicators": [
        {"id": "a"},
        {"id": "a1", "parent": "a"},
        {"id": "a11", "parent": "a1", "weight": {"party": 60, "street": 100}},
        {"id": "a12", "parent": "a1", "weight": {"party": 40}},
        {"id": "b", "weight": {"*": 0}},
    ],
}


def test_indicators_are_counted_by_level_and_group() -> None:
    evaluation = Evaluation.model_validate(TREE)
    assert counts_of_group(evaluation, "party") == [1, 1, 2]
    assert counts_of_group(evaluation, "street") == [1, 1, 1]
    assert level_counts(evaluation) == "1 / 1 / 1–2"
    assert level_counts(Evaluation()) == ""


def test_weights_and_scales_are_compared_where_the_indicators_are_the_same() -> None:
    tree = [{"id": "a", "weight": {"A": 60}}, {"id": "b", "weight": {"A": 40}}]
    other = [{"id": "a", "weight": {"A": 50}}, {"id": "b", "weight": {"A": 40}, "scale": SCALE}]
    one, two = (policy("same", evaluation={"indicators": own}) for own in (tree, other))
    assert differences([one, two]) == {
        "evaluation.indicators.a.weight": ("A: 60", "A: 50"),
        "evaluation.indicators.b.scale": ("", "worst: 0; best: 1"),
    }
    third = policy("third", evaluation={"indicators": tree[:1]})
    assert list(differences([one, third])) == ["evaluation.indicators"]


SCALE = {"worst": 0, "best": 1}


def test_grades_and_matrices_are_compared() -> None:
    grades = [{"id": "good", "least": 80, "tier": 1, "colour": "green"}]
    stricter = [{"id": "good", "least": 85, "tier": 1, "colour": "green"}]
    found = differences([policy("a", evaluation={"grades": own}) for own in (grades, stricter)])
    assert found == {
        "evaluation.grades": (
            "id: good; least: 80; tier: 1; colour: green",
            "id: good; least: 85; tier: 1; colour: green",
        )
    }
    judged = [
        policy(
            "a",
            evaluation={
                "method": "ahp",
                "indicators": [{"id": "x"}, {"id": "y"}],
                "pairwise": [{"matrix": [[1, value], ["", 1]]}],
            },
        )
        for value in (2, 3)
    ]
    assert differences(judged) == {"evaluation.pairwise[1].matrix": ("1, 2 | , 1", "1, 3 | , 1")}
