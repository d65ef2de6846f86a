"""The precision that a study wants, and how much of it there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from allocator.simulation.studies.declared import HalfWidth, Study
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.results.outcomes import Floats, Outcomes
from allocator.simulation.studies.statistics.items import places_of
from allocator.simulation.studies.statistics.running_means import running_means


@dataclass(frozen=True)
class Precision:
    """Half-widths of the means that one wish is about, after each replication.

    Attributes
    ----------
    half, widest : array, shape (K, N)
        Half the width of each interval, and how wide it may be; not a number where there are
        fewer than two values: nothing can be asked of it.
    """

    wish: HalfWidth
    half: Floats
    widest: Floats


def precisions(study: Study, layout: Layout, outcomes: Outcomes) -> Iterator[Precision]:
    """The precision of everything that the study has a wish about, in the study's order."""
    for wish in study.replications.half_width:
        places = list(places_of(wish.measure, outcomes.items))
        values = np.moveaxis(outcomes.runs[..., places], 2, -1)
        baseline = values[layout.baseline]
        if wish.of == "mean":
            yield _precision(wish, values, values, study)
        else:
            others = np.delete(values, layout.baseline, axis=0)
            yield _precision(wish, others - baseline, baseline, study)


def _precision(wish: HalfWidth, values: Floats, scale: Floats, study: Study) -> Precision:
    """Precision of the means of values; a relative one is a share of the scale's means."""
    confidence = float(study.confidence)
    half = running_means(values, confidence).half
    if wish.absolute is not None:
        widest = np.full(half.shape, float(wish.absolute))
    else:
        size = np.abs(running_means(scale, confidence).mean) * float(wish.relative or 0)
        widest = np.broadcast_to(size, half.shape)
    count = half.shape[-1]
    return Precision(wish, half.reshape(-1, count), widest.reshape(-1, count))


def precision_record(study: Study, layout: Layout, outcomes: Outcomes) -> list[dict[str, Any]]:
    """Of each wish, how wide the widest interval is now, and how many are too wide."""
    return [_described(each) for each in precisions(study, layout, outcomes)]


def _described(precision: Precision) -> dict[str, Any]:
    wish, half, widest = precision.wish, precision.half[:, -1], precision.widest[:, -1]
    known = ~np.isnan(half)
    return {
        "measure": wish.measure,
        "of": wish.of,
        "intervals": int(known.sum()),
        "widest_half": float(half[known].max()) if known.any() else None,
        "too_wide": int((half[known] > widest[known]).sum()),
    }
