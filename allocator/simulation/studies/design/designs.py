"""Designs: the rows of levels that a study plays of its levers, and of its uncertainties."""

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.declared import Factor, Rows, Study
from allocator.simulation.studies.design.layout import Point
from allocator.simulation.studies.design.sampling import Side, placed, unit_points
from allocator.simulation.studies.design.stands import Stand, stand_named, stands_of


def design_of(study: Study, side: Side) -> Rows:
    """The design of one side of a study."""
    return study.design.levers if side == "levers" else study.design.uncertainties


def factors_of(study: Study, side: Side) -> tuple[Factor, ...]:
    """The levers, or the uncertainties."""
    return study.levers if side == "levers" else study.uncertainties


def size(study: Study, side: Side) -> int:
    """How many rows a design has, without making them."""
    design, factors = design_of(study, side), factors_of(study, side)
    if design.kind == "full_factorial":
        return prod(len(factor.values) + len(factor.levels) for factor in factors)
    if design.kind == "list":
        return len(design.rows)
    return design.points * (len(factors) + 2 if design.kind == "saltelli" else 1)


def points(study: Study, side: Side) -> tuple[Point, ...]:
    """The rows of a design that has been checked; one without levels where there is no factor.

    A full factorial design counts as an odometer does, the last factor fastest; a list is as the
    file has it; samples are in the order of
    :func:`allocator.simulation.studies.design.sampling.unit_points`.
    Samples of factors with few levels may have rows that are alike, which all stay.
    """
    design, factors = design_of(study, side), factors_of(study, side)
    if design.kind == "full_factorial":
        rows = product(*map(stands_of, factors))
        return tuple(_point(zip(factors, row, strict=True)) for row in rows)
    if design.kind == "list":
        return tuple(point_named(factors, row) for row in design.rows)
    cube = unit_points(design, [factor.id for factor in factors], study.seed, side).tolist()
    return tuple(
        _point((factor, placed(factor, u)) for factor, u in zip(factors, row, strict=True))
        for row in cube
    )


def point_named(factors: Iterable[Factor], row: Mapping[str, Any]) -> Point:
    """The point of a row of the file, which names some factors' levels."""
    stands = (
        (factor, stand_named(factor, row[factor.id])) for factor in factors if factor.id in row
    )
    return _point((factor, stand) for factor, stand in stands if stand is not None)


def _point(stands: Iterable[tuple[Factor, Stand]]) -> Point:
    chosen = tuple(stands)
    return Point(
        {factor.id: stand.name for factor, stand in chosen},
        tuple(override for _factor, stand in chosen for override in stand.overrides),
    )


def weights(study: Study) -> npt.NDArray[np.float64]:
    """Probability of each row of the uncertainties, shape (A,).

    In a full factorial design the product of the factors' weights in proportion; all alike in
    other designs.
    """
    count = size(study, "uncertainties")
    if design_of(study, "uncertainties").kind != "full_factorial":
        return np.full(count, 1 / count)
    each = np.ones(1)
    for factor in study.uncertainties:
        own = [float(weight) for weight in factor.weights] or [1.0] * len(stands_of(factor))
        each = np.outer(each, own).ravel()
    weights: npt.NDArray[np.float64] = each / each.sum()
    return weights
