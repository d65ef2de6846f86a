"""Weights of the last level: as given, by matrices of one or several judges, and by both."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scored import TREE, policy_with

from allocator.allocation.audit.weights import weights_of
from allocator.evaluation.weights import leaf_weights, matrices_of
from allocator.scenario.policy import Policy
from allocator.scenario.problems import InvalidData

ABC: list[dict[str, Any]] = [{"id": name} for name in "abc"]


def judged(*pairwise: dict[str, Any], tree: Any = None, **keys: Any) -> Policy:
    return policy_with(tree or ABC, method="ahp", pairwise=list(pairwise), **keys)


def square(*rows: str) -> list[list[str]]:
    """A matrix from rows of text; ``?`` is not known."""
    return [["" if cell == "?" else cell for cell in row.split()] for row in rows]


def weights(policy: Policy, group: str = "A") -> dict[str, str]:
    """Ours as text; the audit's are the same."""
    ours = leaf_weights(policy, group)
    theirs = weights_of(policy.evaluation, group)
    assert theirs == {leaf: Fraction(weight) for leaf, weight in ours.items()}
    return {leaf: f"{weight:f}" for leaf, weight in ours.items()}


def test_weights_as_given_with_a_star_for_the_groups_that_are_not_named() -> None:
    tree = [
        {"id": "a", "weight": {"A": 3, "*": 5}},
        {"id": "b", "weight": {"A": 0}},
        {"id": "c", "weight": {"B": Decimal("2.5")}},
    ]
    policy = policy_with(tree)
    # 0 is a weight, which counts for nothing; no weight is none of the group's indicators.
    assert weights(policy, "A") == {"a": "3", "b": "0"}
    assert weights(policy, "B") == {"a": "5", "c": "2.5"}
    assert weights(policy, "C") == {"a": "5"}


def test_one_judge() -> None:
    # 4 : 2 : 1 of 100 are 57.142857…, 28.571428…, 14.285714…; what rounding down leaves, one
    # step of 0.000001, goes where most was cut off: 0.57 of a step, from b.
    policy = judged({"matrix": square("1 2 4", "1/2 1 2", "1/4 1/2 1")})
    assert weights(policy) == {"a": "57.142857", "b": "28.571429", "c": "14.285714"}


def test_of_equal_remainders_the_first_is_topped_up() -> None:
    policy = judged({"matrix": square("1 1 1", "1 1 1", "1 1 1")})
    assert weights(policy) == {"a": "33.333334", "b": "33.333333", "c": "33.333333"}


def test_several_judges_by_their_judgements() -> None:
    # 2 at weight 3 and 32 at weight 1: 2^(3/4) × 32^(1/4) = 2^2 = 4, so 80 to 20.
    tree = ABC[:2]
    first = {"matrix": square("1 2", "1/2 1"), "judge_weight": 3}
    second = {"matrix": square("1 32", "1/32 1")}
    assert weights(judged(first, second, tree=tree)) == {"a": "80.000000", "b": "20.000000"}


def test_several_judges_by_their_priorities() -> None:
    # (4, 2, 1) / 7 and (1, 1, 1) / 3: geometric means in the ratio 2 : √2 : 1, which add up to
    # 3 + √2 = 4.414214: 45.308…, 32.037…, 22.654….
    first = {"matrix": square("1 2 4", "1/2 1 2", "1/4 1/2 1")}
    second = {"matrix": square("1 1 1", "1 1 1", "1 1 1")}
    policy = judged(first, second, group_judgements="priorities")
    found = weights(policy)
    root = 2**0.5
    for leaf, part in {"a": 2, "b": root, "c": 1}.items():
        assert float(found[leaf]) == pytest.approx(100 * part / (3 + root), abs=1e-6)


def test_what_is_not_known_is_filled_in() -> None:
    # a is 2 b, b is 3 c: 6 : 3 : 1.
    policy = judged({"matrix": square("1 2 ?", "? 1 3", "? ? 1")})
    assert weights(policy) == {"a": "60.000000", "b": "30.000000", "c": "10.000000"}


def test_judges_may_know_different_pairs() -> None:
    # The same, each knowing one of the two judgements.
    first, second = square("1 2 ?", "? 1 ?", "? ? 1"), square("1 ? ?", "? 1 3", "? ? 1")
    policy = judged({"matrix": first}, {"matrix": second})
    assert weights(policy) == {"a": "60.000000", "b": "30.000000", "c": "10.000000"}


def test_a_matrix_that_names_the_group_goes_before_those_for_all() -> None:
    tree = ABC[:2]
    policy = judged(
        {"matrix": square("1 4", "1/4 1")},
        {"matrix": square("1 1", "1 1"), "groups": ["A", "B"]},
        tree=tree,
    )
    assert weights(policy, "A") == {"a": "50.000000", "b": "50.000000"}
    assert weights(policy, "C") == {"a": "80.000000", "b": "20.000000"}
    assert [len(matrices_of(policy.evaluation, group, "")) for group in "AC"] == [1, 1]


