"""Synthetic scenarios: valid, the same for the same seed, of realistic proportions."""

import hashlib
import math
import os
import subprocess
import sys
import tomllib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from allocator.allocation.prepare import prepare
from allocator.evaluation.scores import score_units
from allocator.scenario.policy import Policy
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import (
    BASE_YEAR,
    Synthetic,
    generate,
    organisation,
    write_synthetic,
)
from allocator.scenario.synthetic.draws import Draws
from allocator.scenario.tables import TABLES
from allocator.scenario.writing import csv_text, write_scenario
from allocator.stock.leaving import AttritionBand, FlexibleRetirement, leaving_probabilities
from allocator.stock.retirement import RetirementLaw, class_codes, retirement_months

CELL = ["unit_id", "quota_type"]


def digest(made: Synthetic) -> str:
    parts = [made.settings_toml, made.policy_toml]
    parts += [csv_text(name, frame) for name, frame in made.tables.items()]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def read(made: Synthetic, folder: Path) -> Scenario:
    write_scenario(folder, made.settings_toml, made.tables, made.policy_toml)
    return read_scenario(folder)


@pytest.fixture(scope="module", params=[300, 3000])
def made(request: pytest.FixtureRequest) -> Synthetic:
    return generate(request.param, 11)


def test_the_same_seed_gives_the_same_bytes_and_another_others() -> None:
    assert digest(generate(60, 5)) == digest(generate(60, 5))
    assert digest(generate(20, 5, varied_policy=True)) == digest(
        generate(20, 5, varied_policy=True)
    )
    assert len({digest(generate(20, seed)) for seed in range(8)}) == 8


def test_every_machine_makes_the_same_bytes() -> None:
    """The digest was taken once from the generator as it is; a change to what it makes moves it."""
    assert digest(generate(60, 5))[:16] == "d2415c8469a63835"


def test_hash_seeds_do_not_matter() -> None:
    program = (
        "from tests.scenario.test_synthetic import digest, generate;"
        "print(digest(generate(60, 5)), digest(generate(20, 5, varied_policy=True)))"
    )
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4321")
    }
    expected = f"{digest(generate(60, 5))} {digest(generate(20, 5, varied_policy=True))}\n"
    assert outputs == {expected}


def test_a_written_scenario_reads_without_warnings(tmp_path: Path) -> None:
    write_synthetic(tmp_path / "made", 50, 2, "zh")
    scenario = read_scenario(tmp_path / "made")
    assert not scenario.warnings
    assert scenario.base_year == BASE_YEAR


@pytest.mark.parametrize("units", [0, -1])
def test_a_size_below_one_is_refused(units: int) -> None:
    with pytest.raises(ValueError, match="expected units from 1"):
        generate(units, 1)


@pytest.mark.parametrize("units", [1, 2, 3, 4, 300])
def test_every_size_is_valid(units: int, tmp_path: Path) -> None:
    for seed in range(10 if units < 10 else 1):
        scenario = read(generate(units, seed), tmp_path / str(seed))
        assert not scenario.warnings
        assert len(scenario.tables["units"]) == units
        assert not scenario.tables["requests"].empty


@pytest.mark.parametrize("seed", range(41))
def test_small_scenarios_with_varied_policies_are_valid(seed: int, tmp_path: Path) -> None:
    made = generate(5 + seed % 36, seed, varied_policy=True)
    scenario = read(made, tmp_path / "made")
    assert not scenario.warnings
    assert not scenario.tables["requests"].empty
    assert_old_loans_fit(scenario)


def assert_old_loans_fit(scenario: Scenario) -> None:
    """The book as it stands keeps every rule that counts old loans."""
    pools, loans = scenario.tables["pools"], scenario.tables["loans"]
    # The reserve of the policy: of capital, and of the vacancies that a pool collects from.
    reserve = pd.Series([pool.reserve for pool in prepare(scenario).pools.values()])
    assert prepare(scenario).pools.keys() == set(pools["pool_id"])
    out = pools["pool_id"].map(loans.groupby("pool_id")["posts"].sum()).fillna(0)
    free = pools["capital"] - reserve - out
    assert (free >= (out > 0)).all()
    most = scenario.policy.shares.max_department_share
    if most is not None:
        units = scenario.tables["units"].set_index("unit_id")["department"]
        held = loans.groupby(loans["unit_id"].map(units))["posts"].sum()
        assert held.max() <= most * int((pools["capital"] - reserve).sum())
    assert_people_fit(scenario)


