"""The analytic hierarchy process: weights from pairwise judgements (Saaty 1977, 1980).

``pairwise_matrix`` reads a square of judgements; ``weigh`` derives weights and consistency
ratios from the matrices of one or several judges; ``judgements_by_inconsistency`` and
``smallest_mend`` say what to reconsider where a ratio is too large.
"""

from allocator.evaluation.ahp.group import NamesDiffer, WrongJudgeWeights
from allocator.evaluation.ahp.incomplete import NotConnected, connected_groups
from allocator.evaluation.ahp.inconsistent import Inconsistency, judgements_by_inconsistency
from allocator.evaluation.ahp.matrix import Fault, NotPairwise, PairwiseMatrix, pairwise_matrix
from allocator.evaluation.ahp.mending import Change, smallest_mend
from allocator.evaluation.ahp.priorities import Priorities, priorities
from allocator.evaluation.ahp.random_index import (
    RANDOM_INDICES,
    BeyondRandomIndex,
    RandomIndex,
    RandomIndexTable,
)
from allocator.evaluation.ahp.refusals import NotWeighable
from allocator.evaluation.ahp.weighing import Weighing, weigh

__all__ = [
    "RANDOM_INDICES",
    "BeyondRandomIndex",
    "Change",
    "Fault",
    "Inconsistency",
    "NamesDiffer",
    "NotConnected",
    "NotPairwise",
    "NotWeighable",
    "PairwiseMatrix",
    "Priorities",
    "RandomIndex",
    "RandomIndexTable",
    "Weighing",
    "WrongJudgeWeights",
    "connected_groups",
    "judgements_by_inconsistency",
    "pairwise_matrix",
    "priorities",
    "smallest_mend",
    "weigh",
]
