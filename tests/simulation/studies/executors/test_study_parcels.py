"""Cells packed and unpacked: once, kept in bounds, and asked for when they are gone."""

import pickle
from pathlib import Path

import pytest

from allocator.simulation.lenders import LENDERS
from allocator.simulation.running import LenderNotPicklable
from allocator.simulation.studies.executors.parcels import (
    KEPT,
    PACKED,
    NotUnpacked,
    Packing,
    Unpacking,
    Wanted,
)
from allocator.simulation.studies.runs.cell import Cell, play
from tests.simulation.studies.executors.played_cells import cell, scenario


def gone() -> None:
    """The content of a parcel that is not there."""


def test_a_cell_is_packed_once_and_known_by_its_content() -> None:
    packing = Packing()
    first, same, other = cell(b"1"), cell(b"1"), cell(b"2")
    parcel = packing.packed(first)
    assert packing.packed(first) is parcel
    assert packing.packed(same) == parcel
    assert packing.packed(other).name != parcel.name
    assert pickle.loads(parcel.content) == first  # noqa: S301 - our own


def test_a_few_cells_stay_packed() -> None:
    packing = Packing()
    cells = [cell(b"", number=number) for number in range(PACKED + 1)]
    first = packing.packed(cells[0])
    for each in cells[1:]:
        packing.packed(each)
    again = packing.packed(cells[0])
    assert again == first
    assert again is not first


def test_a_lender_that_cannot_be_packed_is_named() -> None:
    def own(annual_round: object) -> None:
        """A lender."""

    with pytest.raises(LenderNotPicklable, match="“own” cannot be handed to other processes"):
        Packing().packed(Cell(0, b"", own, 1, 0, 0))  # type: ignore[arg-type]


def test_a_worker_unpacks_a_cell_once(tmp_path: Path) -> None:
    given = cell(scenario(tmp_path))
    parcel, unpacking = Packing().packed(given), Unpacking()
    assert unpacking.played(parcel.name, gone, (1,)) == Wanted()
    for content in (lambda: parcel.content, gone):
        answer = unpacking.played(parcel.name, content, (2, 1))
        assert isinstance(answer, tuple)
        assert [run.outcome.form for run in answer] == [
            run.outcome.form for run in play(given, (2, 1))
        ]


def test_a_worker_keeps_the_cells_that_it_played_last() -> None:
    unpacking = Unpacking()
    parcels = [Packing().packed(cell(b"", number=number)) for number in range(KEPT + 1)]
    for parcel in parcels:
        assert unpacking.played(parcel.name, lambda: parcel.content, ()) == ()  # noqa: B023
    assert unpacking.played(parcels[0].name, gone, ()) == Wanted()
    for parcel in parcels[1:]:
        assert unpacking.played(parcel.name, gone, ()) == ()


def test_what_cannot_be_unpacked_says_why() -> None:
    content = pickle.dumps(cell(b"", LENDERS["no_bank"])).replace(b"no_bank", b"no_bird")
    answer = Unpacking().played("name", lambda: content, (1,))
    assert isinstance(answer, NotUnpacked)
    assert "no_bird" in answer.why
