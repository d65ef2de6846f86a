"""Arrays with named axes → tidy frames."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.simulation.studies.results.outcomes import Item

Axis = Mapping[str, Sequence[str] | Sequence[int]]
"""Columns that name the places of an axis."""

KINDS = {"i": np.int64, "f": np.float64, "b": np.bool_}
"""Types of columns: counts, numbers and flags."""


def of_items(items: Sequence[Item]) -> Axis:
    """The axis of measures and their keys."""
    return {"measure": [item.measure for item in items], "key": [item.key for item in items]}


def tidy(axes: Sequence[Axis], columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """One row for each place of arrays of one shape, the last axis fastest.

    Parameters
    ----------
    axes : sequence of Axis
        One for each axis of the arrays.
    columns : mapping
        Column → array of counts, numbers or flags, or of objects, which are texts.
    """
    shape = tuple(len(next(iter(axis.values()))) for axis in axes)
    places = np.indices(shape).reshape(len(shape), -1)
    named = {
        name: _column(np.array(labels, dtype=None if _whole(labels) else object)[place])
        for axis, place in zip(axes, places, strict=True)
        for name, labels in axis.items()
    }
    return pd.DataFrame(named | {name: _column(each.ravel()) for name, each in columns.items()})


def _whole(labels: Sequence[str] | Sequence[int]) -> bool:
    return all(isinstance(label, int) for label in labels) and len(labels) > 0


def _column(values: npt.NDArray[Any]) -> "pd.Series[Any]":
    kind = KINDS.get(values.dtype.kind)
    return pd.Series(values, dtype="str") if kind is None else pd.Series(values.astype(kind))
