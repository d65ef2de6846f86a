"""Windows of the borrowing limit that begin after the last request has started say nothing."""

from dataclasses import fields, replace

import numpy as np
import pytest
from generated import form_of, numbers_of

from allocator.allocation.strengthen import ALL, NONE, formulate

SEEDS = range(40, 52)


def beginning_by(numbers, year):
    """The numbers without the windows that begin later."""
    limits = {
        cell: {window: most for window, most in windows.items() if window[0] <= year}
        for cell, windows in numbers.limits.items()
    }
    return replace(numbers, limits=limits)


def starting_at_once(seed):
    """The numbers of a seed, every request starting in the base year."""
    numbers = numbers_of(seed)
    requests = {
        j: replace(request, start=numbers.years[0]) for j, request in numbers.requests.items()
    }
    return replace(numbers, requests=requests)


def same(form, other):
    """Whether two models in arrays are one."""
    return all(
        np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else mine == theirs
        for mine, theirs in (
            (getattr(form, field.name), getattr(other, field.name))
            for field in fields(form)
            if field.name != "objectives"
        )
    ) and all(
        np.array_equal(goal.cost, other.objectives[name].cost)
        for name, goal in form.objectives.items()
    )


@pytest.mark.parametrize("strengthening", [ALL, NONE])
def test_where_all_requests_start_at_once_the_base_year_is_enough(strengthening):
    rows = 0
    for seed in SEEDS:
        whole = starting_at_once(seed)
        few = beginning_by(whole, whole.years[0])
        assert formulate(few, ALL) == formulate(whole, ALL)
        form = form_of(whole, strengthening)
        assert same(form_of(few, strengthening), form)
        rows += sum(row.rule == "borrowing_limit" for row in form.rows)
    assert rows > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_those_up_to_the_last_start_are_enough(seed):
    whole = numbers_of(seed)
    few = beginning_by(whole, max(request.start for request in whole.requests.values()))
    assert formulate(few, ALL) == formulate(whole, ALL)
    assert same(form_of(few, NONE), form_of(whole, NONE))