def assert_people_fit(scenario: Scenario) -> None:
    units = scenario.tables["units"].set_index("unit_id")
    posts = scenario.tables["posts"]
    for ceiling in scenario.tables["ceilings"].itertuples():
        scope = posts["quota_type"] == ceiling.quota_type
        for name in ("region", "department"):
            wanted = getattr(ceiling, name)
            scope &= (posts["unit_id"].map(units[name]) == wanted) | (wanted == "*")
        people = int(posts.loc[scope, ["filled", "reserved"]].to_numpy().sum())
        assert ceiling.people is pd.NA or people < ceiling.people


def test_the_usual_book_keeps_the_rules(tmp_path: Path) -> None:
    assert_old_loans_fit(read(generate(300, 4), tmp_path / "made"))


def policy_of(made: Synthetic) -> Policy:
    return Policy.model_validate(tomllib.loads(made.policy_toml, parse_float=Decimal))


def test_varied_policies_vary() -> None:
    policies = [policy_of(generate(5, seed, varied_policy=True)) for seed in range(100)]
    assert {policy.deposit.mode for policy in policies} == {"all", "share", "as_needed", "none"}
    assert {policy.deposit.idle_years for policy in policies} == {0, 1, 3}
    assert {policy.reserve.vacancy_share == 0 for policy in policies} == {True, False}
    responses = [policy.response.yellow for policy in policies]
    assert {response.freeze_years for response in responses} == {0, 1, 2}
    assert {response.cut_share == 0 for response in responses} == {True, False}
    assert {policy.recall.repayment for policy in policies} == {"at_term", "as_vacated"}
    assert {policy.recall.renewal.years for policy in policies} == {0, 1, 2, 3}
    assert {policy.retirement.law for policy in policies} == {"decision_2024", "before_2025"}
    assert {policy.efficiency.apply for policy in policies} == {True, False}
    assert {policy.lending.overdue_blocks for policy in policies} == {True, False}
    assert len({policy.lending.terms for policy in policies}) == 8
    assert len({policy.objective.goals for policy in policies}) > 20
    assert len({policy.lending.confidence for policy in policies}) == 7
    used = Counter(goal for policy in policies for goal in policy.objective.goals)
    assert len(used) == 6
    assert 20 < sum(policy.shares.min_purpose_share is None for policy in policies) < 80


def test_varied_policies_evaluate_in_many_ways() -> None:
    policies = [policy_of(generate(5, seed, varied_policy=True)) for seed in range(100)]
    evaluations = [policy.evaluation for policy in policies]
    assert {one.missing for one in evaluations} == {"error", "zero", "reweight"}
    assert {one.group_by for one in evaluations} == {"class", "organisation_type"}
    assert {one.method for one in evaluations} == {"weights", "ahp"}
    # By shares or not, by lowest scores or not, by named grades or not.
    assert {
        (bool(one.tier_shares), bool(one.tier_thresholds), bool(one.grades)) for one in evaluations
    } == {
        (True, True, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, False),
    }
    assert {any(leaf.scale for leaf in one.leaves()) for one in evaluations} == {True, False}
    by_matrix = [one for one in evaluations if one.pairwise]
    assert {one.group_judgements for one in by_matrix} == {"judgements", "priorities"}
    entries = [entry for one in by_matrix for entry in one.pairwise]
    assert {bool(entry.groups) for entry in entries} == {True, False}
    assert {entry.judge for entry in entries} == {"J1", "J2"}
    cells = [(entry.matrix[0][-1], entry.matrix[-1][0]) for entry in entries]
    assert {(bool(first), bool(last)) for first, last in cells} == {
        (True, True),
        (True, False),
        (False, False),
    }


def test_gaps_are_left_where_the_policy_can_do_without(tmp_path: Path) -> None:
    gaps = Counter()
    for seed in range(12):
        scenario = read(generate(30, seed, varied_policy=True), tmp_path / str(seed))
        gaps[scenario.policy.evaluation.missing] += int(score_units(scenario).missing.sum())
    assert gaps["error"] == 0
    assert gaps["zero"] > 5
    assert gaps["reweight"] > 5


def test_every_table_is_in_use_at_300_units() -> None:
    tables = generate(300, 1).tables
    assert list(tables) == list(TABLES)
    assert not [name for name, frame in tables.items() if frame.empty]


