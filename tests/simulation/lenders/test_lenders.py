"""Lenders by name, and lenders of a caller's own."""

import pickle
import subprocess
import sys
from dataclasses import replace

import pytest
from rounds import given, round_of

from allocator.allocation.plan.decisions import Decisions
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.simulation.lenders import (
    LENDERS,
    UnknownLender,
    Verdict,
    lender_name,
    lender_named,
    nothing_lent,
    verdict_of,
)


@pytest.fixture
def small(world):
    """R1 asks for 2 posts, the pool has 3; 1 post is collected, and an old loan is out."""
    world.unit("U1").unit("U2", filled=9, keep=0).pool("B1", 3)
    world.loan("L1", "U2", "B1", 1, due=2027, repayment="as_vacated")
    return world.request("R1", "U1", 2).policy(deposit={"mode": "all"})


def test_every_lender_goes_by_its_name():
    assert tuple(LENDERS) == LENDER_NAMES
    for name in LENDER_NAMES:
        assert lender_name(lender_named(name)) == name
        # A worker process is sent the lender.
        assert pickle.dumps(LENDERS[name])


def test_an_unknown_lender_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownLender) as caught:
        lender_named("first_comes")
    assert "“first_comes”" in str(caught.value)
    assert ", ".join(LENDER_NAMES) in str(caught.value)
    assert "Did you mean “first_come”?" in str(caught.value)
    with pytest.raises(UnknownLender, match=r"no_bank\.$"):
        lender_named("xyz")


def test_without_a_bank_nothing_moves(small):
    verdict = verdict_of(LENDERS["no_bank"], round_of(small.scenario()))
    assert verdict == Verdict(Decisions({}, {}, {}, {}, {}, {}, {}))


def test_where_nothing_is_lent_what_must_be_collected_is_and_old_loans_come_back(small):
    numbers = round_of(small.scenario()).numbers
    assert nothing_lent(numbers) == Decisions(
        {}, {}, {("U2", "public"): 1}, {}, {}, {}, {("L1", 2027): 1}
    )


@pytest.mark.parametrize("name", [name for name in LENDER_NAMES if name != "no_bank"])
def test_a_contradiction_is_said_and_nothing_granted(small, name):
    # 3 of 3 + 1 posts are out; 2 are kept back.
    small.put("loans.L1.posts", 3).put("pools.B1.reserve", 2)
    annual_round = round_of(small.scenario())
    verdict = verdict_of(LENDERS[name], annual_round)
    assert verdict == Verdict(nothing_lent(annual_round.numbers), contradicted=True)


def test_the_model_says_how_long_it_took_and_what_gap_is_left(small):
    verdict = verdict_of(LENDERS["optimal"], round_of(small.scenario()))
    assert verdict.decisions.granted() == {"R1": 2}
    assert verdict.gap == 0
    assert verdict.solver_seconds > 0


class OnePostEach:
    """A lender of a caller's own, that lends one post for one year to whoever asks."""

    def __call__(self, annual_round):
        lent = {(j, 1, "B1"): 1 for j in annual_round.numbers.requests}
        return replace(nothing_lent(annual_round.numbers), lent=lent)


def test_a_lender_of_ones_own_gives_decisions_or_a_verdict(small):
    assert given(small, OnePostEach()).granted == {"R1": 1}
    assert lender_name(OnePostEach()) == "OnePostEach"
    lender = LENDERS["first_come"]
    assert given(small, lambda annual_round: lender(annual_round)).granted == {"R1": 2}


def test_a_lender_that_gives_something_else_is_refused(small):
    def in_words(annual_round):
        return "2 for R1"

    annual_round = round_of(small.scenario())
    with pytest.raises(TypeError, match="the lender “in_words” gave back str in 2026"):
        verdict_of(in_words, annual_round)


def test_lenders_are_there_before_pyomo_and_highs():
    code = (
        "import sys, allocator.simulation.lenders;"
        "print({name.split('.')[0] for name in sys.modules} & {'pyomo', 'highspy'})"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"
