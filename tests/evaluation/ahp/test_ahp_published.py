"""Worked examples as published, to the digits printed; sources beside each."""

from dataclasses import dataclass

import pytest
from judged import square

from allocator.evaluation.ahp import PairwiseMatrix, weigh


@dataclass(frozen=True)
class Example:
    """What the source prints; ``None`` where it prints nothing that we rely on."""

    matrix: PairwiseMatrix
    weights: str | None
    lambda_max: str | None = None
    index: str | None = None
    ratio: str | None = None
    table: str = "saaty"


DRINKS = square(
    "coffee wine tea beer sodas milk water",
    """1 9 5 2 1 1 1/2; 1/9 1 1/3 1/9 1/9 1/9 1/9; 1/5 3 1 1/3 1/4 1/3 1/9;
    1/2 9 3 1 1/2 1 1/3; 1 9 4 2 1 2 1/2; 1 9 3 1 1/2 1 1/3; 2 9 9 3 2 3 1""",
)

EXAMPLES = {
    # Saaty, How to make a decision, European Journal of Operational Research 48, 1990,
    # pp. 9–26 (buying a house): λmax = 9.669, CR = 0.17.
    "house": Example(
        square(
            "size transport neighbourhood age yard modern condition financing",
            """1 5 3 7 6 6 1/3 1/4; 1/5 1 1/3 5 3 3 1/5 1/7; 1/3 3 1 6 3 4 6 1/5;
            1/7 1/5 1/6 1 1/3 1/4 1/7 1/8; 1/6 1/3 1/3 3 1 1/2 1/5 1/6;
            1/6 1/3 1/4 4 2 1 1/5 1/6; 3 5 1/6 7 5 5 1 1/2; 4 7 5 8 6 6 2 1""",
        ),
        "0.173 0.054 0.188 0.018 0.031 0.036 0.167 0.333",
        "9.669",
        ratio="0.17",
    ),
    # Saaty, The Analytic Hierarchy Process, 1980, ch. 1 (school selection): weights. Reprints
    # differ about λmax of this matrix, so that it is not compared.
    "school": Example(
        square(
            "learning friends life vocational college music",
            """1 4 3 1 3 4; 1/4 1 7 3 1/5 1; 1/3 1/7 1 1/5 1/5 1/6; 1 1/3 5 1 1 1/3;
            1/3 5 5 1 1 3; 1/4 1 6 3 1/3 1""",
        ),
        "0.32 0.14 0.03 0.13 0.24 0.14",
    ),
    # Saaty, A scaling method for priorities in hierarchical structures, Journal of
    # Mathematical Psychology 15, 1977, pp. 234–281 (wealth of nations): λmax = 7.61.
    "nations": Example(
        square(
            "US USSR China France UK Japan Germany",
            """1 4 9 6 6 5 5; 1/4 1 7 5 5 3 4; 1/9 1/7 1 1/5 1/5 1/7 1/5;
            1/6 1/5 5 1 1 1/3 1/3; 1/6 1/5 5 1 1 1/3 1/3; 1/5 1/3 7 3 3 1 2;
            1/5 1/4 5 3 3 1/2 1""",
        ),
        "0.427 0.230 0.021 0.052 0.052 0.123 0.094",
        "7.61",
        "0.10",
        "0.08",
    ),
    # The same article (optics: illumination of four chairs), first and second trial. Of the
    # first only λmax and CI: its weights are printed so that they add up to 1.
    "chairs, first": Example(
        square("C1 C2 C3 C4", "1 5 6 7; 1/5 1 4 6; 1/6 1/4 1 4; 1/7 1/6 1/4 1"),
        None,
        "4.39",
        "0.13",
    ),
    "chairs, second": Example(
        square("C1 C2 C3 C4", "1 4 6 7; 1/4 1 3 4; 1/6 1/3 1 2; 1/7 1/4 1/2 1"),
        "0.62 0.22 0.10 0.06",
        "4.1",
        "0.03",
    ),
    # Saaty, Decision making with the analytic hierarchy process, International Journal of
    # Services Sciences 1:1, 2008, pp. 83–98 (drinks in the US): CR 0.022.
    "drinks": Example(
        DRINKS, "0.177 0.019 0.042 0.116 0.190 0.129 0.327", ratio="0.022", table="saaty_2005"
    ),
    # The tests of AHPy (MIT) print four digits for the same matrix and Donegan and Dodd.
    "drinks, AHPy": Example(
        DRINKS,
        "0.1775 0.0191 0.0418 0.1164 0.1896 0.1288 0.3268",
        ratio="0.0235",
        table="donegan_dodd",
    ),
    # README of AHPy (choosing a leader, from Wikipedia): experience, and its ratio; weights
    # of the criteria; the ratio of education.
    "leader, experience": Example(
        square("Moll Nell Sue", "1 1/4 4; 4 1 9; 1/4 1/9 1"),
        "0.217 0.717 0.066",
        ratio="0.035",
        table="saaty_2005",
    ),
    "leader, education": Example(
        square("Moll Nell Sue", "1 3 1/5; 1/3 1 1/7; 5 7 1"),
        "0.188 0.081 0.731",
        ratio="0.062",
        table="saaty_2005",
    ),
    "leader, criteria": Example(
        square(
            "experience education charisma age",
            "1 4 3 7; 1/4 1 1/3 3; 1/3 3 1 5; 1/7 1/3 1/5 1",
        ),
        "0.548 0.127 0.270 0.056",
        ratio="0.044",
        table="saaty_2005",
    ),
    # README of AHPy (missing comparisons), the matrix before one is taken away.
    "four items": Example(
        square("a b c d", "1 1 5 2; 1 1 3 4; 1/5 1/3 1 3/4; 1/2 1/4 4/3 1"),
        "0.3742 0.3917 0.0991 0.1349",
        ratio="0.0372",
        table="donegan_dodd",
    ),
}


