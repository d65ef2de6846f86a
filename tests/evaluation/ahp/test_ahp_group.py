"""Several judges: by judgement, by priority, with weights, with gaps."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged import matrices, square

from allocator.evaluation.ahp import (
    NamesDiffer,
    NotConnected,
    PairwiseMatrix,
    WrongJudgeWeights,
    weigh,
)
from allocator.evaluation.ahp.group import by_judgement
from allocator.evaluation.ahp.weighing import Group

GROUPS: tuple[Group, ...] = ("judgements", "priorities")


@pytest.mark.parametrize("group", GROUPS)
def test_two_judges_by_hand(group: Group) -> None:
    """2 and 8: the geometric mean is 4, so 0.8 and 0.2; by priority √(2/3 · 8/9) : √(1/3 · 1/9)
    is 4 : 1 as well."""
    found = weigh([square("a b", "1 2; ? 1"), square("a b", "1 8; ? 1")], group=group)
    assert found.weights == pytest.approx((0.8, 0.2), abs=1e-15)


def test_weights_of_judges_by_hand() -> None:
    """Twice the weight on 2, once on 16: ∛(2 · 2 · 16) = 4."""
    judges = [square("a b", "1 2; ? 1"), square("a b", "1 16; ? 1")]
    for unit in (1.0, 0.25):
        found = weigh(judges, judge_weights=[2 * unit, unit])
        assert found.weights == pytest.approx((0.8, 0.2), abs=1e-15)


def test_by_priority_and_by_judgement_differ_for_inconsistent_judges() -> None:
    judges = [
        square("a b c d", "1 9 1 1; ? 1 9 1; ? ? 1 9; ? ? ? 1"),
        square("a b c d", "1 1 1 1; ? 1 1 1; ? ? 1 1; ? ? ? 1"),
    ]
    one, other = (weigh(judges, group=group) for group in GROUPS)
    assert one.weights != pytest.approx(other.weights, abs=1e-3)
    first = weigh(judges[:1]).weights
    roots = [sqrt(weight * 0.25) for weight in first]
    assert other.weights == pytest.approx([root / sum(roots) for root in roots], abs=1e-14)
    assert (other.priorities, other.matrix) == (None, None)
    assert one.judge_ratios == other.judge_ratios
    assert other.largest_ratio == other.judge_ratios[0] > 0 == other.judge_ratios[1]


@pytest.mark.parametrize("group", GROUPS)
@given(matrix=matrices(unknown=True))
@settings(deadline=None)
def test_one_judge_is_the_group(group: Group, matrix: PairwiseMatrix) -> None:
    alone, found = weigh([matrix]), weigh([matrix], group=group, judge_weights=[3])
    assert found == alone
    assert found.matrix == matrix
    assert found.priorities is not None
    assert found.judge_ratios == (found.priorities.consistency_ratio,)


@given(st.lists(matrices(4, 4, unknown=True), min_size=1, max_size=4))
def test_the_group_is_reciprocal_and_knows_what_any_judge_knows(
    judges: list[PairwiseMatrix],
) -> None:
    merged = by_judgement(judges, [1 / len(judges)] * len(judges))
    for i, j in merged.pairs():
        value = merged.values[i][j]
        assert (value is None) == all(judge.values[i][j] is None for judge in judges)
        assert value is None or value * merged.values[j][i] == 1  # type: ignore[operator]
    assert all(merged.values[i][i] == 1 for i in range(4))


@given(st.lists(matrices(4, 4), min_size=1, max_size=4))
def test_a_group_of_accepted_judges_is_accepted(judges: list[PairwiseMatrix]) -> None:
    """The ratio of the mean is at most the largest (Xu, EJOR 126, 2000, pp. 683–687)."""
    found = weigh(judges)
    assert found.priorities is not None
    assert found.priorities.consistency_ratio <= max(found.judge_ratios) + 1e-9


def test_items_in_another_order() -> None:
    found = weigh(
        [square("a b c", "1 2 4; ? 1 2; ? ? 1"), square("c b a", "1 1/2 1/4; ? 1 1/2; ? ? 1")]
    )
    assert found.names == ("a", "b", "c")
    assert found.weights == pytest.approx((4 / 7, 2 / 7, 1 / 7), abs=1e-14)


def test_judges_who_share_the_work() -> None:
    """Neither connects all items; together they do: 2 · 3 makes 6 : 3 : 1."""
    judges = [square("a b c", "1 2 ?; ? 1 ?; ? ? 1"), square("a b c", "1 ? ?; ? 1 3; ? ? 1")]
    found = weigh(judges)
    assert found.weights == pytest.approx((0.6, 0.3, 0.1), abs=1e-14)
    assert found.judge_ratios == (0, 0)
    with pytest.raises(NotConnected) as raised:
        weigh(judges, group="priorities")
    assert raised.value.judge == 0


def test_a_judge_is_judged_by_the_part_that_is_connected() -> None:
    """a, b, c contradict each other: 2 · 2 · 2 = 8 around; d is left to the other judge."""
    part = square("a b c d", "1 2 1/2 ?; ? 1 2 ?; ? ? 1 ?; ? ? ? 1")
    whole = square("a b c d", "1 1 1 1; ? 1 1 1; ? ? 1 1; ? ? ? 1")
    alone = weigh([square("a b c", "1 2 1/2; ? 1 2; ? ? 1")])
    assert weigh([part, whole]).judge_ratios == (alone.largest_ratio, 0)


def test_judges_of_other_items() -> None:
    with pytest.raises(NamesDiffer, match=r"a, c; .*a, b") as raised:
        weigh([square("a b", "1 2; ? 1"), square("a c", "1 2; ? 1")])
    assert raised.value.judge == 1


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, float("nan")]])
def test_weights_that_no_judge_can_have(weights: list[float]) -> None:
    with pytest.raises(WrongJudgeWeights, match="2 numbers above 0"):
        weigh([square("a b", "1 2; ? 1")] * 2, judge_weights=weights)
