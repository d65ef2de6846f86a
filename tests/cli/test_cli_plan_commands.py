"""`check`, `solve` and `audit` do what they say, as a table, as JSON, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import highspy
import pytest

Call = Callable[..., Any]


PLAN = {
    *("schedule.csv", "decisions.csv", "repayments.csv", "renewals.csv", "deposits.csv"),
    *("transfers.csv", "pools.csv", "plan.json"),
}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def plan(small: Any, cli: Call, tmp_path: Path) -> Path:
    done = cli("solve", small.write(), "--out", tmp_path / "plan")
    assert (done.status, done.err) == (0, "")
    return tmp_path / "plan"


def test_check(small: Any, cli: Call) -> None:
    done = cli("check", small.write())
    assert (done.status, done.err) == (0, "")
    assert "2 units, 31 people, 2 requests; policy small" in done.out
    assert "U2" in cli("check", small.path, "-v").out


def test_check_as_json(small: Any, cli: Call) -> None:
    small.add("posts", "U1,other,0,0,0,")  # A type without posts has no median vacancy rate.
    report = cli("check", small.write(), "--json").json()
    assert report["fingerprint"] == small.read().fingerprint
    assert report["reference_lines"][0]["median_vacancy_rate"] is None
    u1 = next(cell for cell in report["stock"] if cell["quota_type"] == "public")
    assert u1["leavers"]["2027"] == 2
    assert u1["limits"]["2026-2027"] == 3
    assert [tier["score"] for tier in report["tiers"]] == [84.4, None]


def test_check_takes_settings(small: Any, cli: Call) -> None:
    done = cli("check", small.write(), "--set", "deposit.keep_share=0.5", "--set", "horizon=7")
    assert "2032" in done.out


def test_warnings_go_to_stderr_and_into_json(small: Any, cli: Call) -> None:
    small.add("units", "U3,Third,S,,D3,A,,")
    done = cli("check", small.write())
    assert done.err.startswith("Warning: units.csv, row 4, column unit_id")
    assert "U3 without posts" not in done.out
    quiet = cli("check", small.path, "--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    done = cli("check", small.path, "--json")
    assert done.err == ""
    assert [warning["row"] for warning in done.json()["warnings"]] == [4]


def test_solve_and_audit(small: Any, plan: Path, cli: Call) -> None:
    assert names(plan) == PLAN
    assert json.loads((plan / "plan.json").read_text(encoding="utf-8"))["status"] == "optimal"
    done = cli("audit", small.path, plan)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("0 violations in ")
    assert cli("audit", small.path, plan, "--json").json()["clean"] is True


def test_solve_as_json_is_what_the_record_says(small: Any, cli: Call, tmp_path: Path) -> None:
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--json")
    record = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert done.json() == record


def test_solve_again_replaces_the_plan_and_keeps_other_files(
    small: Any, plan: Path, cli: Call
) -> None:
    (plan / "notes.txt").write_text("mine", encoding="utf-8")
    before = (plan / "decisions.csv").read_bytes()
    assert cli("solve", small.path, "--out", plan, "--set", "efficiency.threshold=9").status == 0
    assert names(plan) == PLAN | {"notes.txt"}
    assert (plan / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (plan / "decisions.csv").read_bytes() != before
    assert cli("audit", small.path, plan, "--set", "efficiency.threshold=9").status == 0
    assert names(plan.parent) >= {"plan", "small"}
    assert not [name for name in names(plan.parent) if name.startswith(".")]


def test_solve_into_an_empty_folder(small: Any, cli: Call, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert cli("solve", small.write(), "--out", tmp_path / "plan").status == 0
    assert names(tmp_path / "plan") == PLAN


@pytest.mark.parametrize("suffix", [".mps", ".lp", ".LP"])
def test_a_model_is_written_and_highs_reads_it(
    small: Any, cli: Call, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"model{suffix}"
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--write-model", file, "--json")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(file)) == highspy.HighsStatus.kOk
    highs.run()
    first = done.json()["goals"][0]
    assert highs.getInfo().objective_function_value == pytest.approx(float(first["value"]))
