"""Each rule: a plan that just keeps it, and one number more or less that breaks it.

The numbers start from the world in ``conftest.py``. A step is (place, value) for a cell or
(table, line) for a new row.
"""

import pytest

from allocator.allocation.audit import RULES

RULES_OF_THE_MODEL = {
    "one_term",
    "request_size",
    "own_vacancies_first",
    "efficiency_threshold",
    "response",
    "repayment",
    "borrowing_limit",
    "renewal",
    "pool_balance",
    "crossing",
    "transfer",
    "deposit",
    "staffing_standard",
    "people_ceiling",
    "purpose_share",
    "department_share",
    "overdue",
}

CAPPED = {"lending": "capped", "max_loans_share": 0.1}
PEOPLE = "region,quota_type,people\n*,public,92"
DEPARTMENT = "region,department,quota_type,people\nS,D1,public,22"
# 572 pupils at 26 make 22 posts.
PUPILS = "unit_id,driver,quantity,per_post\nU1,pupils,572,26"
OLD_LOAN = "L3,U1,public,B1,1,routine,2024,2026,at_term,false"
LIVELIHOOD = {"purposes": ["livelihood"], "share": 0.33}

# B1 without a post to spare: capital 4, so that 2026 (5 out) leaves 4 + 1 + 1 − 1 − 5 = 0.
SPENT = [
    ("pools.0.capital", 4),
    *((f"plan/pools.{row}.capital", 4) for row in range(4)),
    *((f"plan/pools.{row}.free", free) for row, free in enumerate((0, 1, 4, 5))),
]

