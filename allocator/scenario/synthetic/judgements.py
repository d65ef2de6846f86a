"""Pairwise matrices of synthetic policies, consistent enough to be accepted."""

from fractions import Fraction
from typing import Any

from allocator.scenario.synthetic.draws import Draws
from allocator.scenario.synthetic.indicators import LEAVES, PARENTS

_RATIOS = (Fraction(1), Fraction(5, 4), Fraction(2))
"""A judgement of three may be so many times what the others say: a consistency ratio of
0.047 at most, which is (λ − 3) / 2 / 0.58 with λ = 1 + 2^(1/3) + 2^(−1/3)."""


def usual_matrices() -> list[dict[str, Any]]:
    """The first level as two judges see it, another for class A, and the output by a third."""
    return [
        {
            "judge": "office",
            "judge_weight": 2,
            "matrix": [["1", "1/2", "2"], ["2", "1", "3"], ["1/2", "1/3", "1"]],
        },
        {
            "judge": "assembly",
            "matrix": [["1", "1/3", ""], ["3", "1", "4"], ["", "1/4", "1"]],
        },
        {
            "groups": ["A"],
            "judge": "office",
            "matrix": [["1", "1/2", "2"], ["", "1", "4"], ["", "", "1"]],
        },
        {"parent": "output", "matrix": [["1", "3/2"], ["2/3", "1"]]},
    ]


def drawn_matrices(draws: Draws, groups: list[str]) -> list[dict[str, Any]]:
    """Matrices for the first level and some others, of one or two judges each."""
    matrices = []
    for parent in ("", *(name for name in PARENTS if draws.yes(0.6))):
        size = len(_children(parent))
        if size < 2:
            continue
        named = draws.some(groups) if draws.yes(0.3) else []
        judges = 2 if draws.yes(0.4) else 1
        # Judges who know different pairs need not agree, so all of them know the same.
        unknown = size > 2 and draws.yes(0.3)
        for scope in [[], named] if named else [[]]:
            matrices += [
                {
                    "parent": parent,
                    "groups": scope,
                    "judge": f"J{judge}",
                    "judge_weight": draws.one((1, 2)),
                    "matrix": _matrix(draws, size, unknown=unknown),
                }
                for judge in range(1, judges + 1)
            ]
    return matrices


def _children(parent: str) -> list[str]:
    leaves = [leaf.id for leaf in LEAVES if leaf.parent == parent]
    return [name for name, above in PARENTS.items() if above == parent] + leaves


def _matrix(draws: Draws, size: int, *, unknown: bool) -> list[list[str]]:
    """Ratios of drawn weights; of three, one judgement is a little off, or not given."""
    weights = [Fraction(draws.one((1, 2, 3, 5))) for _row in range(size)]
    cells = [[first / second for second in weights] for first in weights]
    off, one_sided = draws.one(_RATIOS), draws.yes(0.3)
    if size > 2:
        cells[0][-1] *= off
        cells[-1][0] /= off
    texts = [[str(cell) for cell in row] for row in cells]
    for row in range(size):
        for column in range(row):
            if one_sided or (unknown and (row, column) == (size - 1, 0)):
                texts[row][column] = ""
    if unknown:
        texts[0][-1] = ""
    return texts
