"""Runs of one cell: what they come to, and what becomes of failures."""

import pickle
from pathlib import Path

from allocator.simulation.lenders import LENDERS, first_come
from allocator.simulation.lenders.lender import Round
from allocator.simulation.replication import replicate
from allocator.simulation.studies.runs.cell import Cell, Failure, play
from tests.allocation.worlds import World


def cell(world: World, lender: object = first_come) -> Cell:
    return Cell(0, pickle.dumps(world.scenario()), lender, 2, 0, 5)  # type: ignore[arg-type]


def small_world(folder: Path) -> World:
    return World(folder).unit("U1").pool("P1", 3).request("R1", "U1", 2)


def test_a_run_is_the_replication_of_its_number(tmp_path: Path) -> None:
    world = small_world(tmp_path)
    runs = play(cell(world), (4, 2))
    assert [run.replication for run in runs] == [4, 2]
    for run in runs:
        alone = replicate(world.scenario(), first_come, 2, 5, run.replication)
        assert repr(run.outcome.rows) == repr(alone.rows)


def test_a_failed_run_is_a_record_and_the_others_go_on(tmp_path: Path) -> None:
    def breaks(annual_round: Round):
        if annual_round.streams.replication == 1:
            raise LookupError("nothing of the kind")
        return LENDERS["no_bank"](annual_round)

    first, second, third = play(cell(small_world(tmp_path), breaks), (0, 1, 2))
    assert isinstance(second.outcome, Failure)
    assert second.outcome.error == "LookupError: nothing of the kind"
    assert "in breaks" in second.outcome.traceback
    assert not second.outcome.always
    assert not isinstance(first.outcome, Failure)
    assert not isinstance(third.outcome, Failure)


def test_rules_that_contradict_each_other_at_the_start_fail_every_run_alike(tmp_path: Path) -> None:
    # 5 of the 6 posts are out, and 2 must be kept back.
    world = small_world(tmp_path).pool("P2", 6, reserve=2).loan("L1", "U1", "P2", 5, due=2029)
    (run, other) = play(cell(world), (0, 7))
    assert isinstance(run.outcome, Failure)
    assert run.outcome.error.startswith("The rules contradict each other: ")
    assert run.outcome.always
    # Not tried again: the very same failure, of another replication.
    assert other.replication == 7
    assert other.outcome is run.outcome
