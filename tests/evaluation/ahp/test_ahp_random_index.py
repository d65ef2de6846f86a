"""The random-index tables: their values, where they end, and that chance gives them."""

import numpy as np
import pytest
from judged import square

from allocator.evaluation.ahp import RANDOM_INDICES, BeyondRandomIndex, NotWeighable, weigh
from allocator.evaluation.ahp.mending import SCALE
from allocator.evaluation.ahp.random_index import random_index


@pytest.mark.parametrize(
    ("table", "items", "value"),
    [
        # Saaty 1980, table of the average random consistency index, orders 3 … 15.
        ("saaty", 3, 0.58), ("saaty", 5, 1.12), ("saaty", 9, 1.45), ("saaty", 15, 1.59),
        # Saaty 2005, p. 31, as AHPy gives them.
        ("saaty_2005", 3, 0.52), ("saaty_2005", 7, 1.35), ("saaty_2005", 15, 1.59),
        # Donegan and Dodd 1991, as AHPy gives them.
        ("donegan_dodd", 3, 0.4914), ("donegan_dodd", 10, 1.4055), ("donegan_dodd", 20, 1.5371),
        # Alonso and Lamata 2006, 100,000 matrices.
        ("alonso_lamata", 3, 0.5245), ("alonso_lamata", 8, 1.4056), ("alonso_lamata", 15, 1.5838),
    ],
)  # fmt: skip
def test_values(table: str, items: int, value: float) -> None:
    assert random_index(table, items).value == value
    assert RANDOM_INDICES[table].source


@pytest.mark.parametrize("table", RANDOM_INDICES)
@pytest.mark.parametrize("rows", ["1", "1 9; 1/9 1"])
def test_two_items_cannot_contradict_each_other(table: str, rows: str) -> None:
    found = weigh([square("a b"[: 2 * rows.count(";") + 1], rows)], random_index=table).priorities
    assert found is not None
    assert (found.random_index.value, found.consistency_ratio) == (0, 0)


@pytest.mark.parametrize("table", RANDOM_INDICES)
def test_beyond_the_table(table: str) -> None:
    largest = RANDOM_INDICES[table].largest
    assert largest == {"donegan_dodd": 20}.get(table, 15)
    assert random_index(table, largest).value > 1.5
    with pytest.raises(BeyondRandomIndex, match=f"at most {largest}.*“{table}”"):
        random_index(table, largest + 1)


def test_an_unknown_table() -> None:
    with pytest.raises(NotWeighable, match="saaty, saaty_2005"):
        random_index("satty", 3)


@pytest.mark.parametrize("items", [3, 6, 10, 15])
def test_chance_gives_the_table_of_alonso_and_lamata(items: int) -> None:
    """Mean of (λmax − n) / (n − 1) over 20,000 matrices on Saaty's scale.

    One such matrix has a standard deviation of at most 0.7, their mean one of 0.005.
    """
    rng = np.random.default_rng(20260101)
    scale = np.log([float(value) for value in SCALE])
    logs = np.zeros((20_000, items, items))
    rows, columns = np.triu_indices(items, 1)
    logs[:, rows, columns] = rng.choice(scale, (20_000, len(rows)))
    values = np.exp(logs - logs.transpose(0, 2, 1))
    vectors = np.ones((20_000, items, 1))
    for _step in range(60):
        moved = values @ vectors
        largest = moved.sum(axis=1) / vectors.sum(axis=1)
        vectors = moved / moved.sum(axis=1, keepdims=True)
    mean = float(((largest - items) / (items - 1)).mean())
    assert mean == pytest.approx(random_index("alonso_lamata", items).value, abs=0.02)
