"""Each standing warning appears where its number crosses the line, and not before."""

from collections.abc import Callable
from typing import Any

import pytest

from allocator.allocation.standing_warnings import (
    CHECKS,
    SEVERITIES,
    SEVERITY_OF,
    StandingWarning,
    standing_warnings,
)
from allocator.evaluation.evaluation import Evaluated


def warnings(small: Any, *overrides: tuple[str, Any]) -> tuple[StandingWarning, ...]:
    return standing_warnings(Evaluated(small.read(*overrides)))


def of(small: Any, rule: str, *overrides: tuple[str, Any]) -> list[StandingWarning]:
    return [found for found in warnings(small, *overrides) if found.rule == rule]


def only(small: Any, rule: str, *overrides: tuple[str, Any]) -> StandingWarning:
    (found,) = of(small, rule, *overrides)
    return found


def people_over_ceiling(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # 29 + 2 people are in post; 30 are one too few for them, 31 are enough.
    return (
        lambda: small.put("ceilings", 2, "people", 30),
        lambda: small.put("ceilings", 2, "people", 31),
        "*, *, public",
        {"people": 31, "ceiling": 30},
    )


def reserve_broken(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # B1 owns 6 and has 1 out: a reserve of 6 lacks 1, one of 5 is there.
    return (
        lambda: small.put("pools", 2, "reserve", 6),
        lambda: small.put("pools", 2, "reserve", 5),
        "B1",
        {"owned": 6, "out": 1, "reserve": 6, "lacking": 1},
    )


def overdue_loan(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # The base year is 2026; a loan due at the end of 2025 is overdue, its first year late.
    return (
        lambda: small.put("loans", 2, "due_year", 2025).put("loans", 2, "start_year", 2024),
        lambda: small.put("loans", 2, "due_year", 2026),
        "U1, L1",
        {"posts": 1, "due_year": 2025, "years_late": 1},
    )


def overstaffed(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    return (
        lambda: small.put("posts", 2, "filled", 32),
        lambda: small.put("posts", 2, "filled", 30),
        "U1, public",
        {"approved": 30, "filled": 32, "overstaff": 2},
    )


def over_standard(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # 520 students, 26 a post, give 20 posts: U2 has 20. With 519 it is 19.
    head = "unit_id,driver,quantity,per_post\n"
    return (
        lambda: small.text("standards.csv", f"{head}U2,students,519,26\n"),
        lambda: small.text("standards.csv", f"{head}U2,students,520,26\n"),
        "U2",
        {"approved": 20, "standard": 19},
    )


def person_apart_from_post(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    return (
        lambda: small.put("staff", 3, "works_at", "U1"),
        lambda: small.put("staff", 3, "works_at", "U2"),
        "U2, U1",
        {"people": 1, "first": "P2"},
    )


def evaluation_missing(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    return (
        lambda: small.rows("grades"),
        lambda: small.rows("grades", "U2,1,green"),
        "U2",
        {},
    )


def idle_vacancy(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # Two years are allowed: empty since 2023 is three on 1 January 2026, since 2024 two.
    head = "unit_id,quota_type,approved,filled,reserved,keep,vacant_since\n"
    rows = "U2,public,20,2,0,1,\n"
    return (
        lambda: small.text("posts.csv", f"{head}U1,public,30,29,0,,2023\n{rows}"),
        lambda: small.text("posts.csv", f"{head}U1,public,30,29,0,,2024\n{rows}"),
        "U1, public",
        {"vacancy": 1, "years": 3, "allowed": 2},
    )


def retirement_wave(small: Any) -> tuple[Any, Any, str, dict[str, Any]]:
    # U1 counts 1 + 2 leavers in 2026 and 2027 of 29; three years of 6 reach a fifth of 29 (5.8).
    return (
        lambda: small.rows("leavers", "U1,public,2026,1", "U1,public,2028,5"),
        lambda: small.rows("leavers", "U1,public,2026,1", "U1,public,2029,5"),
        "U1",
        {"leaving": 6, "filled": 29, "until": 2028},
    )


CASES: tuple[Callable[[Any], tuple[Any, Any, str, dict[str, Any]]], ...] = (
    people_over_ceiling,
    reserve_broken,
    overdue_loan,
    overstaffed,
    over_standard,
    person_apart_from_post,
    evaluation_missing,
    idle_vacancy,
    retirement_wave,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_warning_appears_at_its_line(small: Any, case: Any) -> None:
    beyond, within, where, numbers = case(small)
    beyond()
    found = only(small, case.__name__)
    assert (found.where, dict(found.numbers)) == (where, numbers)
    assert found.severity == SEVERITY_OF[case.__name__]
    assert found.message
    assert found.suggestion
    assert "{" not in found.message
    within()
    assert not of(small, case.__name__)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_warning_can_be_silenced(small: Any, case: Any) -> None:
    beyond, _within, _where, _numbers = case(small)
    beyond()
    assert not of(small, case.__name__, ("standing_warnings.silent", [case.__name__]))


def test_every_warning_has_a_case_and_a_severity() -> None:
    names = [check.__name__ for check in CHECKS]
    assert names == [case.__name__ for case in CASES]
    assert set(names) == set(SEVERITY_OF)
    assert set(SEVERITY_OF.values()) == set(SEVERITIES)


def test_the_gravest_come_first(small: Any) -> None:
    for case in CASES:
        case(small)[0]()
    found = [SEVERITIES.index(warning.severity) for warning in warnings(small)]
    assert found == sorted(found)
    assert len(set(found)) == 3


def test_retirements_of_the_roster_count_where_no_leavers_are_stated(small: Any) -> None:
    """P1, a man born in 1967-05, retires at 60 years 8 months under the decision: 2028-01."""
    policy = ("standing_warnings.wave_people", 1)
    assert only(small, "retirement_wave", policy).where == "U2"
    earlier = ("standing_warnings.wave_years", 2)
    assert not [w for w in of(small, "retirement_wave", policy, earlier) if w.where == "U2"]


def test_an_indicator_without_a_score_is_named(small: Any) -> None:
    small.rows("scores", "U1,cases,office,80,100")
    found = only(small, "evaluation_missing", ("evaluation.missing", "zero"))
    assert (found.where, found.numbers["indicators"]) == ("U1", "savings")


def test_nothing_is_missing_where_there_is_no_evaluation(small: Any) -> None:
    small.rows("grades")
    small.rows("scores")
    assert {w.where for w in of(small, "evaluation_missing")} == {"U1", "U2"}
    kept = small.files["policy.toml"].decode()
    small.text("policy.toml", 'schema = 1\nname = "bare"\n[lending]\nterms = [1, 2, 3]\n')
    assert not of(small, "evaluation_missing")
    small.text("policy.toml", kept)


def test_a_reserve_is_whole_again_with_what_must_be_collected(small: Any) -> None:
    """B1 owns 6, has 1 out, keeps 6: U2's 17 vacancies above its line make up for the one."""
    small.put("pools", 2, "reserve", 6)
    assert not of(small, "reserve_broken", ("deposit.mode", "all"))
    assert of(small, "reserve_broken", ("deposit.mode", "as_needed"))
