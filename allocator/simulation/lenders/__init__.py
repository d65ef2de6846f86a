"""Lenders: what decides an annual round, each by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from allocator.scenario.changes.refusals import nearest
from allocator.simulation.lenders.first_come import first_come
from allocator.simulation.lenders.lender import Lender, Round, Verdict, lender_name, verdict_of
from allocator.simulation.lenders.no_bank import no_bank, nothing_lent
from allocator.simulation.lenders.optimal import optimal
from allocator.simulation.lenders.pro_rata import pro_rata
from allocator.simulation.lenders.tier_order import tier_order
from allocator.text import _

__all__ = [
    "LENDERS",
    "Lender",
    "Round",
    "UnknownLender",
    "Verdict",
    "lender_name",
    "lender_named",
    "nothing_lent",
    "verdict_of",
]

LENDERS: Mapping[str, Lender] = MappingProxyType(
    {lender.__name__: lender for lender in (optimal, first_come, pro_rata, tier_order, no_bank)}
)
"""The lenders that come with the software, in the order in which they are shown."""


class UnknownLender(ValueError):
    """No lender goes by this name."""

    def __init__(self, name: str) -> None:
        sentence = _("the lender “{name}” is not known; expected one of {names}.").format(
            name=name, names=", ".join(LENDERS)
        )
        super().__init__(f"{sentence} {nearest(name, LENDERS)}".rstrip())


def lender_named(name: str) -> Lender:
    """The lender of a name.

    Raises
    ------
    UnknownLender
        There is none.
    """
    if name not in LENDERS:
        raise UnknownLender(name)
    return LENDERS[name]
