"""Philox against numpy's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.philox import philox, philox_array

WORDS = st.one_of(st.sampled_from([0, 1, 2**32 - 1, 2**32, 2**64 - 1]), st.integers(0, 2**64 - 1))
COUNTERS = st.tuples(WORDS, WORDS, WORDS, WORDS)
KEYS = st.tuples(WORDS, WORDS)

Four = tuple[int, int, int, int]


def by_numpy(counter: Four, key: tuple[int, int]) -> list[int]:
    """numpy steps its counter, a number of 256 bits, by one before it draws."""
    whole = sum(word << 64 * place for place, word in enumerate(counter))
    before = (whole - 1) % 2**256
    generator = np.random.Philox(counter=before, key=key[0] + (key[1] << 64))
    return [int(word) for word in generator.random_raw(4)]


@given(counter=COUNTERS, key=KEYS)
def test_same_words_as_numpy(counter: Four, key: tuple[int, int]) -> None:
    assert list(philox(counter, key)) == by_numpy(counter, key)


@given(
    counters=st.lists(COUNTERS, min_size=1, max_size=5),
    copies=st.sampled_from([1, 13, 40]),
    key=KEYS,
)
def test_arrays_give_the_same_words(
    counters: list[Four], copies: int, key: tuple[int, int]
) -> None:
    # 32 counters and fewer are taken one by one, more go through the rounds together.
    many = np.array(counters * copies, dtype=np.uint64).T
    words = philox_array(list(many), key)
    assert words.T.tolist() == [list(philox(counter, key)) for counter in counters] * copies


def test_nobody() -> None:
    assert philox_array([0, np.zeros(0, dtype=np.uint64), 0, 0], (0, 0)).shape == (4, 0)


@pytest.mark.parametrize("place", range(4))
def test_one_word_varies(place: int) -> None:
    counter: list[int] = [5, 6, 7, 8]
    mixed: list[int | np.ndarray] = [*counter]
    mixed[place] = np.arange(3, dtype=np.uint64)
    words = philox_array(mixed, (1, 2))
    for one in range(3):
        counter[place] = one
        assert tuple(words[:, one].tolist()) == philox(tuple(counter), (1, 2))


def test_many_counters_go_through_in_blocks() -> None:
    entities = np.arange(40_000, dtype=np.uint64)
    words = philox_array([0, entities, 3, 1], (7, 8))
    for one in (0, 16_383, 16_384, 32_768, 39_999):
        assert tuple(words[:, one].tolist()) == philox((0, one, 3, 1), (7, 8))


@pytest.mark.parametrize("wrong", [-1, 2**64])
def test_words_out_of_range_are_refused(wrong: int) -> None:
    with pytest.raises(OverflowError, match=f"random stream: {wrong}: expected .* from 0 to"):
        philox((0, 0, wrong, 0), (0, 0))
    with pytest.raises(OverflowError, match=f"random stream: {wrong}: expected .* from 0 to"):
        philox((0, 0, 0, 0), (0, wrong))
    with pytest.raises(OverflowError):
        philox_array([np.zeros(2, dtype=np.uint64), 0, wrong, 0], (0, 0))