CASES = [
    # R1 borrows for 2 years.
    ("one_term", [("requests.0.max_term", 2)], ("requests.0.max_term", 1), {"one_term"}),
    ("one_term", [("requests.0.min_term", 2)], ("requests.0.min_term", 3), {"one_term"}),
    ("one_term", [], ("policy.lending.terms", [1, 3]), {"one_term"}),
    # R2 gets 1 of 2.
    ("request_size", [], ("requests.1.min_posts", 2), {"request_size"}),
    # U1 uses 1 of V = 20 − 19; with 18 filled a vacancy would be left, with 20 there is none.
    ("own_vacancies_first", [], ("posts.0.filled", 18), {"own_vacancies_first"}),
    ("own_vacancies_first", [], ("posts.0.filled", 20), {"own_vacancies_first"}),
    ("own_vacancies_first", [], ("posts.0.reserved", 1), {"own_vacancies_first"}),
    # γ = 15 supports 3 posts of δ = 5; 14.99 supports 2. So does 15 at a threshold of 1.01.
    ("efficiency_threshold", [], ("benefits.0.current", 9.99), {"efficiency_threshold"}),
    (
        "efficiency_threshold",
        [("policy.efficiency", {"threshold": 1.0})],
        ("policy.efficiency.threshold", 1.01),
        {"efficiency_threshold"},
    ),
    # R2 is exempt because its duties grew; else it shows no benefit and gets nothing.
    ("efficiency_threshold", [], ("requests.1.duties_grew", "false"), {"efficiency_threshold"}),
    # U1 borrows 2 = ⌊0.1 × 20⌋; ⌊0.099 × 20⌋ = 1.
    (
        "response",
        [("grades.0.colour", "blue"), ("policy.response", {"blue": CAPPED})],
        ("policy.response.blue.max_loans_share", 0.099),
        {"response"},
    ),
    # U2 borrows 1 beside 2 old posts: 3 = ⌊0.12 × 25⌋; ⌊0.119 × 25⌋ = 2.
    (
        "response",
        [
            ("grades.1.colour", "blue"),
            ("policy.response", {"blue": CAPPED | {"max_loans_share": 0.12}}),
        ],
        ("policy.response.blue.max_loans_share", 0.119),
        {"response"},
    ),
    # U2 borrows and renews; a colour from the tier (2) counts as one from the grades.
    (
        "response",
        [
            ("grades.1.colour", ""),
            ("policy.evaluation", {"colour_by_tier": {"2": "yellow"}}),
            ("policy.response", {"yellow": {"lending": "normal"}}),
        ],
        ("policy.response.yellow.lending", "suspended"),
        {"response"},
    ),
    # L2 comes back in 2026, a year before it is due: as vacated it may, at term it may not.
    ("repayment", [], ("loans.1.repayment", "at_term"), {"repayment"}),
    # L2 overdue comes back in 2026 all the same; L1 cannot both be renewed and be overdue.
    (
        "repayment",
        [("loans.1.due_year", 2026)],
        ("plan/repayments.4.year", 2027),
        {"repayment", "plan_files"},
    ),
    # R2 comes back in 2028; a year after its term (2027–2029) is too late, and is no plan year.
    (
        "repayment",
        [("plan/repayments.1.year", 2028)],
        ("plan/repayments.1.year", 2030),
        {"repayment", "plan_files"},
    ),
    # The renewed post of L1 comes back at the end of 2026 + 1.
    ("repayment", [], ("plan/repayments.3.year", 2028), {"repayment", "plan_files"}),
    # U1 is to give back 2 by 2027, when two leave.
    ("borrowing_limit", [], ("leavers.0.posts", 1), {"borrowing_limit"}),
    ("borrowing_limit", [], ("leavers.0.year", 2028), {"borrowing_limit"}),
    # Tier 1: ⌊2 × 1⌋ = 2 against ⌊2 × 0.99⌋ = 1.
    (
        "borrowing_limit",
        [("policy.lending.limit_multiplier", {"1": 1})],
        ("policy.lending.limit_multiplier", {"1": 0.99}),
        {"borrowing_limit"},
    ),
    # The man of U3, born 1966-12, leaves in 2026, when L2 comes back; born 1967-01, in 2027.
    (
        "borrowing_limit",
        [("staff.0.birth", "1966-12")],
        ("staff.0.birth", "1967-01"),
        {"borrowing_limit"},
    ),
    # Under the decision of 2024 he would leave at 60 years and 4 months, in July 2026; born
    # 1966-09 his delay is 6 months and takes him to March 2027.
    (
        "borrowing_limit",
        [("policy.retirement.law", "decision_2024")],
        ("staff.0.birth", "1966-09"),
        {"borrowing_limit"},
    ),
    # O = 1 for U2 leaves 3 − 1 = 2 of the leavers by 2028 for the 3 posts due back by then.
    ("borrowing_limit", [], ("posts.1.filled", 26), {"borrowing_limit"}),
    # R2 starts in 2027 and comes back in 2028: those who left in 2026 do not help.
    (
        "borrowing_limit",
        [("leavers.1.posts", 3), ("leavers.3.posts", 0)],
        ("leavers.2.posts", 0),
        {"borrowing_limit"},
    ),
    # L1 is 2025–2027 with its renewal, three years; from 2024 it would be four.
    ("renewal", [("loans.0.start_year", 2025)], ("loans.0.start_year", 2024), {"renewal"}),
    ("renewal", [], ("loans.0.renewable", "false"), {"renewal"}),
    ("renewal", [], ("policy.recall.renewal.tiers", [1, 3]), {"renewal"}),
    ("pool_balance", SPENT, ("pools.0.capital", 3), {"pool_balance", "plan_files"}),
    ("pool_balance", SPENT, ("pools.0.reserve", 2), {"pool_balance", "plan_files"}),
    # U1 lies outside B1's region and borrows 2 = ⌊0.34 × 6⌋; ⌊0.33 × 6⌋ = 1.
    (
        "crossing",
        [
            ("units.0.region", "T"),
            ("pools.0.region", "S"),
            ("policy.lending.cross_region", 0.34),
        ],
        ("policy.lending.cross_region", 0.33),
        {"crossing"},
    ),
    ("transfer", [("transfers.0.posts", 1)], ("transfers.0.posts", 0), {"transfer"}),
    # U3 has 4 vacancies above the line, 1 is collected: ⌊0.25 × 4⌋ = 1, ⌊0.24 × 4⌋ = 0.
    ("deposit", [("policy.deposit.share", 0.25)], ("policy.deposit.share", 0.24), {"deposit"}),
    # keep 5 of 6 leaves 1 to collect, in mode all too, where keep 4 calls for 2.
    (
        "deposit",
        [
            ("posts.2.keep", 5),
            ("policy.deposit", {"mode": "all", "share": 1.0, "keep_share": 0.04}),
        ],
        ("posts.2.keep", 4),
        {"deposit"},
    ),
    ("deposit", [("posts.2.keep", 4)], ("posts.2.keep", 5), {"deposit"}),
    ("deposit", [], ("policy.deposit.mode", "none"), {"deposit"}),
    ("deposit", [], ("policy.deposit.exempt_types", ["public"]), {"deposit"}),
    (
        "deposit",
        [("units.2.sector", "health")],
        ("policy.deposit.exempt_sectors", ["health"]),
        {"deposit"},
    ),
    # A share must be collected: ⌊0.25 × 4⌋ = 1 and no other number.
    (
        "deposit",
        [("policy.deposit", {"mode": "share", "share": 0.25, "keep_share": 0.04})],
        ("policy.deposit.share", 0.5),
        {"deposit"},
    ),
    # Since 2023 the vacancies have stood empty for 3 years.
    (
        "deposit",
        [("posts.2.vacant_since", 2023), ("policy.deposit.idle_years", 3)],
        ("policy.deposit.idle_years", 4),
        {"deposit"},
    ),
    # Yellow cuts ⌊0.2 × 6⌋ = 1 of U3's 6 vacancies, or ⌊0.34 × 6⌋ = 2.
    (
        "deposit",
        [("grades", "U3,2026,3,yellow"), ("policy.response", {"yellow": {"cut_share": 0.2}})],
        ("policy.response.yellow.cut_share", 0.34),
        {"deposit"},
    ),
    # A pool that may own 6 + 2 keeps ⌈0.1 × 6⌉ and ⌈0.16 × 6⌉ = 1: of 7 + 1 − 2 posts 5 are out;
    # ⌈0.5 × 6⌉ = 3.
    (
        "pool_balance",
        [
            ("pools.0.reserve", ""),
            ("policy.reserve", {"share": 0.1, "vacancy_share": 0.16}),
            *((f"plan/pools.{row}.reserve", 2) for row in range(4)),
            *((f"plan/pools.{row}.free", free) for row, free in enumerate((1, 2, 5, 6))),
        ],
        ("policy.reserve.vacancy_share", 0.5),
        {"pool_balance", "plan_files"},
    ),
    # U1, yellow in 2025: a freeze of one year is over, one of two is not.
    (
        "response",
        [
            ("grades.0.year", 2025),
            ("grades.0.colour", "yellow"),
            ("policy.response", {"yellow": {"freeze_years": 1}}),
        ],
        ("policy.response.yellow.freeze_years", 2),
        {"response"},
    ),
    # 19 + 25 + 44 people and 3 + 1 posts granted.
    ("people_ceiling", [("ceilings", PEOPLE)], ("ceilings.0.people", 91), {"people_ceiling"}),
    # D1: 19 people and 3 posts granted; in D2 are 25 people and 1.
    (
        "people_ceiling",
        [("ceilings", DEPARTMENT)],
        ("ceilings.0.people", 21),
        {"people_ceiling"},
    ),
    (
        "people_ceiling",
        [("ceilings", DEPARTMENT)],
        ("ceilings.0.department", "D2"),
        {"people_ceiling"},
    ),
    (
        "people_ceiling",
        [
            ("units.2.region", "T"),
            ("ceilings", DEPARTMENT),
            ("ceilings.0.region", "T"),
            ("ceilings.0.people", 21),
        ],
        ("ceilings.0.region", "*"),
        {"people_ceiling"},
    ),
    # U1 has 19 people and 3 posts granted; 571 pupils make 21.96….
    (
        "staffing_standard",
        [("standards", PUPILS)],
        ("standards.0.quantity", 571),
        {"staffing_standard"},
    ),
    (
        "staffing_standard",
        [("standards", PUPILS)],
        ("standards.0.per_post", 26.1),
        {"staffing_standard"},
    ),
    # U2 with 25 people is above a standard of 24, and gets 1 post.
    (
        "staffing_standard",
        [("standards", PUPILS), ("standards", "U2,pupils,676,26")],
        ("standards.1.quantity", 624),
        {"staffing_standard"},
    ),
    # 1 of 3 posts is lent for livelihood: ⌈0.33 × 3⌉ = 1, ⌈0.34 × 3⌉ = 2.
    (
        "purpose_share",
        [("policy.shares", {"min_purpose_share": LIVELIHOOD})],
        ("policy.shares.min_purpose_share.share", 0.34),
        {"purpose_share"},
    ),
    # The bank has 6 + 1 − 1 in B1 and 4 − 1 in B2; D1 gets 2 = ⌊0.23 × 9⌋; ⌊0.22 × 9⌋ = 1.
    (
        "department_share",
        [("policy.shares", {"max_department_share": 0.23})],
        ("policy.shares.max_department_share", 0.22),
        {"department_share"},
    ),
    # U1 has an old post due in 2026; due in 2025 it is overdue, and comes back in 2026 too.
    (
        "overdue",
        [
            ("policy.lending.overdue_blocks", True),
            ("loans", OLD_LOAN),
            ("plan/repayments", "L3,U1,public,B1,2026,1"),
            ("plan/pools.0.out", 6),
            ("plan/pools.0.free", 1),
            ("leavers.0.posts", 3),
        ],
        ("loans.2.due_year", 2025),
        {"overdue"},
    ),
    ("plan_files", [], ("plan/decisions.0.asked", 4), {"plan_files"}),
]


