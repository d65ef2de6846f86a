"""Files of a plan that contradict each other or the scenario."""

import pytest

CHANGES = [
    ("schedule.0.request_id", "R9"),
    ("schedule.0.unit_id", "U2"),
    ("schedule.0.unit", "Fourth"),
    ("schedule.0.quota_type", "other"),
    ("schedule.0.purpose", "routine"),
    ("schedule.0.pool_id", "B9"),
    ("schedule.0.posts", 1),
    ("schedule.0.posts", 0),
    ("schedule.0.start_year", 2027),
    ("schedule.0.due_year", 2028),  # 2026 + 2 − 1 = 2027
    ("schedule.0.repayment", "as_vacated"),
    ("decisions.0.request_id", "R9"),
    ("decisions.0.unit_id", "U2"),
    ("decisions.0.asked", 4),
    ("decisions.0.own_vacancies", 0),
    ("decisions.0.lent", 1),
    ("decisions.0.granted", 2),  # 1 own and 2 lent
    ("decisions.0.status", "part"),
    ("decisions.1.status", "full"),
    ("decisions.2.status", "part"),
    ("repayments.0.loan", "R9"),
    ("repayments.0.unit_id", "U2"),
    ("repayments.0.quota_type", "other"),
    ("repayments.0.pool_id", "B2"),
    ("repayments.0.posts", 1),
    ("repayments.2.posts", 2),
    ("renewals.0.loan_id", "L9"),
    ("renewals.0.unit_id", "U1"),
    ("renewals.0.new_due_year", 2028),  # 2026 + 1
    ("deposits.0.unit_id", "U9"),
    ("deposits.0.quota_type", "other"),
    ("deposits.0.posts", 2),
    ("deposits.0.pool_id", "B9"),
    ("transfers.0.from_pool", "B9"),
    ("transfers.0.to_pool", "B9"),
    ("transfers.0.posts", 2),
    ("pools.0.pool_id", "B9"),
    ("pools.0.year", 2030),
    ("pools.0.capital", 7),
    ("pools.0.collected", 0),
    ("pools.0.transferred", -1),
    ("pools.0.reserve", 0),
    ("pools.0.out", 4),
    ("pools.0.free", 3),
]


@pytest.mark.parametrize(("place", "value"), CHANGES)
def test_one_cell_contradicts_the_rest(world, place, value):
    assert "plan_files" in world.put(f"plan/{place}", value).broken()


@pytest.mark.parametrize(
    ("table", "row"),
    [("decisions", 2), ("pools", 7), ("repayments", 4), ("schedule", 0), ("deposits", 0)],
)
def test_a_row_that_is_missing_is_missed(world, table, row):
    assert "plan_files" in world.drop(f"plan/{table}", row).broken()


def test_changed_goals_are_a_remark_only(world):
    world.report["goals"][0]["value"] = "7.6"
    audit = world.audit()
    assert audit.clean
    (remark,) = audit.remarks
    assert (remark.subject, remark.found, remark.expected) == ("priority_value", "7.6", "7.5")


def test_other_input_is_a_remark_only(world):
    world.report["fingerprint"] = "0" * 64
    audit = world.audit()
    assert audit.clean
    assert [remark.subject for remark in audit.remarks] == ["fingerprint"]


def test_the_same_input_is_not_remarked_on(world):
    world.report["fingerprint"] = world.scenario().fingerprint
    assert world.audit().remarks == ()


def test_least_served_is_an_exact_fraction(world):
    # Without D3's request: D1 has 3 of 3 posts, D2 1 of 2; with R2 asking for 3, 1 of 3.
    world.drop("requests", 2).drop("plan/decisions", 2)
    world.put("requests.1.posts", 3).put("plan/decisions.1.asked", 3)
    world.report["goals"] = [{"id": "least_served", "value": "1/3"}]
    assert world.audit().remarks == ()
    world.report["goals"] = [{"id": "least_served", "value": "0.3333"}]
    (remark,) = world.audit().remarks
    assert remark.expected == "1/3"


def test_an_audit_has_a_json_form(world):
    audit = world.put("plan/decisions.0.asked", 4).audit().as_dict()
    assert audit["clean"] is False
    assert audit["violations"][0]["rule"] == "plan_files"
    assert audit["counts"]["transfer"] == 1
