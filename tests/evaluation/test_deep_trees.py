"""A tree of any depth is scored; recursion would end at a thousand levels."""

from typing import Any

import pytest

from allocator.allocation.audit.standing import standings
from allocator.evaluation.evaluation import evaluate

DEPTH = 1200


@pytest.mark.parametrize("method", ["weights", "ahp"])
def test_a_very_deep_tree(small: Any, method: str) -> None:
    parents = ["", *(f"c{level}" for level in range(DEPTH - 1))]
    chain = "".join(
        f'[[evaluation.indicators]]\nid = "c{level}"\nparent = "{parent}"\n'
        for level, parent in enumerate(parents)
    )
    small.text(
        "policy.toml",
        f'schema = 1\nname = "deep"\n[evaluation]\nmethod = "{method}"\n'
        f'tier_thresholds = {{ "*" = [70, 50] }}\n{chain}weight = {{ "*" = 100 }}\n'
        "[lending]\nterms = [1, 2, 3]\n",
    )
    small.rows("scores", f"U1,c{DEPTH - 1},office,80,100")
    scenario = small.read()
    row = evaluate(scenario).set_index("unit_id").loc["U1"]
    assert (row["score"], row["tier"]) == (80, 1)
    assert standings(scenario)["U1"].tier == 1


def test_a_branch_that_weighs_nothing_needs_no_weights_below_it(small: Any) -> None:
    small.text(
        "policy.toml",
        'schema = 1\nname = "branch"\n[evaluation]\nmethod = "ahp"\n'
        'tier_thresholds = { "*" = [70, 50] }\n'
        '[[evaluation.indicators]]\nid = "x"\nweight = { "*" = 1 }\n'
        '[[evaluation.indicators]]\nid = "y"\nweight = { "*" = 0 }\n'
        '[[evaluation.indicators]]\nid = "y1"\nparent = "y"\nweight = { B = 1 }\n'
        '[[evaluation.indicators]]\nid = "y2"\nparent = "y"\nweight = { B = 1 }\n'
        "[lending]\nterms = [1, 2, 3]\n",
    )
    small.rows("scores", "U1,x,office,80,100")
    scenario = small.read()
    assert evaluate(scenario).set_index("unit_id").loc["U1", "score"] == 80
    assert standings(scenario)["U1"].tier == 1


def test_a_unit_none_of_whose_marks_counts_is_not_scored(small: Any) -> None:
    small.put("units", 2, "class", "B")
    small.change("policy.toml", "weight = { A = 40 }", "weight = { A = 40, B = 100 }")
    small.change("policy.toml", "[evaluation]", '[evaluation]\nmissing = "zero"')
    small.rows("scores", "U1,cases,office,80,100")  # not an indicator of class B
    scenario = small.read()
    row = evaluate(scenario).set_index("unit_id").loc["U1"]
    assert (row["basis"], row["tier"], row["colour"]) == ("none", 2, "green")
    assert standings(scenario)["U1"].tier == 2
