"""The section ``[simulation]`` against tables and policy: each warning at its place."""

from typing import Any

import pytest

from allocator.scenario.relations.simulation import AGES
from allocator.stock.retirement import RetirementLaw, retirement


def simulation(small: Any, section: str, keys: str) -> Any:
    """The small scenario with one section of the simulation."""
    before = small.files["scenario.toml"].decode()
    return small.text("scenario.toml", f"{before}\n[simulation.{section}]\n{keys}\n")


def test_a_rate_for_a_purpose_of_no_request(small: Any) -> None:
    simulation(small, "demand", "rates = { talent = 2, livelyhood = 2 }")
    warning = small.warning()
    assert warning.file == "scenario.toml"
    assert warning.column == "simulation.demand.rates.livelyhood"
    assert "“livelyhood”" in warning.found


def test_nothing_is_said_of_purposes_where_requests_cannot_be_read(small: Any) -> None:
    simulation(small, "demand", "rates = { talent = 2 }")
    problem = small.drop_column("requests", "purpose").problem()
    assert problem.file == "requests.csv"


# B1 keeps 1 post, B2 what the policy says: nothing, in the small scenario.
@pytest.mark.parametrize(
    ("kept", "policy", "warned"),
    [
        ("1", "", False),
        ("0", "", True),
        ("", "", True),
        ("0", "[reserve]\nshare = 0.1", False),  # B2 has 4 posts, of which 1 is kept
        ("0", "[reserve]\nvacancy_share = 0.1", False),
    ],
)
def test_reserves_that_urgent_requests_draw_on(
    small: Any, kept: str, policy: str, warned: bool
) -> None:
    simulation(small, "demand", 'urgent = "reserve"')
    small.text("policy.toml", f"{small.files['policy.toml'].decode()}\n{policy}\n")
    small.put("pools", 2, "reserve", kept)
    columns = [warning.column for warning in small.read().warnings]
    assert columns == ["simulation.demand.urgent"] * warned


def test_pools_that_all_keep_nothing_whatever_the_policy(small: Any) -> None:
    simulation(small, "demand", 'urgent = "reserve"')
    small.text("policy.toml", small.files["policy.toml"].decode() + "\n[reserve]\nshare = 0.1\n")
    small.put("pools", 2, "reserve", 0).put("pools", 3, "reserve", 0)
    assert small.warning().column == "simulation.demand.urgent"


@pytest.mark.parametrize(
    ("keys", "warned"),
    [
        ("to_age = 49", False),
        ("to_age = 50", True),  # women50 retired at 50
        ("to_age = 50\nclasses = { men60 = 1, women50 = 0 }", False),
        ("to_age = 55\nclasses = { women55 = 1 }", True),
        ("to_age = 59\nclasses = { men60 = 1 }", False),
    ],
)
def test_recruits_at_an_age_to_retire(small: Any, keys: str, warned: bool) -> None:
    simulation(small, "recruitment", keys)
    columns = [warning.column for warning in small.read().warnings]
    assert columns == ["simulation.recruitment.to_age"] * warned


def test_the_ages_are_the_lowest_of_both_laws() -> None:
    births = range(1960 * 12, 2000 * 12)
    for name, age in AGES.items():
        months = [
            retirement(birth, name, law).month - birth for birth in births for law in RetirementLaw
        ]
        assert min(months) == age * 12


@pytest.mark.parametrize(
    ("keys", "least"),
    [
        # Advertised at the beginning of March, two months after the round.
        ("lapse_months = 7", 8),  # 2 + 6
        ("lapse_months = 8", None),
        ("lapse_months = 0", None),
        ("lapse_months = 7\nlag.mean = 5.5", 8),  # 7.5
        ("lapse_months = 5\nintake_month = 0", 6),
        ("lapse_months = 6\nintake_month = 1", None),
        ("intake_month = 12", 17),  # 11 + 6, against 12
    ],
)
def test_lent_posts_that_lapse_before_anyone_comes(
    small: Any, keys: str, least: int | None
) -> None:
    warnings = simulation(small, "recruitment", keys).read().warnings
    assert [warning.column for warning in warnings] == ["simulation.recruitment.lapse_months"] * (
        least is not None
    )
    assert all(f"at least {least}:" in warning.expected for warning in warnings)


@pytest.mark.parametrize(
    ("keys", "warned"),
    [
        ("late_share = 0.2\nlate_months = 0", True),
        ("late_share = 0.2\nlate_months = 1", False),
        ("late_months = 0", False),
    ],
)
def test_late_recalls_that_are_not_late(small: Any, keys: str, warned: bool) -> None:
    simulation(small, "recall", keys)
    columns = [warning.column for warning in small.read().warnings]
    assert columns == ["simulation.recall.late_months"] * warned
