"""The evaluation and the audit's own agree: weights, marks, scores, tiers, colours, freezes."""

import tempfile
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.allocation.audit.marks import reached
from allocator.allocation.audit.standing import standings
from allocator.allocation.audit.weights import weights_of
from allocator.evaluation.evaluation import Evaluated, evaluate
from allocator.evaluation.groups import groups_of
from allocator.evaluation.weights import leaf_weights
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import generate
from allocator.scenario.writing import write_scenario

MARKED = ("scores", "questionnaires", "measures", "grades")
SEEDS = range(7000, 7024)

Fixed = settings(derandomize=True, deadline=None, max_examples=60)


@cache
def generated(seed: int) -> Scenario:
    made = generate(6 + seed % 25, seed, varied_policy=True)
    with tempfile.TemporaryDirectory() as folder:
        write_scenario(Path(folder) / "made", made.settings_toml, made.tables, made.policy_toml)
        return read_scenario(Path(folder) / "made")


def with_tables(scenario: Scenario, **tables: pd.DataFrame) -> Scenario:
    return scenario.replace(tables=dict(scenario.tables) | tables)


def with_evaluation(scenario: Scenario, **keys: Any) -> Scenario:
    evaluation = scenario.policy.evaluation.model_copy(update=keys)
    return scenario.replace(policy=scenario.policy.model_copy(update={"evaluation": evaluation}))


def assert_twins_agree(scenario: Scenario) -> None:
    """Weights and points exactly; tier, colour and freeze of every unit."""
    evaluation = scenario.policy.evaluation
    scores, shares, groups = Evaluated(scenario).scores, reached(scenario), groups_of(scenario)
    weights = {}
    for group in sorted({groups[unit] for unit in shares}):
        ours, theirs = leaf_weights(scenario.policy, group), weights_of(evaluation, group)
        assert {leaf: Fraction(weight) for leaf, weight in ours.items()} == theirs
        weights[group] = theirs
    weighed = {
        unit
        for unit, marked in shares.items()
        if any(weight and leaf in marked for leaf, weight in weights[groups[unit]].items())
    }
    assert set(scores.units.tolist()) == weighed
    for place, unit in enumerate(scores.units):
        own, marked = weights[groups[unit]], shares[unit]
        there = sum((own[leaf] for leaf in own if leaf in marked), Fraction(0))
        total = sum((own[leaf] * marked[leaf] for leaf in own if leaf in marked), Fraction(0))
        if evaluation.missing == "reweight" and there:
            total = total * sum(own.values()) / there
        assert scores.exact(scores.total[place]) == total
    found = evaluate(scenario).set_index("unit_id")
    ours_of = {
        unit: (int(row["tier"]), row["colour"], bool(pd.notna(row["frozen_until"])))
        for unit, row in found.iterrows()
    }
    theirs_of = {
        unit: (standing.tier, standing.colour, standing.frozen)
        for unit, standing in standings(scenario).items()
    }
    assert ours_of == theirs_of


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_scenarios(seed: int) -> None:
    assert_twins_agree(generated(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    scenario, rng = generated(seed), np.random.default_rng(seed)
    shuffled = {
        name: table.iloc[rng.permutation(len(table))].reset_index(drop=True)
        for name, table in scenario.tables.items()
        if name in MARKED
    }
    pd.testing.assert_frame_equal(evaluate(with_tables(scenario, **shuffled)), evaluate(scenario))


@pytest.mark.parametrize("missing", ["zero", "reweight"])
@pytest.mark.parametrize("seed", SEEDS[:8])
def test_full_scores_that_have_nothing_in_common(seed: int, missing: str) -> None:
    """Every full score is another prime: the common steps need thousands of bits."""
    scenario = with_evaluation(generated(seed), missing=missing)
    table = scenario.tables["scores"].astype(object)
    primes = [n for n in range(1000, 9000) if all(n % m for m in range(2, int(n**0.5) + 1))]
    full = [Decimal(primes[row % len(primes)]) for row in range(len(table))]
    rng = np.random.default_rng(seed)
    score = [Decimal(int(rng.integers(0, int(most) + 1))) for most in full]
    changed = table.assign(score=score, full_score=full)
    scenario = with_tables(scenario, scores=changed)
    assert Evaluated(scenario).scores.points.dtype == object
    assert_twins_agree(scenario)


@st.composite
def marked(draw: st.DrawFn) -> Scenario:
    """A generated scenario with marks of any kind, tied ones and gaps among them."""
    scenario = generated(draw(st.sampled_from(SEEDS)))
    evaluation = scenario.policy.evaluation
    leaves = [leaf.id for leaf in evaluation.leaves()]
    scaled = [leaf.id for leaf in evaluation.leaves() if leaf.scale is not None]
    units = scenario.tables["units"]["unit_id"].tolist()[:6]
    fulls = draw(st.sampled_from([["100"], ["10", "100"], ["7", "9", "11", "0.3"]]))
    keys = draw(st.sets(st.tuples(*map(st.sampled_from, (units, leaves, ["office", "peer"])))))
    scores = [
        (*key, Decimal(draw(st.integers(0, 4))) * Decimal(full) / 4, Decimal(full))
        for key in sorted(keys)
        for full in [draw(st.sampled_from(fulls))]
    ]
    asked = draw(st.sets(st.tuples(st.sampled_from(units), st.sampled_from(leaves))))
    answers = [
        (*key, "self", draw(st.integers(1, 3)), *(draw(st.integers(0, 3)) for _ in range(4)))
        for key in sorted(asked)
    ]
    places = st.tuples(st.sampled_from(units), st.sampled_from(scaled or leaves))
    measured = draw(st.sets(places)) if scaled else set()
    values = [(*key, Decimal(draw(st.integers(-50, 2000))) / 100) for key in sorted(measured)]
    rows = {"scores": scores, "questionnaires": answers, "measures": values}
    tables = {
        name: pd.DataFrame(found, columns=scenario.tables[name].columns, dtype=object)
        for name, found in rows.items()
    }
    missing = draw(st.sampled_from(["zero", "reweight"]))
    return with_evaluation(with_tables(scenario, **tables), missing=missing)


@Fixed
@given(marked())
def test_any_marks(scenario: Scenario) -> None:
    assert_twins_agree(scenario)


@Fixed
@given(marked(), st.randoms(use_true_random=False))
def test_the_order_of_any_marks_changes_nothing(scenario: Scenario, chance: Any) -> None:
    shuffled = {}
    for name in MARKED:
        table = scenario.tables[name]
        shuffled[name] = table.iloc[chance.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(evaluate(with_tables(scenario, **shuffled)), evaluate(scenario))
