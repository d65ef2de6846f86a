"""Effects of levers alone, together, and on average."""

import numpy as np
import pytest
from synthetic_studies import layout

from allocator.simulation.studies.statistics.effects import effect_values, effects_of

FACTORIAL = [
    (lender, {"terms": terms, "bank": bank})
    for lender in ("optimal", "first_come")
    for terms in ("3", "5")
    for bank in ("1", "2")
]
"""S1 … S8, the last factor fastest."""


def found(settings, factors=("terms", "bank"), factorial=True, baseline=0):
    given = layout(settings, baseline=baseline)
    return {(each.kind, each.change): each for each in effects_of(factors, given, factorial)}


def test_a_full_factorial_has_all_effects():
    effects = found(FACTORIAL)
    assert [key for key in effects if key[0] == "alone"] == [
        ("alone", "bank: 1 → 2"),
        ("alone", "terms: 3 → 5"),
        ("alone", "lender: optimal → first_come"),
    ]
    assert [change for kind, change in effects if kind == "interaction"] == [
        "terms: 3 → 5; bank: 1 → 2",
        "bank: 1 → 2; lender: optimal → first_come",
        "terms: 3 → 5; lender: optimal → first_come",
        "terms: 3 → 5; bank: 1 → 2; lender: optimal → first_come",
    ]
    assert [change for kind, change in effects if kind == "average"] == [
        "terms: 3 → 5",
        "bank: 1 → 2",
        "lender: optimal → first_come",
    ]


def test_by_hand():
    # Value: 10, + 4 for terms, + 1 for the bank, + 2 more for both, − 3 for first_come.
    values = np.array([[10.0], [11], [14], [17], [7], [8], [11], [14]])
    effects = found(FACTORIAL)

    def size(kind, change):
        return effect_values(effects[kind, change], values).item()

    assert size("alone", "terms: 3 → 5") == 4
    assert size("interaction", "terms: 3 → 5; bank: 1 → 2") == 2
    assert size("interaction", "terms: 3 → 5; lender: optimal → first_come") == 0
    # All three: 14 − 10 less 4, 1 and − 3.
    assert size("interaction", "terms: 3 → 5; bank: 1 → 2; lender: optimal → first_come") == 2
    # 4 with the bank at 1 and 6 with it at 2, for both lenders.
    assert size("average", "terms: 3 → 5") == 5
    assert size("average", "lender: optimal → first_come") == -3


def test_an_interaction_needs_the_effect_of_each_change_alone():
    settings = [FACTORIAL[place] for place in (0, 1, 3)]
    assert list(found(settings, factorial=False)) == [("alone", "bank: 1 → 2")]


def test_a_lever_left_alone_shows_as_a_dot():
    settings = [("optimal", {}), ("optimal", {"terms": "5"})]
    assert list(found(settings, ("terms",))) == [("alone", "terms: · → 5")]


def test_a_baseline_outside_of_the_design_has_no_averages():
    settings = [("optimal", {"terms": t, "bank": b}) for t in "35" for b in "12"]
    effects = found([*settings, ("optimal", {"terms": "4", "bank": "2"})], baseline=4)
    # Its bank is in the design, so the bank's average is too; its terms are not.
    assert [change for kind, change in effects if kind == "average"] == ["bank: 2 → 1"]


def test_settings_that_are_alike_count_once():
    settings = [("optimal", {"terms": level}) for level in "3553"]
    assert [each.setting for each in found(settings, ("terms",), False).values()] == [1]


def test_changes_that_add_up_have_no_interaction_but_rounding():
    # 0.1 + 0.2 is 0.30000000000000004 in binary.
    values = np.array([[0.0, 0.7], [0.1, 0.8], [0.2, 0.9], [0.3, 1.0]])
    settings = [("optimal", {"terms": t, "bank": b}) for t in "35" for b in "12"]
    effect = found(settings)["interaction", "terms: 3 → 5; bank: 1 → 2"]
    assert effect_values(effect, values).tolist() == [0, 0]
    assert effect_values(effect, values + np.array([[0], [0], [0], [1e-9]])) == pytest.approx(1e-9)


def test_a_missing_run_leaves_its_replication_out():
    values = np.array([[1.0, 2.0], [5.0, np.nan]])
    effect = found([("a", {}), ("b", {})], ())["alone", "lender: a → b"]
    np.testing.assert_array_equal(effect_values(effect, values), [4, np.nan])
