"""The benchmark of studies: both sides play the same runs, and the page says what was measured."""

from argparse import Namespace
from dataclasses import replace

import numpy as np
import pytest

from allocator.scenario.reading import read_scenario
from allocator.simulation.lenders import LENDERS
from allocator.simulation.replication import replicate
from benchmarks.studies import Overhead, Shared, overhead, shared_chance
from benchmarks.studies_page import page

OPTIONS = Namespace(scenario="sichuan-epsilon", years=1, runs=4, replications=2, seed=1)


def test_differences_are_of_the_same_chances_and_of_others() -> None:
    found = {each.item: each for each in shared_chance(OPTIONS)}
    posts = found["posts_granted"]
    scenario = read_scenario(OPTIONS.scenario)

    def granted(lender: str, seed: int) -> list[float]:
        runs = (replicate(scenario, LENDERS[lender], 1, seed, number) for number in range(2))
        return [
            row.value
            for run in runs
            for row in run.rows
            if (row.year, row.measure) == (None, "posts_granted")
        ]

    base = granted("first_come", 1)
    assert posts.together.tolist() == np.subtract(granted("optimal", 1), base).tolist()
    assert posts.apart.tolist() == np.subtract(granted("optimal", 2), base).tolist()


def test_a_study_is_timed_beside_its_runs_alone() -> None:
    found = overhead(OPTIONS)
    assert found.runs == 4
    assert 0 < found.outside < 1
    assert min(found.seconds, found.plain, found.again) > 0


@pytest.mark.parametrize(("outside", "said"), [(0.07, "runs: met."), (0.12, "runs: not met.")])
def test_the_page_says_whether_what_was_asked_for_is_met(outside: float, said: str) -> None:
    given = Overhead(1000, 50.0, 45.0, outside, 3.0)
    shared = [
        # Standard deviations 1 and 3: variances 1 and 9.
        Shared("value_granted", np.array([4.0, 5.0, 6.0]), np.array([2.0, 5.0, 8.0])),
        Shared("posts_lent", np.array([1.0, 1.0]), np.array([0.0, 2.0])),
    ]
    text = page(given, shared, OPTIONS)
    assert said in text
    assert "| `value_granted` | 5 | 1 | 3 | 9.0 |" in text
    assert "| `posts_lent` | 1 | 0 | 1.414 | – |" in text
    assert "this run is of another size" in page(replace(given, runs=4), shared, OPTIONS)