def test_weights_where_there_is_no_matrix_and_an_only_child() -> None:
    tree = [
        {"id": "output"},
        {"id": "input"},
        {"id": "cases", "parent": "output", "weight": {"A": 30}},
        {"id": "visits", "parent": "output", "weight": {"A": 10, "B": 1}},
        {"id": "costs", "parent": "input"},
    ]
    policy = judged({"matrix": square("1 4", "1/4 1")}, tree=tree)
    # Output has 80: 30 to 10 for A, all to visits for B, whose cases have no weight.
    assert weights(policy, "A") == {
        "cases": "60.000000",
        "visits": "20.000000",
        "costs": "20.000000",
    }
    assert weights(policy, "B") == {"visits": "80.000000", "costs": "20.000000"}


def test_trees_of_any_depth() -> None:
    tree = [
        {"id": "a"},
        {"id": "b"},
        {"id": "aa", "parent": "a"},
        {"id": "ab", "parent": "a"},
        {"id": "aaa", "parent": "aa"},
        {"id": "aab", "parent": "aa"},
    ]
    half = square("1 1", "1 1")
    policy = judged(*({"parent": name, "matrix": half} for name in ("", "a", "aa")), tree=tree)
    assert weights(policy) == {
        "b": "50.000000",
        "ab": "25.000000",
        "aaa": "12.500000",
        "aab": "12.500000",
    }


REFUSED: dict[str, tuple[Policy, str, str, str]] = {
    # λ of (a > b > c > a, each 9 times) is 1 + 9 + 1/9 = 10.11; CR = 7.11 / 2 / 0.58 = 6.13.
    "judgements that go round": (
        judged({"matrix": square("1 9 1/9", "1/9 1 9", "9 1/9 1"), "judge": "Li"}),
        *("evaluation.pairwise[1] (Li)", "6.13", "at most 0.1"),
    ),
    "the second judge": (
        judged(
            {"matrix": square("1 1 1", "1 1 1", "1 1 1")},
            {"matrix": square("1 9 1/9", "1/9 1 9", "9 1/9 1")},
        ),
        *("evaluation.pairwise[2]", "6.13", "at most 0.1"),
    ),
    "two sides that do not agree": (
        judged({"matrix": square("1 2 4", "2 1 2", "1/4 1/2 1")}),
        *("evaluation.pairwise[1]", "a", "1/2"),
    ),
    "items that nothing connects": (
        judged({"matrix": square("1 2 ?", "1/2 1 ?", "? ? 1")}),
        *("evaluation.pairwise[1]", "c", ""),
    ),
    "neither a matrix nor weights": (
        judged(tree=ABC),
        *("evaluation.pairwise", "neither a matrix nor a weight", "group A"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_weighed_is_refused(name: str) -> None:
    policy, column, found, expected = REFUSED[name]
    with pytest.raises(InvalidData) as refused:
        leaf_weights(policy, "A")
    (problem,) = refused.value.problems
    assert (problem.file, problem.column) == ("tiny.toml", column)
    assert found in problem.found
    assert expected in problem.expected
    assert problem.mend


JUDGEMENTS = ["1/9", "1/5", "1/3", "1/2", "2/3", "1", "1.5", "2", "3", "5", "9"]


@st.composite
def matrices(draw: st.DrawFn, size: int) -> list[list[str]]:
    """Any judgements above the diagonal, a few of them unknown; below, their reciprocals."""
    gaps = draw(st.integers(0, (size - 1) * (size - 2) // 2))
    pairs = [(i, j) for j in range(size) for i in range(j)]
    unknown = draw(st.permutations(pairs))[:gaps]
    cells = [["1"] * size for _ in range(size)]
    for i, j in pairs:
        text = "" if (i, j) in unknown else draw(st.sampled_from(JUDGEMENTS))
        cells[i][j] = text
        below = draw(st.booleans()) and text
        cells[j][i] = str(1 / Fraction(text)) if below else ""
    return cells


@st.composite
def judged_policies(draw: st.DrawFn) -> Policy:
    size = draw(st.integers(2, 4))
    judges = draw(st.integers(1, 3))
    entries = [
        {"matrix": draw(matrices(size)), "judge_weight": draw(st.sampled_from([1, 2, 5]))}
        for _ in range(judges)
    ]
    return judged(
        *entries,
        tree=[{"id": f"i{place}"} for place in range(size)],
        max_consistency_ratio=1,
        group_judgements=draw(st.sampled_from(["judgements", "priorities"])),
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(judged_policies())
def test_the_audit_weighs_alike(policy: Policy) -> None:
    try:
        ours = leaf_weights(policy, "A")
    except InvalidData:
        assume(False)
    theirs = weights_of(policy.evaluation, "A")
    assert sum(ours.values()) == sum(theirs.values()) == 100
    assert list(ours) == list(theirs)
    for leaf, weight in ours.items():
        # A step of rounding, where the two ways to fill gaps end within one of each other.
        assert abs(Fraction(weight) - theirs[leaf]) <= Fraction(1, 10**6)


def test_no_indicators_no_weights() -> None:
    assert leaf_weights(policy_with([]), "A") == {}
    assert leaf_weights(policy_with(TREE), "C") == {}
