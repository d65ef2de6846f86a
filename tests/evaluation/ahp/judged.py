"""Pairwise matrices for tests: as they are printed, and generated ones."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from allocator.evaluation.ahp import PairwiseMatrix, pairwise_matrix
from allocator.evaluation.ahp.mending import SCALE
from allocator.scenario.judgement import parse_judgement


def square(names: str, rows: str) -> PairwiseMatrix:
    """Names and rows as printed: spaces between cells, ``;`` between rows, ``?`` for unknown."""
    cells = [
        [parse_judgement(cell.replace("?", "")) for cell in row.split()] for row in rows.split(";")
    ]
    return pairwise_matrix(names.split(), cells)


@st.composite
def matrices(
    draw: DrawFn, least: int = 3, most: int = 6, *, unknown: bool = False
) -> PairwiseMatrix:
    """On Saaty's scale; where some judgements are unknown, neighbours are always compared."""
    items = draw(st.integers(least, most))
    cells = [
        [
            draw(st.sampled_from(SCALE))
            if j == i + 1 or (j > i and not (unknown and draw(st.booleans())))
            else None
            for j in range(items)
        ]
        for i in range(items)
    ]
    return pairwise_matrix([f"item{place}" for place in range(items)], cells)
