"""The table of Sobol' indices."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from allocator.simulation.studies.declared import Factor
from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.frames import of_items, tidy
from allocator.simulation.studies.statistics.means import means_of
from allocator.simulation.studies.statistics.measured_values import Values
from allocator.simulation.studies.statistics.sensitivity import sobol_indices_of


@dataclass(frozen=True)
class Block:
    """Responses over one design, all else held.

    Attributes
    ----------
    of : str
        ``levers`` or ``uncertainties``.
    within : str
        Id of the assumption, or of the setting, that is held.
    lender : str
        Who lends in it.
    responses : array, shape (points, M)
        Means over replications.
    """

    of: str
    within: str
    lender: str
    factors: tuple[Factor, ...]
    responses: Floats


def sensitivity_table(given: Values) -> pd.DataFrame | None:
    """``of, within, lender, measure, key, factor`` and the indices with their bounds.

    Returns
    -------
    DataFrame or None
        None where neither design is for Sobol' indices.
    """
    blocks = [*_blocks(given)]
    frames = [_frame(block, given) for block in blocks]
    return pd.concat(frames, ignore_index=True) if frames else None


def _blocks(given: Values) -> Iterator[Block]:
    study, layout, means = given.study, given.layout, means_of(given.values).mean
    if study.design.levers.kind == "saltelli":
        # Lenders are slowest; a baseline that the design lacks comes after all of them.
        size = study.design.levers.points * (len(study.levers) + 2)
        for order, lender in enumerate(study.lenders):
            own = means[order * size : (order + 1) * size]
            for place, assumption in enumerate(layout.assumptions):
                yield Block("levers", assumption.id, lender, study.levers, own[:, place])
    if study.design.uncertainties.kind == "saltelli":
        for place, setting in enumerate(layout.settings):
            yield Block(
                "uncertainties", setting.id, setting.lender, study.uncertainties, means[place]
            )


def _frame(block: Block, given: Values) -> pd.DataFrame:
    # The same samples of points in every block of a kind: they are compared with each other.
    seeded = np.random.SeedSequence([given.study.seed, int(block.of == "uncertainties")])
    found = [
        sobol_indices_of(each, len(block.factors), given.confidence, seeded)
        for each in block.responses.T
    ]
    columns = {
        f"{kind}{edge}": np.array([getattr(getattr(one, kind), part) for one in found])
        for kind in ("first", "total")
        for edge, part in (("", "estimate"), ("_low", "low"), ("_high", "high"))
    }
    axes = (
        {"of": [block.of], "within": [block.within], "lender": [block.lender]},
        of_items(given.items),
        {"factor": [factor.id for factor in block.factors]},
    )
    return tidy(axes, {name: each[None] for name, each in columns.items()})
