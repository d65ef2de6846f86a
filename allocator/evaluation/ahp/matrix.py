"""A pairwise matrix: how many times as important each item is as each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from allocator.scenario.judgement import judgement_text
from allocator.text import _

Cells = tuple[tuple[Fraction | None, ...], ...]
TOLERANCE = Fraction(1, 100)
"""Largest |a_ij · a_ji − 1| that counts as reciprocal: what rounding 1/3 to 0.33 makes."""


@dataclass(frozen=True)
class PairwiseMatrix:
    """A reciprocal matrix; make one with :func:`pairwise_matrix`.

    Attributes
    ----------
    names : tuple of str
        The n items compared.
    values : tuple of tuple of (Fraction or None), n × n
        ``values[i][j]`` says how many times as important item i is as item j, ``None`` where
        unknown; the diagonal is 1 and ``values[j][i]`` is exactly ``1 / values[i][j]``.
    """

    names: tuple[str, ...]
    values: Cells

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair of items, i < j."""
        return combinations(range(len(self.names)), 2)

    def known_pairs(self) -> list[tuple[int, int]]:
        """Pairs with a judgement, i < j."""
        return [(i, j) for i, j in self.pairs() if self.values[i][j] is not None]

    def unknown_pairs(self) -> list[tuple[int, int]]:
        """Pairs without a judgement, i < j."""
        return [(i, j) for i, j in self.pairs() if self.values[i][j] is None]

    def restricted(self, names: Sequence[str]) -> "PairwiseMatrix":
        """The judgements between ``names`` alone, in that order."""
        places = [self.names.index(name) for name in names]
        rows = tuple(tuple(self.values[i][j] for j in places) for i in places)
        return PairwiseMatrix(tuple(names), rows)

    def with_judgement(self, row: int, column: int, value: Fraction) -> "PairwiseMatrix":
        """The matrix with one judgement, and its reciprocal, changed."""
        rows = [list(cells) for cells in self.values]
        rows[row][column], rows[column][row] = value, 1 / value
        return PairwiseMatrix(self.names, tuple(map(tuple, rows)))


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell; ``row`` and ``column`` are names, empty for none."""

    row: str
    column: str
    found: str
    expected: str
    mend: str


class NotPairwise(ValueError):
    """The cells are not a pairwise matrix.

    Attributes
    ----------
    faults : tuple of Fault
        Everything that is wrong, row by row.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "\n".join(
                _("row “{row}”, column “{column}”: found {found}; expected {expected}. {mend}")
                .format(**vars(fault))
                for fault in faults
            )
        )  # fmt: skip


def pairwise_matrix(
    names: Sequence[str], cells: Sequence[Sequence[Fraction | None]]
) -> PairwiseMatrix:
    """The full reciprocal matrix of what was written into a square.

    One side of a pair may be empty: it is the reciprocal of the other. Where both are given
    they must be reciprocal within :data:`TOLERANCE`; then the larger, which people write as a
    whole number, is kept and the other becomes its exact reciprocal.

    Raises
    ------
    NotPairwise
        With every fault: not square, names empty or double, a value that is not positive, a
        diagonal other than 1, a pair that is not reciprocal.
    """
    if faults := [*_naming_faults(names), *_shape_faults(names, cells)]:
        raise NotPairwise(faults)
    faults = [*_cell_faults(names, cells), *_pair_faults(names, cells)]
    if faults:
        raise NotPairwise(faults)
    filled: list[list[Fraction | None]] = [[Fraction(1)] * len(names) for _name in names]
    for i, j in combinations(range(len(names)), 2):
        filled[i][j], filled[j][i] = _reciprocals(cells[i][j], cells[j][i])
    return PairwiseMatrix(tuple(names), tuple(map(tuple, filled)))


def _reciprocals(
    one: Fraction | None, other: Fraction | None
) -> tuple[Fraction | None, Fraction | None]:
    if one is not None and (other is None or one >= other):
        return one, 1 / one
    return (None, None) if other is None else (1 / other, other)


def _naming_faults(names: Sequence[str]) -> Iterator[Fault]:
    if not names:
        yield Fault("", "", _("no item"), _("at least one item"), _("Name the items to compare."))
    for name, count in Counter(names).items():
        if not name or count > 1:
            found = _("the name “{name}” {count} time(s)").format(name=name, count=count)
            mend = _("Give every item a name of its own.")
            yield Fault(name, "", found, _("a name of its own for every item"), mend)


def _shape_faults(
    names: Sequence[str], cells: Sequence[Sequence[Fraction | None]]
) -> Iterator[Fault]:
    expected = _("{count}, one for each item").format(count=len(names))
    mend = _("Give one row and one column to every item, in the same order.")
    if len(cells) != len(names):
        yield Fault("", "", _("{count} rows").format(count=len(cells)), expected, mend)
    for place, row in enumerate(cells):
        if len(row) != len(names):
            name = names[place] if place < len(names) else str(place + 1)
            yield Fault(name, "", _("{cells} cells").format(cells=len(row)), expected, mend)


def _cell_faults(
    names: Sequence[str], cells: Sequence[Sequence[Fraction | None]]
) -> Iterator[Fault]:
    for i, row in enumerate(cells):
        for j, value in enumerate(row):
            if value is not None and value <= 0:
                expected, mend = _("a number above 0"), _("Correct the judgement.")
                yield Fault(names[i], names[j], str(value), expected, mend)
            elif i == j and value not in (None, 1):
                mend = _("An item is as important as itself: write 1 or leave the cell empty.")
                yield Fault(names[i], names[j], str(value), _("1 or nothing"), mend)


def _pair_faults(
    names: Sequence[str], cells: Sequence[Sequence[Fraction | None]]
) -> Iterator[Fault]:
    for i, j in combinations(range(len(names)), 2):
        one, other = cells[i][j], cells[j][i]
        if one is None or other is None or one <= 0 or other <= 0:
            continue
        if abs(one * other - 1) > TOLERANCE:
            yield Fault(
                names[j],
                names[i],
                judgement_text(other),
                _("{value}, as row “{row}”, column “{column}” holds {opposite}").format(
                    value=judgement_text(1 / one),
                    row=names[i],
                    column=names[j],
                    opposite=judgement_text(one),
                ),
                _("Correct one of the two, or leave one empty: it follows from the other."),
            )
