"""Matrices of one or several judges → weights, with every ratio that has to be accepted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from allocator.evaluation.ahp.group import by_judgement, by_priority, judge_shares, same_order
from allocator.evaluation.ahp.incomplete import connected_groups
from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.priorities import Priorities, priorities
from allocator.evaluation.ahp.refusals import NotWeighable

Group = Literal["judgements", "priorities"]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Weighing:
    """Weights and how far they can be relied on.

    Attributes
    ----------
    names : tuple of str
        Items, in the order of the first matrix.
    weights : tuple of float
        One per item, adding up to 1.
    matrix : PairwiseMatrix or None
        What the weights were derived from; ``None`` where judges' priorities were averaged.
    priorities : Priorities or None
        The same of that matrix, with λmax and consistency ratio.
    judge_ratios : tuple of float
        Consistency ratio of each judge.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    matrix: PairwiseMatrix | None
    priorities: Priorities | None
    judge_ratios: tuple[float, ...]

    @property
    def largest_ratio(self) -> float:
        """The largest ratio of any judge and of the group."""
        group = () if self.priorities is None else (self.priorities.consistency_ratio,)
        return max(*self.judge_ratios, *group, 0.0)


def weigh(
    matrices: Sequence[PairwiseMatrix],
    *,
    random_index: str = "saaty",
    judge_weights: Sequence[float] | None = None,
    group: Group = "judgements",
) -> Weighing:
    """Weights from the matrices of one or several judges.

    Parameters
    ----------
    matrices : sequence of PairwiseMatrix, at least one
        The same items in any order.
    random_index : str
        A name in ``RANDOM_INDICES``.
    judge_weights : sequence of float, optional
        Above 0, in any unit; equal where left out.
    group : {"judgements", "priorities"}
        Whether the judges' judgements or their priorities are averaged.

    Raises
    ------
    NotWeighable
        Items that no judgement connects, judges who compare different items, a table that
        does not go that far. ``judge`` says whose matrix is meant.
    """
    matrices = same_order(matrices)
    shares = judge_shares(judge_weights, len(matrices))
    ratios = tuple(
        _judged(place, connected_ratio, matrix, random_index)
        for place, matrix in enumerate(matrices)
    )
    if group == "priorities" and len(matrices) > 1:
        each = [
            _judged(place, priorities, matrix, random_index).weights
            for place, matrix in enumerate(matrices)
        ]
        return Weighing(matrices[0].names, by_priority(each, shares), None, None, ratios)
    merged = by_judgement(matrices, shares)
    found = priorities(merged, random_index)
    return Weighing(found.names, found.weights, merged, found, ratios)


def connected_ratio(matrix: PairwiseMatrix, table: str) -> float:
    """The largest consistency ratio of the parts that judgements connect.

    A judge may have compared some of the items only, where others fill the gaps.
    """
    return max(
        priorities(matrix.restricted(names), table).consistency_ratio
        for names in connected_groups(matrix)
    )


def _judged(
    place: int,
    derive: Callable[[PairwiseMatrix, str], Result],
    matrix: PairwiseMatrix,
    table: str,
) -> Result:
    try:
        return derive(matrix, table)
    except NotWeighable as error:
        error.judge = place
        raise
