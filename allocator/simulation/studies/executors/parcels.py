"""Cells on their way to workers: packed once, known by their content, unpacked once."""

import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from allocator.simulation.running import LenderNotPicklable
from allocator.simulation.studies.runs.cell import Cell, Run, play

KEPT = 2
"""Cells that a worker keeps: tasks come cell by cell, and two of them meet where one ends."""

PACKED = 8
"""Cells that are kept packed; the others are packed again when they are asked for."""


@dataclass(frozen=True)
class Wanted:
    """The answer of a worker that has not got the cell, or has it no longer."""


@dataclass(frozen=True)
class NotUnpacked:
    """The answer of a worker that cannot unpack the cell, as where a lender's module is missing."""

    why: str


Answer = tuple[Run, ...] | Wanted | NotUnpacked


@dataclass(frozen=True)
class Parcel:
    """A packed cell.

    Attributes
    ----------
    name : str
        Digest of the content.
    content : bytes
    """

    name: str
    content: bytes


class Packing:
    """Packs cells, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._packed: OrderedDict[int, tuple[Cell, Parcel]] = OrderedDict()

    def packed(self, cell: Cell) -> Parcel:
        """The cell as a parcel.

        Raises
        ------
        LenderNotPicklable
            Its lender is the caller's own, and cannot be handed to other processes.
        """
        # By identity: what an own lender is equal to is up to the lender.
        found = self._packed.get(id(cell))
        if found is None:
            found = self._packed[id(cell)] = cell, _parcel(cell)
        self._packed.move_to_end(id(cell))
        if len(self._packed) > PACKED:
            self._packed.popitem(last=False)
        return found[1]


def _parcel(cell: Cell) -> Parcel:
    try:
        content = pickle.dumps(cell)
    # What an object that cannot be pickled raises is up to the object.
    except Exception as error:
        raise LenderNotPicklable(cell.lender, str(error)) from error
    return Parcel(hashlib.sha256(content).hexdigest(), content)


class Unpacking:
    """The cells that a worker has, those that it played last."""

    def __init__(self) -> None:
        self._cells: OrderedDict[str, Cell] = OrderedDict()

    def played(
        self, name: str, content: Callable[[], bytes | None], replications: tuple[int, ...]
    ) -> Answer:
        """Runs of the cell in the parcel of a name.

        Parameters
        ----------
        content : callable
            Gives the parcel's content, ``None`` where it is not there.
        """
        if name not in self._cells:
            packed = content()
            if packed is None:
                return Wanted()
            try:
                self._cells[name] = pickle.loads(packed)  # noqa: S301 - our own
            # What a lender of the caller's own runs into there is up to the lender.
            except Exception as error:
                return NotUnpacked(f"{type(error).__name__}: {error}")
        self._cells.move_to_end(name)
        if len(self._cells) > KEPT:
            self._cells.popitem(last=False)
        return play(self._cells[name], replications)
