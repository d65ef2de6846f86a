"""Reading the files of a plan."""

import json

import pytest

from allocator.allocation.audit import PLAN_TABLES, read_plan
from allocator.scenario.problems import InvalidData

COLUMNS = {
    "schedule": "request_id, unit_id, unit, quota_type, purpose, pool_id, posts, start_year, "
    "term, due_year, repayment",
    "decisions": "request_id, unit_id, asked, own_vacancies, lent, granted, status, reason, "
    "detail, next_post_costs, next_post_takes, met_in_full_by, near_tie",
    "repayments": "loan, unit_id, quota_type, pool_id, year, posts",
    "renewals": "loan_id, unit_id, posts, new_due_year",
    "deposits": "unit_id, quota_type, posts, pool_id",
    "transfers": "from_pool, to_pool, posts",
    "pools": "pool_id, year, capital, collected, transferred, reserve, out, free",
}


def problems(folder) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read_plan(folder)
    return [f"{p.file}:{p.row}:{p.column}: {p.found}" for p in caught.value.problems]


def test_the_columns_are_those_of_the_manual():
    declared = {n: ", ".join(c.name for c in t.columns) for n, t in PLAN_TABLES.items()}
    assert declared == COLUMNS


@pytest.mark.parametrize("table", PLAN_TABLES.values(), ids=lambda table: table.name)
def test_headers_are_unique_in_both_languages(table):
    assert len(table.by_header()) == 2 * len(table.columns)


def test_a_plan_is_typed(world):
    plan = read_plan(world.write_plan())
    assert list(plan.frames) == list(PLAN_TABLES)
    assert str(plan.frames["pools"]["transferred"].dtype) == "int64"
    assert plan.frames["pools"]["transferred"].tolist()[-1] == -1
    assert plan.report["schema"] == 1
    assert plan.warnings == ()


def test_chinese_headers_are_read(world):
    folder = world.write_plan()
    path = folder / "renewals.csv"
    path.write_text("借贷编码,单位编码,编制数,新到期年\nL1,U2,1,2027\n", encoding="gb18030")
    assert read_plan(folder).frames["renewals"]["new_due_year"].tolist() == [2027]


def test_everything_wrong_is_in_one_report(world):
    world.put("plan/pools.0.free", "many").put("plan/schedule.0.posts", -1)
    world.put("plan/decisions.0.status", "perhaps").put("plan/renewals.0.posts", "")
    world.put("plan/decisions.2.request_id", "R2")
    folder = world.write_plan()
    (folder / "deposits.csv").unlink()
    (folder / "transfers.csv").write_text("from_pool,posts\nB2,1\n", encoding="utf-8")
    assert problems(folder) == [
        "decisions.csv:2:status: “perhaps”",
        "decisions.csv:4:request_id: R2 a second time",
        "deposits.csv:0:: no such file",
        "pools.csv:2:free: “many”",
        "renewals.csv:2:posts: an empty cell",
        "schedule.csv:2:posts: “-1”",
        "transfers.csv:1:to_pool: no such column",
    ]


def test_a_column_whose_cells_may_be_empty_must_be_there(world):
    folder = world.write_plan()
    path = folder / "decisions.csv"
    lines = [line.rsplit(",", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert problems(folder) == ["decisions.csv:1:next_post_costs: no such column"]


def test_an_unknown_column_is_warned_of(world):
    folder = world.write_plan()
    (folder / "transfers.csv").write_text("from_pool,to_pool,posts,why\n", encoding="utf-8")
    (warning,) = read_plan(folder).warnings
    assert (warning.file, warning.column) == ("transfers.csv", "why")


def test_an_empty_folder_misses_every_file(tmp_path):
    assert len(problems(tmp_path)) == len(PLAN_TABLES) + 1


@pytest.mark.parametrize(
    ("report", "column"),
    [
        ("[1]", ""),
        ("{", ""),
        ('{"schema": 2}', "schema"),
        ('{"schema": 1, "fingerprint": 7}', "fingerprint"),
        ('{"schema": 1, "goals": {}}', "goals"),
        ('{"schema": 1, "goals": [{"id": "canonical", "value": "1/0"}]}', "goals[0]"),
        ('{"schema": 1, "goals": [{"value": "1"}]}', "goals[0]"),
        ('{"schema": 1, "goals": [7]}', "goals[0]"),
    ],
)
def test_a_wrong_report_is_refused(world, report, column):
    folder = world.write_plan()
    (folder / "plan.json").write_text(report, encoding="utf-8")
    (found,) = problems(folder)
    assert found.startswith(f"plan.json:0:{column}:")


def test_a_goal_may_be_a_decimal_or_a_fraction(world):
    folder = world.write_plan()
    goals = [{"id": "least_served", "value": value} for value in ("1/3", "0.5", "3")]
    text = json.dumps({"schema": 1, "goals": goals})
    (folder / "plan.json").write_text(text, encoding="utf-8")
    assert read_plan(folder).report["goals"] == goals