def take(world, step):
    place, value = step
    return world.put(place, value) if "." in place else world.add(place, value)


def test_the_world_is_clean(world):
    audit = world.audit()
    assert audit.violations == ()
    assert audit.remarks == ()
    assert audit.clean


@pytest.mark.parametrize(("rule", "tight", "step", "broken"), CASES)
def test_one_number_breaks_a_rule(world, rule, tight, step, broken):
    for change in tight:
        take(world, change)
    assert world.audit().violations == ()
    take(world, step)
    assert rule in broken
    assert world.broken() == broken


def test_every_rule_of_the_model_is_checked_and_tested():
    checked = {rule.__name__ for rule in RULES}
    assert checked == RULES_OF_THE_MODEL | {"plan_files"}
    assert {rule for rule, *_rest in CASES} == checked


def test_every_rule_says_what_it_checks(world):
    assert list(world.audit().counts) == [rule.__name__ for rule in RULES]
    assert all(rule.__doc__ for rule in RULES)


def test_a_request_has_one_term_over_all_its_pools(world):
    # B2 made a second pool for everyone: R1's second post for 1 year, from there.
    world.put("pools.1.purpose", "*").put("plan/schedule.0.posts", 1)
    world.add("plan/schedule", "R1,U1,First,public,key_project,B2,1,2026,1,2026,at_term")
    assert "one_term" in world.broken()


