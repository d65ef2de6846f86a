"""The weights of one pairwise matrix, and how consistent its judgements are."""

from dataclasses import dataclass

import numpy as np

from allocator.evaluation.ahp.consistency import consistency_index, consistency_ratio, settled
from allocator.evaluation.ahp.incomplete import (
    NotConnected,
    completed,
    connected_groups,
    known_logs,
)
from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.principal import Array, principal
from allocator.evaluation.ahp.random_index import RandomIndex, random_index


@dataclass(frozen=True)
class Priorities:
    """Weights by the principal eigenvector (Saaty, J. of Mathematical Psychology 15, 1977).

    Attributes
    ----------
    names : tuple of str
        The n items.
    weights : tuple of float
        One per item, adding up to 1.
    lambda_max : float
        Principal eigenvalue, at least n; n exactly where the judgements are consistent.
    consistency_index : float
        (λmax − n) / (n − 1).
    random_index : RandomIndex
        Table and value, scaled where judgements are unknown.
    consistency_ratio : float
        Consistency index over random index; 0 where the latter is 0.
    unknown_pairs : int
        Pairs without a judgement.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    lambda_max: float
    consistency_index: float
    random_index: RandomIndex
    consistency_ratio: float
    unknown_pairs: int


def priorities(matrix: PairwiseMatrix, table: str) -> Priorities:
    """Weights and consistency of one matrix, with the random-index table of that name.

    Raises
    ------
    NotConnected
        The judgements do not connect all items.
    NotWeighable
        No such table, or it does not go that far.
    """
    unknown = len(matrix.unknown_pairs())
    index = random_index(table, len(matrix.names), unknown)
    at = principal(completed_logs(matrix))
    largest = settled(at.value, len(matrix.names))
    inconsistency = consistency_index(largest, len(matrix.names))
    return Priorities(
        matrix.names,
        tuple(at.right.tolist()),
        largest,
        inconsistency,
        index,
        consistency_ratio(inconsistency, index.value),
        unknown,
    )


def completed_logs(matrix: PairwiseMatrix) -> Array:
    """Logarithms of all judgements, n × n, unknown ones chosen so that λmax is smallest."""
    groups = connected_groups(matrix)
    if len(groups) > 1:
        raise NotConnected(groups)
    return completed(known_logs(matrix), matrix.known_pairs(), matrix.unknown_pairs())


def consistent_logs(weights: Array) -> Array:
    """log(w_i / w_j), n × n: what a consistent judge of these n weights would say."""
    logs = np.log(weights)
    return np.asarray(np.subtract.outer(logs, logs))