def printed(value: float, digits: str) -> str:
    """``value`` with as many decimals as the source prints."""
    return f"{value:.{len(digits.partition('.')[2])}f}"


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
def test_as_published(example: Example) -> None:
    found = weigh([example.matrix], random_index=example.table).priorities
    assert found is not None
    if example.weights is not None:
        weights = example.weights.split()
        assert [printed(w, d) for w, d in zip(found.weights, weights, strict=True)] == weights
    assert found.random_index.name == example.table
    for value, digits in (
        (found.lambda_max, example.lambda_max),
        (found.consistency_index, example.index),
        (found.consistency_ratio, example.ratio),
    ):
        if digits is not None:
            assert printed(value, digits) == digits


def test_a_hierarchy_as_published() -> None:
    """Saaty 2005 (cities), as in the tests of AHPy: 0.229, 0.275, 0.385, 0.111."""
    criteria = weigh(
        [
            square(
                "culture family housing jobs transport",
                "1 1/5 3 1/2 5; 5 1 7 1 7; 1/3 1/7 1 1/4 3; 2 1 4 1 7; 1/5 1/7 1/3 1/7 1",
            )
        ]
    )
    names = "Bethesda Boston Pittsburgh SantaFe"
    cities = [
        weigh([square(names, rows)]).weights
        for rows in (
            "1 1/2 1 1/2; 2 1 2.5 1; 1 1/2.5 1 1/2.5; 2 1 2.5 1",
            "1 2 1/3 4; 1/2 1 1/8 2; 3 8 1 9; 1/4 1/2 1/9 1",
            "1 5 1/2 2.5; 1/5 1 1/9 1/4; 2 9 1 7; 1/2.5 4 1/7 1",
            "1 1/2 3 4; 2 1 6 8; 1/3 1/6 1 1; 1/4 1/8 1 1",
            "1 1.5 1/2 4; 1/1.5 1 1/3.5 2.5; 2 3.5 1 9; 1/4 1/2.5 1/9 1",
        )
    ]
    overall = [
        sum(weight * under[place] for weight, under in zip(criteria.weights, cities, strict=True))
        for place in range(4)
    ]
    assert [printed(weight, "0.000") for weight in overall] == ["0.229", "0.275", "0.385", "0.111"]
