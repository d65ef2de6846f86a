"""What a study compares: settings, each played under every assumption."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allocator.simulation.lenders import Lender

Override = tuple[str, Any]
"""A dotted key or a cell of a table, and its value, as ``--set`` takes them."""


@dataclass(frozen=True)
class Point:
    """One row of a design: a level for each of some factors.

    Attributes
    ----------
    levels : mapping
        Factor's id → name of its level; a factor that is left as the scenario has it is missing.
    overrides : tuple of Override
        What the levels set, in the order of the factors.
    """

    levels: Mapping[str, str]
    overrides: tuple[Override, ...]


@dataclass(frozen=True)
class Setting:
    """What somebody may decide: who lends, and where the levers stand.

    Attributes
    ----------
    id : str
        ``S1``, ``S2``, … in the order of the study.
    lender : str
        Name of what decides the annual rounds.
    """

    id: str
    lender: str
    point: Point


@dataclass(frozen=True)
class Assumption:
    """What nobody decides: where the uncertain things stand.

    Attributes
    ----------
    id : str
        ``A1``, ``A2``, … in the order of the study.
    weight : float
        Its probability; those of all assumptions add up to 1.
    """

    id: str
    point: Point
    weight: float


@dataclass(frozen=True)
class Layout:
    """The table of a study: every setting under every assumption.

    Attributes
    ----------
    baseline : int
        Place of the setting that the others are compared with.
    lenders : mapping
        Lender by name.
    """

    settings: tuple[Setting, ...]
    assumptions: tuple[Assumption, ...]
    baseline: int
    lenders: Mapping[str, Lender]
