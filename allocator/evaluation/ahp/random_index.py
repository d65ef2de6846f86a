"""Random indices: the mean consistency index of matrices filled in at random."""

from dataclasses import dataclass

from allocator.evaluation.ahp.refusals import NotWeighable
from allocator.text import _


@dataclass(frozen=True)
class RandomIndexTable:
    """A published table.

    Attributes
    ----------
    source : str
        Where it was published.
    values : tuple of float
        For 3, 4, … items; 0 for fewer.
    """

    source: str
    values: tuple[float, ...]

    @property
    def largest(self) -> int:
        """The most items that it has a value for."""
        return len(self.values) + 2


RANDOM_INDICES = {
    "saaty": RandomIndexTable(
        "Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980",
        (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
    ),
    "saaty_2005": RandomIndexTable(
        "Saaty, Theory and Applications of the Analytic Network Process, RWS 2005, p. 31",
        (0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59),
    ),
    "donegan_dodd": RandomIndexTable(
        "Donegan and Dodd, Mathematical and Computer Modelling 15:10, 1991, pp. 135–137",
        (
            *(0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213),
            *(1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371),
        ),
    ),
    "alonso_lamata": RandomIndexTable(
        "Alonso and Lamata, Int. J. of Uncertainty, Fuzziness and Knowledge-Based Systems 14:4, "
        "2006, pp. 445–459",
        (
            *(0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141),
            *(1.5365, 1.5551, 1.5713, 1.5838),
        ),
    ),
}
"""The tables by name. Donegan and Dodd's has gaps above 20 items and is used up to there."""


class BeyondRandomIndex(NotWeighable):
    """More items than the table has values for."""

    def __init__(self, table: str, items: int) -> None:
        self.table, self.items, self.largest = table, items, RANDOM_INDICES[table].largest
        super().__init__(
            _("{items} items").format(items=items),
            _("at most {largest}, as far as the random-index table “{table}” goes").format(
                largest=self.largest, table=table
            ),
            _("Put items into groups and compare within each, or use another table."),
        )


@dataclass(frozen=True)
class RandomIndex:
    """The random index used: the name of its table, and its value for the matrix."""

    name: str
    value: float


def random_index(table: str, items: int, unknown: int = 0) -> RandomIndex:
    """The random index of a matrix of ``items`` with ``unknown`` pairs.

    RI(n, m) = (1 − 2m / ((n − 1)(n − 2))) · RI(n): unknown judgements, chosen so that λmax is
    smallest, leave less room for inconsistency, about linearly, down to 0 where the known ones
    form a tree (Ágoston and Csató, Omega 108, 2022, 102576).

    Raises
    ------
    NotWeighable
        No table of that name, or more items than it has values for.
    """
    if table not in RANDOM_INDICES:
        raise NotWeighable(
            _("the random-index table “{table}”").format(table=table),
            _("one of {names}").format(names=", ".join(RANDOM_INDICES)),
            _("Name one of these tables."),
        )
    if items <= 2:
        return RandomIndex(table, 0.0)
    if items > RANDOM_INDICES[table].largest:
        raise BeyondRandomIndex(table, items)
    share = 1 - 2 * unknown / ((items - 1) * (items - 2))
    return RandomIndex(table, share * RANDOM_INDICES[table].values[items - 3])
