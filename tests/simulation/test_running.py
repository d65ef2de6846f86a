"""Replications in several processes: the same numbers, errors that say which, an end at once."""

import os
import time
from dataclasses import replace
from functools import partial

import pytest

import allocator.simulation.running as running
from allocator.allocation.repair import Contradiction
from allocator.processes import RaisedElsewhere
from allocator.simulation.lenders import LENDERS
from allocator.simulation.provenance import Asked
from allocator.simulation.running import (
    LenderNotPicklable,
    ReplicationFailed,
    finished_replications,
)

FIRST_COME = LENDERS["first_come"]


def gives_up(given):
    """A lender that decides the first year only."""
    if given.year > 2026:
        raise RuntimeError("no idea")
    return FIRST_COME(given)


def never_decides(given):
    """A lender that needs a minute."""
    time.sleep(60)


@pytest.fixture
def scenario(small):
    return small.read()


def finished(scenario, numbers, workers, lender=FIRST_COME, seed=5, **more):
    """Replications of two years, without what they took."""
    asked = Asked("", 2, len(numbers), first=numbers[0], seed=seed, **more)
    found = finished_replications(scenario, lender, asked, workers)
    return [repr(replace(each, seconds=0, solver_seconds=0)) for each in found]


def test_they_come_in_order_and_the_same_from_any_number_of_processes(scenario):
    alone = finished(scenario, range(6), 1)
    assert len(set(alone)) > 1
    assert finished(scenario, range(6), 2) == alone
    assert finished(scenario, range(6), 3, log=True) == finished(scenario, range(6), 1, log=True)
    assert finished(scenario, range(4, 5), 2) == [alone[4]]


def test_the_rest_goes_to_other_processes_where_that_pays(scenario, monkeypatch):
    alone = finished(scenario, range(5), 1)
    shared_out = []
    monkeypatch.setattr(
        running,
        "processes_holding",
        lambda make, count: shared_out.append(count) or _processes_holding(make, count),
    )
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(running, "STARTING", 3600)
    assert finished(scenario, range(5), 0) == alone
    assert shared_out == []
    monkeypatch.setattr(running, "STARTING", 0)
    assert finished(scenario, range(5), 0) == alone
    assert shared_out == [2]


_processes_holding = running.processes_holding


@pytest.mark.parametrize("workers", [1, 2])
def test_a_replication_that_fails_is_named(scenario, workers):
    with pytest.raises(ReplicationFailed) as failed:
        finished(scenario, range(7, 9), workers, gives_up)
    assert (failed.value.replication, failed.value.seed) == (7, 5)
    assert "--seed 5 --replication 7" in str(failed.value)
    assert "RuntimeError: no idea" in str(failed.value)
    cause = failed.value.__cause__
    assert isinstance(cause, RuntimeError if workers == 1 else RaisedElsewhere)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_contradiction_in_the_first_round_goes_through(small, workers):
    # B1 has lent 5 of its 6 posts and must keep 2 back, one more than it has.
    small.put("loans", 2, "posts", 5).put("pools", 2, "reserve", 2)
    with pytest.raises(Contradiction) as raised:
        finished(small.read(), range(2), workers)
    assert "pool B1 lacks 1 post(s) in 2026" in str(raised.value)


def test_a_lender_that_cannot_be_sent(scenario):
    def own(given):
        return FIRST_COME(given)

    assert finished(scenario, range(2), 1, own) == finished(scenario, range(2), 1)
    with pytest.raises(LenderNotPicklable, match="“own” cannot be handed to other processes"):
        finished(scenario, range(2), 2, own)


def test_a_lender_that_is_no_function(scenario):
    bound = partial(FIRST_COME)
    assert finished(scenario, range(2), 2, bound) == finished(scenario, range(2), 1)


def test_ctrl_c_ends_the_processes_at_once(scenario, monkeypatch):
    def interrupted(connections):
        raise KeyboardInterrupt

    monkeypatch.setattr("allocator.processes.wait", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        finished(scenario, range(2), 2, never_decides)
    # A lender would have taken a minute.
    assert time.monotonic() - began < 30
