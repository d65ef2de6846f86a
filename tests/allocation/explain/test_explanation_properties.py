"""Explanations of generated plans against independent solves."""

import pytest
from verified import (
    explained,
    wrong_edits,
    wrong_extension,
    wrong_forms,
    wrong_in_other_order,
    wrong_options,
    wrong_price,
    wrong_reasons,
    wrong_tie,
    wrong_worths,
)

UNITS = 5
SEEDS = tuple(range(12))

WAIVED = (
    (),
    ("one_term", "borrowing_limit"),
    ("pool_balance",),
    ("crossing", "people_ceiling"),
    ("response", "overdue", "staffing_standard", "purpose_share", "department_share"),
    ("request_size", "efficiency_threshold", "deposit"),
)


def short(seed):
    """The case of a seed, with its requests that got less than they asked for."""
    case = explained(seed, UNITS)
    return [] if case is None else [(case, j) for j in case.short]


@pytest.mark.parametrize("seed", SEEDS)
def test_named_rules_stop_the_request_and_no_others(seed):
    for case, j in short(seed):
        assert list(wrong_reasons(case, j)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_next_post_costs_what_the_best_plan_with_it_loses(seed):
    for case, j in short(seed):
        assert list(wrong_price(case, j)) == []
        assert list(wrong_extension(case, j)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_near_ties_are_as_near_as_the_best_other_plan(seed):
    case = explained(seed, UNITS)
    for j in case.numbers.requests if case else ():
        assert list(wrong_tie(case, j)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_option_meets_the_request(seed):
    for case, j in short(seed):
        assert list(wrong_options(case, j)) == []


@pytest.mark.parametrize("seed", SEEDS[1::4])
def test_edits_are_what_preparing_the_changed_scenario_gives(seed):
    for case, j in short(seed)[:1]:
        assert list(wrong_edits(case, j)) == []


@pytest.mark.parametrize("seed", SEEDS[::4])
@pytest.mark.parametrize("rules", WAIVED)
def test_models_with_one_unit_stated_anew_have_the_same_optima(seed, rules):
    for case, j in short(seed)[:2]:
        assert list(wrong_forms(case, j, rules)) == []


@pytest.mark.parametrize("seed", SEEDS[1::5])
def test_scarce_things_are_worth_what_solving_again_gains(seed):
    case = explained(seed, UNITS)
    if case is not None:
        assert list(wrong_worths(case, slice(seed % 4, None, 4))) == []


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_explanations_do_not_depend_on_the_order_in_which_they_are_asked_for(seed):
    case = explained(seed, UNITS)
    if case is not None:
        assert list(wrong_in_other_order(case)) == []
