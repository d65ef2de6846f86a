"""The formulation against all plans of very small scenarios, dealt out one by one."""

import numpy as np
import pytest
from brute_force import best_values

PURPOSES = ("routine", "talent")


def drawn(world, seed):
    """Two units, one or two pools, two or three requests, at most a loan; any rule may bind."""
    rng = np.random.default_rng(seed)
    yes = lambda share=0.5: bool(rng.random() < share)  # noqa: E731
    whole = lambda first, last: int(rng.integers(first, last + 1))  # noqa: E731
    leavers = (1, 2, 3, 0)
    for place in (1, 2):
        vacant = whole(0, 2) if yes() else 0
        world.unit(
            f"U{place}",
            department=f"D{whole(1, 2)}",
            region="S" if yes(0.8) else "T",
            filled=10 - vacant + (2 if yes(0.05) else 0),
            leave=tuple(leavers[whole(0, 3)] for _ in range(3)),
            tier=whole(1, 3),
            colour=("green", "blue", "yellow")[max(0, whole(-4, 2))],
        )
    pools = whole(1, 2)
    for place in range(1, pools + 1):
        more = {"region": "S"} if yes(0.3) else {}
        more |= {"purpose": "talent"} if yes(0.2) and place == 2 else {}
        world.pool(f"B{place}", whole(2, 5), whole(0, 1), **more)
    if pools == 2 and yes(0.4):
        world.transfer("B2", "B1", 1)
    for place in range(1, whole(2, 3) + 1):
        posts = whole(1, 3)
        world.request(
            f"R{place}",
            f"U{whole(1, 2)}",
            posts,
            purpose=PURPOSES[whole(0, 1)],
            start_year=2026 + whole(0, 1),
            max_term=whole(1, 2),
            min_posts=whole(1, posts) if yes(0.3) else 1,
            repayment=("at_term", "as_vacated")[whole(0, 1)],
            gains=((whole(8, 40), whole(1, 2)),) if yes(0.7) else (),
        )
    if yes(0.5):
        world.loan("L1", f"U{whole(1, 2)}", "B1", 1, due=2025 + whole(0, 2), start=2024,
                   repayment=("at_term", "as_vacated")[whole(0, 1)])  # fmt: skip
        world.put("pools.B1.purpose", "*").put("pools.B1.region", "*").put("pools.B1.reserve", 0)
    if yes(0.3):
        world.people(22 + whole(0, 2))
    response = {"blue": {"lending": "capped", "max_loans_share": 0.1},
                "yellow": {"lending": "suspended"}}  # fmt: skip
    shares = {"max_department_share": 0.6} if yes(0.3) else {}
    if yes(0.2):
        shares["min_purpose_share"] = {"purposes": ["talent"], "share": 0.5}
    goals = ["priority_value", "post_years", "disruption", "canonical"]
    for goal in ("least_served", "long_reserve"):
        if yes(0.4):
            goals.insert(whole(0, len(goals)), goal)
    return world.policy(
        lending={
            "terms": [1, 2],
            "max_total_term": 4,
            "overdue_blocks": yes(),
            "cross_region": (0.5, 0, 1)[whole(0, 2)],
            "limit_exempt_purposes": ["talent"] if yes(0.2) else [],
            "limit_multiplier": {"3": 0.5},
        },
        efficiency={"apply": yes(0.2), "exempt_purposes": ["talent"]},
        response=response,
        deposit={"mode": ("none", "as_needed", "all")[whole(0, 2)]},
        recall={"renewal": {"years": 1, "tiers": [1, 2]}, "renewal_value": 0.5},
        priority={"purposes": {"talent": 1.3}, "tiers": {"1": 1.2}},
        shares=shares,
        objective={"goals": goals},
    )  # fmt: skip


def with_later_rules(world, seed):
    """The same world under a mix of the rules that came with the evaluation."""
    rng = np.random.default_rng((seed, 1))
    yes = lambda share=0.5: bool(rng.random() < share)  # noqa: E731
    whole = lambda first, last: int(rng.integers(first, last + 1))  # noqa: E731
    if yes():
        world.standard(f"U{whole(1, 2)}", whole(17, 25), 2)
    if yes():
        world.grade(f"U{whole(1, 2)}", 2025, 3, "yellow")
    if yes(0.4):
        departments = [world.cell(f"units.U{place}.department") for place in (1, 2)]
        people = 10 * departments.count(departments[0])
        world.people(people + whole(1, 2), department=departments[0])
    for unit in ("U1", "U2"):
        world.put(f"posts.{unit}.vacant_since", (2024, 2026)[whole(0, 1)] if yes(0.8) else "")
    world.put("pools.B1.reserve", "" if yes() else 0)
    world.put("policy.reserve", {"vacancy_share": (0, 0.5)[whole(0, 1)]})
    world.put("policy.response.green", {"cut_share": (0, 0.5)[whole(0, 1)]})
    world.put("policy.response.yellow.freeze_years", whole(1, 2))
    mode = ("share", "as_needed", "none")[whole(0, 2)]
    idle = {"idle_years": whole(0, 1)}
    return world.put("policy.deposit", {"mode": mode, "share": (0.5, 1)[whole(0, 1)]} | idle)


# Seeds that leave a choice and are quick to deal out; others have few plans that keep the rules.
SEEDS = (2, 3, 4, 9, 12, 17, 23, 24, 27, 28, 29, 31, 33, 36, 49, 53, 54, 57, 60, 69, 73, 74, 78)


LATER_SEEDS = tuple(seed for seed in SEEDS if seed not in (4, 33, 49, 73))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_that_keeps_the_rules_is_better(world, seed):
    outcome = drawn(world, seed).solve()
    values, kept = best_values(outcome.scenario)
    assert outcome.goals == values
    assert kept >= 9


@pytest.mark.parametrize("seed", LATER_SEEDS)
def test_nor_is_one_under_the_later_rules(world, seed):
    outcome = with_later_rules(drawn(world, seed), seed).solve()
    values, kept = best_values(outcome.scenario)
    assert outcome.goals == values
    assert kept >= 9
