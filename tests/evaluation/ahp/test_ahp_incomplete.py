"""Unknown judgements: the best completion, the scaled random index, what is not connected."""

import numpy as np
import pytest
from judged import square

from allocator.evaluation.ahp import NotConnected, weigh
from allocator.evaluation.ahp.priorities import completed_logs


def test_a_completion_as_published() -> None:
    """README and tests of AHPy: c is 0.7303 d; weights 0.3738, 0.3920, 0.0985, 0.1357.

    By hand: only the triads (a, c, d) and (b, c, d) fix c : d. They give 2 / 5 and 4 / 3, whose
    geometric mean is √(8 / 15) = 0.7303.
    """
    matrix = square("a b c d", "1 1 5 2; 1 1 3 4; ? ? 1 ?; ? ? ? 1")
    assert np.exp(completed_logs(matrix)[2, 3]) == pytest.approx((8 / 15) ** 0.5, abs=1e-12)
    found = weigh([matrix]).priorities
    assert found is not None
    assert found.unknown_pairs == 1
    assert [f"{w:.4f}" for w in found.weights] == ["0.3738", "0.3920", "0.0985", "0.1357"]
    # One of six pairs unknown: 1 − 2 · 1 / (3 · 2) = 2 / 3 of Saaty's 0.90.
    assert found.random_index.value == pytest.approx(0.6, abs=1e-15)
    assert found.consistency_ratio == pytest.approx((found.lambda_max - 4) / 3 / 0.6)


def test_the_house_of_bozoki() -> None:
    """The completion that the tests of AHPy print for an 8 × 8 with 12 unknown judgements.

    AHPy stops where a cycle moves less than 0.0001, so that its digits hold to about 0.1 %.
    """
    matrix = square(
        "a b c d e f g h",
        """1 5 3 7 6 6 1/3 1/4; ? 1 ? 5 ? 3 ? 1/7; ? ? 1 ? 3 ? 6 ?; ? ? ? 1 ? 1/4 ? 1/8;
        ? ? ? ? 1 ? 1/5 ?; ? ? ? ? ? 1 ? 1/6; ? ? ? ? ? ? 1 ?; ? ? ? ? ? ? ? 1""",
    )
    values = np.exp(completed_logs(matrix))
    printed = {
        "bc": 0.33002, "be": 1.71974, "bg": 0.46635, "cd": 9.92051, "cf": 4.85249, "ch": 0.56961,
        "de": 0.52528, "dg": 0.14244, "ef": 0.93120, "eh": 0.10931, "fg": 0.29121, "gh": 0.40309,
    }  # fmt: skip
    for (row, column), value in printed.items():
        place = ord(row) - ord("a"), ord(column) - ord("a")
        assert values[place] == pytest.approx(value, rel=2e-3)


def test_a_tree_cannot_contradict_itself() -> None:
    """a = 3 b, b = 2 c, c = 2 d: weights 12 : 4 : 2 : 1; the random index is 0, so the ratio."""
    found = weigh([square("a b c d", "1 3 ? ?; ? 1 2 ?; ? ? 1 2; ? ? ? 1")]).priorities
    assert found is not None
    assert found.weights == pytest.approx((12 / 19, 4 / 19, 2 / 19, 1 / 19), abs=1e-12)
    assert (found.lambda_max, found.random_index.value, found.consistency_ratio) == (4, 0, 0)


def test_items_that_no_judgement_connects() -> None:
    with pytest.raises(NotConnected, match="a, c; b, d; e") as raised:
        weigh([square("a b c d e", "1 ? 3 ? ?; ? 1 ? 2 ?; ? ? 1 ? ?; ? ? ? 1 ?; ? ? ? ? 1")])
    assert raised.value.groups == (("a", "c"), ("b", "d"), ("e",))


@pytest.mark.parametrize("items", [12, 15])
def test_a_long_chain_with_one_contradiction(items: int) -> None:
    """Every item twice the next, but the last as important as the first.

    The known judgements are one cycle, whose product is 2^(n − 1) where consistency asks for
    1; by symmetry the best completion spreads that evenly, so λmax is that of the circulant
    of the shares e^t with t = (n − 1) log 2 / n, its row sum 1 + Σ cosh … computed here.
    """
    rows = [["?"] * items for _row in range(items)]
    for place in range(items - 1):
        rows[place][place + 1] = "2"
    rows[0][-1] = "1"
    matrix = square(
        " ".join(f"i{place}" for place in range(items)), ";".join(" ".join(row) for row in rows)
    )
    logs = completed_logs(matrix)
    spread = (items - 1) * np.log(2) / items
    weights = np.arange(items) * (spread - np.log(2))
    circulant = logs + weights[:, None] * -1 + weights
    # Neighbours, the last and the first too, are all off by the same.
    assert circulant[0, 1] == pytest.approx(spread, abs=1e-9)
    assert circulant[-1, 0] == pytest.approx(spread, abs=1e-9)
    assert np.exp(circulant).sum(axis=1) == pytest.approx(np.exp(circulant[0]).sum(), rel=1e-9)