def test_every_kind_of_thing_occurs_at_300_units() -> None:
    tables = generate(300, 2).tables
    loans, pools, posts = tables["loans"], tables["pools"], tables["posts"]
    due = loans["due_year"] - BASE_YEAR
    assert set(due) == {-2, -1, 0, 1, 2, 3}
    assert set(loans.loc[due == 0, "renewable"]) == {True, False}
    assert set(loans["repayment"]) == {"", "at_term", "as_vacated"}
    for column in ("region", "level", "department", "purpose"):
        assert set(pools[column] == "*") == {True, False}
    assert pools["reserve"].isna().any()
    assert pools["reserve"].notna().any()
    assert set(posts["quota_type"]) == set(organisation.QUOTA_TYPES)
    requests = tables["requests"]
    assert (requests["min_posts"] == requests["posts"])[requests["posts"] > 1].any()
    assert set(requests["duties_grew"]) == {True, False}
    assert set(requests["start_year"]) == {2026, 2027, 2028}
    for column in ("titles", "people"):
        assert tables["ceilings"][column].isna().any()
        assert tables["ceilings"][column].notna().any()
    units = tables["units"]
    assert set(units["class"]) == {"A", "B", "C"}
    assert set(units["level"]) == {"city", "county", "township"}
    assert set(units["reformed"]) == {True, False}
    grades = tables["grades"]
    assert set(grades["colour"]) == {"", "green", "blue", "yellow"}
    assert set(grades["year"].dropna()) == {2024, 2025, 2026}
    assert grades["year"].isna().any()
    current = grades[grades["year"].isna() | (grades["year"] == 2026)]
    assert not set(tables["scores"]["unit_id"]) & set(current["unit_id"])
    assert set(tables["scores"]["unit_id"]) & set(grades["unit_id"])
    assert set(map(str, tables["scores"]["full_score"])) == {"10", "100"}
    assert set(tables["scores"]["source"]) == {"office", "function", "self"}
    assert set(tables["questionnaires"]["source"]) == {"peer"}
    # Cut off at both ends of both scales: 15 to 7 and 0.6 to 1.1.
    measures = tables["measures"].groupby("indicator")["value"]
    assert (measures.min() < pd.Series({"staff_costs": 7, "staffing": Decimal("0.6")})).all()
    assert (measures.max() > pd.Series({"staff_costs": 15, "staffing": Decimal("1.1")})).all()
    standards = tables["standards"]
    assert {1, 2} == set(standards.groupby("unit_id").size())
    room = standards_less_people(tables)
    assert -2 < room.min() < 0 < room.max() < 9
    vacant = posts["approved"] - posts["filled"] - posts["reserved"] > 0
    assert not posts.loc[~vacant, "vacant_since"].notna().any()
    assert set(posts.loc[vacant, "vacant_since"].dropna()) == set(range(2021, 2027))
    assert posts.loc[vacant, "vacant_since"].isna().any()
    ceilings = tables["ceilings"]
    assert set(zip(ceilings["region"] == "*", ceilings["department"] == "*", strict=True)) == {
        (True, True),
        (True, False),
        (False, True),
    }
    assert ceilings["until"].isna().any()
    assert ceilings["until"].min() >= 2026
    assessments = tables["assessments"]
    assert assessments["previous"].isna().any()
    assert assessments["current"].isna().any()
    types = pools.set_index("pool_id")["quota_type"]
    transfers = tables["transfers"]
    giving, taking = transfers["from_pool"].map(types), transfers["to_pool"].map(types)
    assert (giving.to_numpy() == taking.to_numpy()).all()


