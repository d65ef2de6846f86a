"""The clock: the order of what happens at one moment, and errors as they are."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from allocator.simulation.clock import Clock, Kind, Moment


def test_order_of_time_kind_name_counter() -> None:
    expected = sorted(
        (time, kind, entity, counter)
        for time in (0, 2.0**-20, 7.5)
        for kind in Kind
        for entity in ("", "A", "B")
        for counter in (0, 1)
    )
    clock = Clock()
    happened: list[tuple[Any, ...]] = []

    def process(time: float, kind: Kind, entity: str, counter: int) -> Iterator[Moment]:
        yield clock.at(time, kind, entity, counter)
        happened.append((clock.now, kind, entity, counter))

    shuffled = random.Random(1).sample(expected, len(expected))  # noqa: S311 - a test's order
    for moment in shuffled:
        clock.start(process(*moment))
    clock.play_until(12)
    assert happened == expected


def test_kinds_are_in_the_order_of_the_year() -> None:
    assert [kind.name for kind in Kind] == [
        "RECALL", "EVALUATION", "DEMAND", "ROUND", "RECRUITMENT", "ATTRITION", "MONTH",
    ]  # fmt: skip


def test_what_begins_at_a_moment_is_in_order_with_what_waits() -> None:
    clock, happened = Clock(), []

    def second() -> Iterator[Moment]:
        yield clock.at(1, Kind.RECALL, "new")
        happened.append("new")

    def first() -> Iterator[Moment]:
        yield clock.at(1, Kind.RECALL, "first")
        happened.append("first")
        clock.start(second())

    def last() -> Iterator[Moment]:
        yield clock.at(1, Kind.MONTH)
        happened.append("last")

    for process in (last, first):
        clock.start(process())
    clock.play_until(12)
    assert happened == ["first", "new", "last"]


def test_only_what_is_before_the_end_happens() -> None:
    clock, happened = Clock(), []

    def process(time: float) -> Iterator[Moment]:
        yield clock.at(time, Kind.RECALL)
        happened.append(time)

    for time in (12.0, 12 - 2.0**-20):
        clock.start(process(time))
    clock.play_until(12)
    assert happened == [12 - 2.0**-20]
    assert clock.now == 12


class Broken(Exception):
    """An error that cannot be made from its message alone."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def test_errors_come_as_they_are() -> None:
    clock, error = Clock(), Broken(1, 2)

    def process() -> Iterator[Moment]:
        yield clock.at(1, Kind.ROUND)
        raise error

    clock.start(process())
    with pytest.raises(Broken) as raised:
        clock.play_until(12)
    assert raised.value is error