def test_a_pool_keeps_its_earmark(world):
    # B2 is for talent, R2 for livelihood.
    world.put("plan/schedule.1.pool_id", "B2").put("plan/repayments.1.pool_id", "B2")
    assert "crossing" in world.broken()


def test_collected_posts_go_to_the_first_pool_that_covers_the_unit(world):
    assert "deposit" in world.put("plan/deposits.0.pool_id", "B2").broken()


def test_a_limit_exempt_purpose_needs_no_leavers(world):
    world.put("leavers.0.posts", 0)
    assert world.broken() == {"borrowing_limit"}
    assert world.put("policy.lending.limit_exempt_purposes", ["key_project"]).broken() == set()


def test_loans_of_the_book_may_stand_above_the_limit(world):
    # L1: 2 posts due in 2026; 1 comes back then and 1 in 2027, whoever leaves. R2 in 2028
    # makes it 3, by 2028 and by 2029, against 2 due and 1 leaver.
    world.put("leavers.1.posts", 0).put("leavers.2.posts", 0)
    first, second = world.audit().violations
    assert first.rule == second.rule == "borrowing_limit"
    assert (first.where, second.where) == ("U2, public, 2026–2028", "U2, public, 2026–2029")
    assert (first.found, first.allowed) == (second.found, second.allowed) == ("3", "2")


def test_violations_are_sentences_in_order(world):
    world.put("loans.0.renewable", "false").put("requests.1.min_posts", 2)
    violations = world.audit().violations
    assert [violation.rule for violation in violations] == ["renewal", "request_size"]
    assert violations[0].message == "L1: 1 posts renewed; 0 may be renewed in this round"
    assert violations[1].as_dict()["allowed"] == "0, 2–2"
