"""Draws by identity: the same wherever and however they are asked for."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation import streams as module
from allocator.simulation.philox import philox
from allocator.simulation.streams import Process, Streams, entity_key, entity_keys, seed_of

STREAMS = Streams(seed=20260101, replication=3)
PARTS = st.one_of(st.text(max_size=4), st.integers())


def test_processes_keep_their_numbers() -> None:
    # What was run once must run the same again.
    assert {process.name: process.value for process in Process} == {
        "LEAVING": 1,
        "REFILL": 2,
        "LAG": 3,
        "SUCCESS": 4,
        "RECRUIT": 5,
        "PERFORMANCE": 6,
        "DEMAND": 7,
        "URGENT": 8,
        "SIZE": 9,
        "LAPSE": 10,
        "LATE": 11,
        "RENEWAL": 12,
        "EMERGENCY": 13,
        "LENDER": 14,
    }


def test_a_draw_is_philox_at_its_identity() -> None:
    # Counter (block 0, entity, occurrence, process), key (seed, replication); the upper 52 bits
    # of a word, in the middle of their interval.
    words = philox((0, 99, 7, 4), (20260101, 3))
    expected = [((word >> 12) * 2 + 1) * 2.0**-53 for word in words]
    assert list(STREAMS.four(Process.SUCCESS, 99, 7)) == expected


@given(
    entities=st.lists(st.integers(0, 2**64 - 1), max_size=50),
    process=st.sampled_from(Process),
    occurrence=st.integers(0, 2**64 - 1),
)
def test_arrays_and_single_draws_agree(
    entities: list[int], process: Process, occurrence: int
) -> None:
    array = np.array(entities, dtype=np.uint64)
    found = STREAMS.uniforms(process, array, occurrence)
    assert found.shape == (4, len(entities))
    for place, entity in enumerate(entities):
        alone = STREAMS.four(process, entity, occurrence)
        assert tuple(found[:, place].tolist()) == alone
        for word in range(4):
            assert STREAMS.uniform(process, array[place], occurrence, word) == alone[word]


@pytest.mark.parametrize("word", [0, 2**64 - 1])
def test_never_0_or_1(word: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "philox", lambda *_: (word,) * 4)
    monkeypatch.setattr(module, "philox_array", lambda *_: np.full((4, 1), word, dtype=np.uint64))
    array = STREAMS.uniforms(Process.SIZE, entity_keys(["U1"]))
    single = STREAMS.four(Process.SIZE, entity_key("U1"))
    assert tuple(array[:, 0].tolist()) == single
    assert all(0 < one < 1 for one in single)


def test_every_part_of_the_identity_counts() -> None:
    draws = {
        Streams(seed, replication).uniform(process, entity, occurrence, word)
        for seed in (0, 1)
        for replication in (0, 1)
        for process in (Process.LEAVING, Process.REFILL)
        for entity in (0, 1)
        for occurrence in (0, 1)
        for word in range(4)
    }
    assert len(draws) == 2**5 * 4


def test_uniforms_are_uniform() -> None:
    # 4 x 10,000 draws in 100 equal cells: chi-square with 99 degrees of freedom is below 148.2
    # with probability 0.999 (R: qchisq(0.999, 99) = 148.2).
    found = STREAMS.uniforms(Process.LENDER, entity_keys(range(10_000)))
    counts = np.bincount((found.ravel() * 100).astype(int), minlength=100)
    assert ((counts - 400) ** 2 / 400).sum() < 148.2


def test_generator_is_numpys_own_after_the_four() -> None:
    # Its first words are those of block 1; block 0 is the four uniforms'.
    generator = STREAMS.generator(Process.LENDER, 99, 7)
    words = philox((1, 99, 7, 14), (20260101, 3))
    assert tuple(generator.bit_generator.random_raw(4).tolist()) == words


@given(one=st.lists(PARTS, min_size=1, max_size=3), other=st.lists(PARTS, min_size=1, max_size=3))
def test_keys_tell_names_apart(one: list[str | int], other: list[str | int]) -> None:
    assert (entity_key(*one) == entity_key(*other)) == (one == other)


def test_parts_do_not_run_together() -> None:
    names: list[tuple[str | int, ...]] = [
        *[("a", "bc"), ("ab", "c"), ("abc",), ("a", "b"), ("asb",), ("as1:b",), ()],
        *[(1, 23), (12, 3), (123,), ("1", "23")],
    ]
    assert len({entity_key(*name) for name in names}) == len(names)


def test_keys_of_many() -> None:
    found = entity_keys(["U1", ("U1", 2026), 5, np.int64(5)])
    assert found.dtype == np.uint64
    assert found.tolist() == [
        entity_key("U1"),
        entity_key("U1", 2026),
        entity_key(5),
        entity_key(5),
    ]
    assert entity_keys([]).shape == (0,)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_in_every_process(hash_seed: str) -> None:
    asked = "Streams(9, 2).uniform(Process.DEMAND, entity_key('U1', 2027), 1)"
    code = f"from allocator.simulation.streams import *; print({asked})"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
        text=True,
    )
    here = Streams(9, 2).uniform(Process.DEMAND, entity_key("U1", 2027), 1)
    assert float(found.stdout) == here


@pytest.mark.parametrize("wrong", [-1, 2**64])
def test_numbers_out_of_range_are_refused(wrong: int) -> None:
    expected = "expected a whole number from 0 to 18446744073709551615"
    with pytest.raises(ValueError, match=f"^seed {wrong}: {expected}"):
        Streams(wrong, 0)
    with pytest.raises(ValueError, match=f"^replication {wrong}: {expected}"):
        Streams(0, wrong)
    with pytest.raises(ValueError, match=f"^seed {wrong}: {expected}"):
        seed_of(wrong)
    with pytest.raises(OverflowError, match=f"random stream: {wrong}"):
        STREAMS.four(Process.LAG, 0, wrong)


def test_a_number_is_its_own_seed() -> None:
    assert seed_of(2**64 - 1) == 2**64 - 1
    assert seed_of(np.int64(7)) == 7


def test_no_source_gives_a_fresh_seed() -> None:
    assert seed_of() != seed_of(None)


def test_numpy_sources() -> None:
    first = seed_of(np.random.default_rng(1))
    assert 0 <= first < 2**64
    assert seed_of(np.random.default_rng(1)) == first
    assert seed_of(np.random.PCG64(1)) == first
    generator = np.random.default_rng(1)
    assert seed_of(generator) != seed_of(generator)
    sequence = np.random.SeedSequence(1)
    assert seed_of(sequence) == seed_of(sequence)
    assert seed_of(np.random.MT19937(1)) >= 2**32  # all 64 bits, though MT19937 gives 32 at a time


@pytest.mark.parametrize("wrong", ["7", 1.5, [1]])
def test_other_sources_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="expected a whole number, None, or numpy's Generator"):
        seed_of(wrong)
