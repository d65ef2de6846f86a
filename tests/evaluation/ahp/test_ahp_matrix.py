"""What is a pairwise matrix and what is not: every fault at once."""

from fractions import Fraction

import pytest
from judged import square

from allocator.evaluation.ahp import Fault, NotPairwise, pairwise_matrix


def faults(names: str, cells: list[list[Fraction | None]]) -> tuple[Fault, ...]:
    with pytest.raises(NotPairwise) as raised:
        pairwise_matrix(names.split(), cells)
    return raised.value.faults


def test_one_side_is_filled_in_from_the_other() -> None:
    matrix = pairwise_matrix(["a", "b", "c"], [[None, Fraction(3), None], [None, Fraction(1), None],
                                               [Fraction(1, 5), None, None]])  # fmt: skip
    assert matrix.values == (
        (Fraction(1), Fraction(3), Fraction(5)),
        (Fraction(1, 3), Fraction(1), None),
        (Fraction(1, 5), None, Fraction(1)),
    )
    assert matrix.known_pairs() == [(0, 1), (0, 2)]
    assert matrix.unknown_pairs() == [(1, 2)]


@pytest.mark.parametrize("written", ["1/3", "0.333", "0.33"])
def test_a_rounded_reciprocal_is_replaced_by_the_exact_one(written: str) -> None:
    """0.33 · 3 = 0.99, 1 % off: still reciprocal."""
    for matrix in (
        square("a b", f"1 3; {written} 1"),
        square("b a", f"1 {written}; 3 1").restricted(["a", "b"]),
    ):
        assert matrix.values == ((Fraction(1), Fraction(3)), (Fraction(1, 3), Fraction(1)))


def test_two_sides_that_are_not_reciprocal() -> None:
    """0.32 · 3 = 0.96, 4 % off."""
    (fault,) = faults("a b", [[Fraction(1), Fraction(3)], [Fraction("0.32"), Fraction(1)]])
    assert (fault.row, fault.column, fault.found) == ("b", "a", "1/3.125")
    assert fault.expected == "1/3, as row “a”, column “b” holds 3"


def test_every_fault_at_once() -> None:
    found = faults(
        "a b c",
        [
            [Fraction(2), Fraction(3), Fraction(-1)],
            [Fraction(3), Fraction(1), Fraction(0)],
            [None, None, None],
        ],
    )
    assert [(fault.row, fault.column, fault.found) for fault in found] == [
        ("a", "a", "2"),
        ("a", "c", "-1"),
        ("b", "c", "0"),
        ("b", "a", "3"),
    ]


@pytest.mark.parametrize(
    ("names", "rows", "found"),
    [
        ("", [], "no item"),
        ("a b", [[Fraction(1), Fraction(2)]], "1 rows"),
        ("a b", [[Fraction(1), Fraction(2)], [Fraction(1)]], "1 cells"),
        ("a a", [[Fraction(1), Fraction(2)], [None, Fraction(1)]], "the name “a” 2 time(s)"),
    ],
)
def test_what_is_no_square_of_named_items(
    names: str, rows: list[list[Fraction | None]], found: str
) -> None:
    (fault,) = faults(names, rows)
    assert fault.found == found


def test_the_message_names_row_and_column() -> None:
    with pytest.raises(NotPairwise, match="row “b”, column “a”: found 3; expected 1/3"):
        square("a b", "1 3; 3 1")