def standards_less_people(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Posts that the standards give each unit, less its people."""
    rows, posts = tables["standards"], tables["posts"]
    shares = [
        Fraction(quantity) / Fraction(per_post)
        for quantity, per_post in zip(rows["quantity"], rows["per_post"], strict=True)
    ]
    given = pd.Series(shares, index=rows["unit_id"], dtype=object).groupby(level=0).sum()
    people = (posts["filled"] + posts["reserved"]).groupby(posts["unit_id"]).sum()
    return given.map(math.floor) - people.reindex(given.index)


def test_the_points_of_benefits_are_those_of_the_assessment(made: Synthetic) -> None:
    tables = made.tables
    owners = tables["requests"].set_index("request_id")["unit_id"]
    benefits = tables["benefits"].assign(unit_id=tables["benefits"]["request_id"].map(owners))
    both = benefits.merge(tables["assessments"], on=["unit_id", "item"])
    assert len(both) > 0.5 * len(benefits)
    for name in ("previous", "current"):
        pair = both[[f"{name}_x", f"{name}_y"]].astype(object)
        assert pair.where(pair.notna(), 0).nunique(axis=1).eq(1).all()


def test_roster_counts_equal_filled_posts(made: Synthetic) -> None:
    counts = made.tables["staff"].groupby(CELL).size()
    filled = made.tables["posts"].set_index(CELL)["filled"]
    assert (counts == filled.loc[counts.index]).all()
    both = made.tables["leavers"].set_index(CELL).index.isin(counts.index)
    assert not both.any()


def test_proportions_of_posts(made: Synthetic) -> None:
    """Design figures: 30 approved posts a unit, 13 % vacant, 6 % of the cells overstaffed."""
    posts, units = made.tables["posts"], made.tables["units"]
    vacant = (posts["approved"] - posts["filled"]).clip(lower=0)
    assert posts["approved"].sum() / len(units) == pytest.approx(30, rel=0.15)
    assert vacant.sum() / posts["approved"].sum() == pytest.approx(0.13, abs=0.015)
    assert (posts["filled"] > posts["approved"]).mean() == pytest.approx(0.06, abs=0.03)
    assert len(units) / units["region"].nunique() == pytest.approx(100, rel=0.01)
    assert 4 < len(units) / units["department"].nunique() < 16


def test_proportions_of_people(made: Synthetic) -> None:
    """Half of the cells have a roster, a third leavers; of both 3 % leave in a year."""
    posts = made.tables["posts"]
    staff, leavers = made.tables["staff"], made.tables["leavers"]
    assert len(staff[CELL].drop_duplicates()) / len(posts) == pytest.approx(0.5, abs=0.02)
    assert leaving_rate(staff) == pytest.approx(0.03, abs=0.006)
    years = leavers["year"].nunique()
    filled = posts.set_index(CELL)["filled"]
    # Cells with so few people that nobody leaves in any year have no row at all.
    with_rows = leavers[CELL].drop_duplicates()
    assert 0.2 < len(with_rows) / len(posts) < 0.34
    counted = filled.loc[pd.MultiIndex.from_frame(with_rows)].sum()
    assert leavers["posts"].sum() / years / counted == pytest.approx(0.03, abs=0.006)


def leaving_rate(staff: pd.DataFrame) -> float:
    """Share of the roster expected to leave in a year, the mean of five years."""
    chances = leaving_probabilities(
        staff["birth"].to_numpy(),
        class_codes(staff["retirement_class"].tolist()),
        staff["can_extend"].to_numpy(),
        base_year=BASE_YEAR,
        years=5,
        law=RetirementLaw.DECISION_2024,
        flexible=FlexibleRetirement(),
        bands=[
            AttritionBand(18, 34, 0.01),
            AttritionBand(35, 49, 0.005),
            AttritionBand(50, 70, 0.003),
        ],
    )
    return float(chances.sum(axis=1).mean() / 5)


@pytest.mark.parametrize("law", RetirementLaw)
def test_nobody_should_have_retired_before_the_base_year(law: RetirementLaw) -> None:
    made = [generate(10, seed, varied_policy=True) for seed in range(30)]
    rosters = [one.tables["staff"] for one in made if f'law = "{law}"' in one.policy_toml]
    assert len(rosters) > 3
    staff = pd.concat(rosters)
    codes = class_codes(staff["retirement_class"].tolist())
    months = retirement_months(staff["birth"].to_numpy(), codes, law)
    assert months.statutory.min() >= 12 * BASE_YEAR
    assert months.statutory.min() < 12 * BASE_YEAR + 12


def test_proportions_of_demand(made: Synthetic) -> None:
    """40 % of the units ask, a third of them twice; 12 % hold an old loan."""
    units, requests = made.tables["units"], made.tables["requests"]
    per_unit = requests.groupby("unit_id").size()
    assert len(per_unit) / len(units) == pytest.approx(0.4, abs=0.01)
    assert set(per_unit) == {1, 2}
    assert (per_unit == 2).mean() == pytest.approx(0.35, abs=0.1)
    assert made.tables["loans"]["unit_id"].nunique() / len(units) == pytest.approx(0.12, abs=0.01)


def test_capital_is_below_demand(made: Synthetic) -> None:
    pools, loans = made.tables["pools"], made.tables["loans"]
    new = pools["capital"].sum() - loans["posts"].sum()
    asked = made.tables["requests"]["posts"].sum()
    assert 0.1 < new / asked < 0.7


def test_sizes_are_the_same_however_a_machine_rounds() -> None:
    """No step of the lognormal distribution lies so near a half that one bit could move it."""
    normal = organisation.NormalDist(math.log(30) - 0.32, 0.8)
    steps = [math.exp(normal.inv_cdf((step + 0.5) / 1000)) for step in range(1000)]
    assert min(abs(size % 1 - 0.5) for size in steps) > 1e-6
    assert organisation.SIZES.mean() == pytest.approx(30, abs=0.5)


def test_draws_keep_their_bounds() -> None:
    draws = Draws(3)
    assert set(draws.whole(2, 4, 200)) == {2, 3, 4}
    assert set(draws.places((1, 0, 2), 200)) == {0, 2}
    assert sorted(draws.order(50)) == list(range(50))
    assert set(draws.rounded(np.full(200, 1.5))) == {1, 2}
    assert len(draws.some("abc", least=3)) == 3
