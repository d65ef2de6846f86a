"""The cells of a study that differ in content, each of which is played once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from allocator.simulation.lenders import Lender
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.design.variants import Variant, Variants
from allocator.simulation.studies.runs.cell import Cell
from allocator.simulation.studies.runs.keys import Content, digest, lender_identity


@dataclass(frozen=True)
class Planned:
    """A cell of a study, and the content that its runs are kept by."""

    variant: Variant
    lender: Lender
    content: Content

    @cached_property
    def key(self) -> str:
        """What its runs are kept by."""
        return digest(self.content.text)

    def cell(self, number: int) -> Cell:
        """To be played; made anew each time, as it is large."""
        content = self.content
        return Cell(
            number,
            self.variant.pickled(),
            self.lender,
            content.years,
            content.warm_up,
            content.seed,
        )


@dataclass(frozen=True)
class Plan:
    """What is to be played.

    Attributes
    ----------
    planned : tuple of Planned
        Cells that differ in content.
    place : array, shape (S, A)
        Which of them each setting is under each assumption.
    """

    planned: tuple[Planned, ...]
    place: npt.NDArray[np.intp]


def plan_of(study: Study, layout: Layout, variants: Variants) -> Plan:
    """What is to be played for a study.

    Raises
    ------
    LenderWithoutVersion
        A lender of the caller's own does not say which version of it runs are from.
    """
    shape = (len(layout.settings), len(layout.assumptions))
    place = np.zeros(shape, dtype=np.intp)
    planned: dict[str, Planned] = {}
    number: dict[str, int] = {}
    for setting, each in enumerate(layout.settings):
        lender = layout.lenders[each.lender]
        for assumption in range(shape[1]):
            cell = _planned(study, variants(setting, assumption), lender)
            number[cell.key] = number.get(cell.key, len(number))
            planned.setdefault(cell.key, cell)
            place[setting, assumption] = number[cell.key]
    return Plan(tuple(planned.values()), place)


def _planned(study: Study, variant: Variant, lender: Lender) -> Planned:
    content = Content(
        variant.fingerprint,
        variant.simulation,
        lender_identity(lender),
        study.years,
        study.warm_up,
        study.seed,
    )
    return Planned(variant, lender, content)
