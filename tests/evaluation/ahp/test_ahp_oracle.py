"""The same matrices through AHPy, an independent implementation (MIT)."""

from typing import Any

import ahpy
import numpy as np
import pytest
from hypothesis import assume, given, settings
from judged import matrices

from allocator.evaluation.ahp import PairwiseMatrix, weigh
from allocator.evaluation.ahp.priorities import completed_logs

# AHPy calls Saaty's table of 2005 by his name alone.
TABLES = {"saaty_2005": "saaty", "donegan_dodd": "dd"}


def by_ahpy(matrix: PairwiseMatrix, table: str) -> Any:
    comparisons = {
        (matrix.names[i], matrix.names[j]): float(matrix.values[i][j] or 0)
        for i, j in matrix.known_pairs()
    }
    return ahpy.Compare("oracle", comparisons, precision=8, random_index=TABLES[table])


@pytest.mark.parametrize("table", TABLES)
@given(matrix=matrices(3, 9))
@settings(max_examples=50, deadline=None)
def test_complete_matrices(table: str, matrix: PairwiseMatrix) -> None:
    oracle = by_ahpy(matrix, table)
    found = weigh([matrix], random_index=table).priorities
    assert found is not None
    for name, weight in zip(found.names, found.weights, strict=True):
        assert oracle.local_weights[name] == pytest.approx(weight, abs=2e-8)
    assert oracle.consistency_ratio == pytest.approx(found.consistency_ratio, abs=2e-8)


@given(matrix=matrices(3, 5, unknown=True))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_incomplete_matrices(matrix: PairwiseMatrix) -> None:
    """AHPy's search along one coordinate after another stops at about four digits and at ten
    times the largest judgement; it does not scale the random index."""
    assume(np.abs(completed_logs(matrix)).max() <= np.log(9))
    oracle = by_ahpy(matrix, "saaty_2005")
    found = weigh([matrix], random_index="saaty_2005").priorities
    assert found is not None
    for name, weight in zip(found.names, found.weights, strict=True):
        assert oracle.local_weights[name] == pytest.approx(weight, abs=2e-3)
    unscaled = {3: 0.52, 4: 0.89, 5: 1.11}[len(found.names)]
    ours = found.consistency_index / unscaled
    assert ours == pytest.approx(oracle.consistency_ratio, abs=1e-3)
    assert ours <= oracle.consistency_ratio + 1e-8  # smallest: no other completion is below
