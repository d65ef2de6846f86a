"""`explain`: why requests got what they got, on the worked scenario of S County."""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import allocator.allocation.explain.all_requests as all_requests

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from allocator.allocation.plan.files import write_plan
    from allocator.allocation.solve import solve
    from allocator.cli.reading import read_checked

    folder = tmp_path_factory.mktemp("solved") / "plan"
    write_plan(solve(read_checked("s-county")), folder)
    return folder


@pytest.fixture
def plan(solved: Path, tmp_path: Path) -> Path:
    """A plan of S County of the test's own."""
    return Path(shutil.copytree(solved, tmp_path / "plan"))


def decisions(plan: Path) -> pd.DataFrame:
    table = pd.read_csv(plan / "decisions.csv", dtype=str, keep_default_na=False)
    return table.set_index("request_id")


def test_one_request_in_words_and_in_the_file(plan: Path, cli: Call) -> None:
    before = (plan / "decisions.csv").read_text(encoding="utf-8").splitlines()
    done = cli("explain", "s-county", "--out", plan, "R18")
    assert (done.status, done.err) == (0, "")
    # R18 is worth 1.44, R02 2.88; the reserve of P2 keeps 1 post.
    for said in (
        "Post 1: balance of the pools – posts free in pool P2 in 2021: 0.",
        "Granting 1 more costs 1.44: value granted 68.3272 → 66.8872.",
        "R02 (经济商务局) gives up 1 of 1, worth 2.88.",
        "1. Lower the reserve of pool P2 to 0.",
        "--what-if 'pools[P2].reserve=0'",
        "2. Grant it: the rules allow it.",
    ):
        assert said in done.out
    row = decisions(plan).loc["R18"]
    assert row["reason"] == "pool_balance"
    assert (row["next_post_costs"], row["next_post_takes"]) == ("1.44", "R02: 1")
    assert row["met_in_full_by"] == "Lower the reserve of pool P2 to 0"
    after = (plan / "decisions.csv").read_text(encoding="utf-8").splitlines()
    changed = [old.split(",")[0] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["R18"]
    assert not (plan / "worth.csv").exists()


def test_a_way_out_can_be_tried_as_it_is_printed(plan: Path, cli: Call, tmp_path: Path) -> None:
    out = cli("explain", "s-county", "--out", plan, "R18", "--json").json()
    (best, *_rest) = out["requests"][0]["met_in_full_by"]
    assert best["what_if"] == ["pools[P2].reserve=0"]
    done = cli("solve", "s-county", "--out", tmp_path / "tried", "--set", best["what_if"][0])
    assert done.status == 0
    assert decisions(tmp_path / "tried").loc["R18", "granted"] == "1"


def test_everything_with_what_scarce_things_are_worth(plan: Path, cli: Call) -> None:
    done = cli("explain", "s-county", "--out", plan, "--workers", "1")
    assert done.status == 0
    assert done.out.count("\nWhy not more\n") == 26  # requests that are not met in full
    assert "pools[P2].capital=3     1  1.44" in done.out
    table = decisions(plan)
    assert (table.loc[table["status"] != "full", "met_in_full_by"] != "").all()
    worth = pd.read_csv(plan / "worth.csv").set_index("change")
    assert worth.loc["pools[P2].capital=3", "gain"] == 1.44
    assert worth.loc["pools[P1].capital=1", "gain"] == 0
    # A new plan is not explained yet.
    assert cli("solve", "s-county", "--out", plan).status == 0
    assert not (plan / "worth.csv").exists()
    assert (decisions(plan)["met_in_full_by"] == "").all()


def test_processes_change_nothing(plan: Path, solved: Path, cli: Call, tmp_path: Path) -> None:
    other = Path(shutil.copytree(solved, tmp_path / "other"))
    asked = ["R18", "R03", "R32", "R26", "R08"]
    one = cli("explain", "s-county", "--out", plan, *asked, "--workers", "1", "--lang", "zh")
    two = cli("explain", "s-county", "--out", other, *asked, "--workers", "2", "--lang", "zh")
    assert one.out == two.out
    assert "第 1 名：周转池余额" in one.out
    assert (plan / "decisions.csv").read_bytes() == (other / "decisions.csv").read_bytes()


def test_without_a_plan_it_is_solved_first(cli: Call, tmp_path: Path) -> None:
    done = cli("explain", "s-county", "--out", tmp_path / "new", "R33")
    assert done.status == 0
    assert "holds no plan yet: solving first" in done.err
    assert "Let it be lent for up to 4 years, not 1." in done.out
    assert (tmp_path / "new" / "plan.json").is_file()


def test_as_json(plan: Path, cli: Call) -> None:
    said = cli("explain", "s-county", "--out", plan, "R32", "--json").json()
    (request,) = said["requests"]
    assert (request["asked"], request["granted"]) == (3, 0)
    rules = [[reason["rule"] for reason in way] for way in request["stopped_by"][0]["any_of"]]
    assert rules == [["request_size"], ["borrowing_limit"]]
    assert request["next_post"] is None
    assert request["met_in_full_by"][0]["waived"] == ["borrowing_limit"]
    assert "worth" not in said


def test_a_file_that_a_spreadsheet_has_saved(plan: Path, cli: Call) -> None:
    text = (plan / "decisions.csv").read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    header = header.replace("request_id", "申请编码") + ",备注"
    lines = [header, *(f"{row},保留" for row in rows)]
    (plan / "decisions.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    done = cli("explain", "s-county", "--out", plan, "R18")
    assert done.status == 0, done.err
    table = decisions(plan)
    assert table.loc["R18", "next_post_costs"] == "1.44"
    assert set(table["备注"]) == {"保留"}


def test_told_in_both_languages(plan: Path, cli: Call) -> None:
    assert cli("explain", "s-county", "--out", str(plan), "R18").status == 0
    done = cli("explain", "s-county", "--out", str(plan), "R19", "--lang", "zh")
    assert done.status == 0
    told = pd.read_csv(plan / "explanations.csv", dtype=str, keep_default_na=False)
    told = told.set_index(["request_id", "language"])
    assert told.loc[("R19", "zh"), "detail"] == decisions(plan).loc["R19", "detail"]
    told = told["met_in_full_by"]
    assert told.index.tolist() == [(r, lang) for r in ("R18", "R19") for lang in ("en", "zh")]
    # what the command prints of R18 on the README's page, and its translation
    assert told["R18", "en"] == "Lower the reserve of pool P2 to 0"
    assert "P2" in told["R18", "zh"]
    assert "备用" in told["R18", "zh"]
    assert told["R19", "zh"] == decisions(plan).loc["R19", "met_in_full_by"]


def test_a_new_plan_has_no_explanations_of_the_former(plan: Path, cli: Call) -> None:
    cli("explain", "s-county", "--out", str(plan), "R18")
    assert (plan / "explanations.csv").is_file()
    cli("solve", "s-county", "--out", str(plan))
    assert not (plan / "explanations.csv").exists()


def test_an_unknown_request(plan: Path, cli: Call) -> None:
    done = cli("explain", "s-county", "--out", plan, "R99")
    assert done.status == 2
    assert "there is no request “R99”" in done.err


def test_a_plan_of_other_data(plan: Path, cli: Call) -> None:
    done = cli("explain", "s-county", "--out", plan, "R18", "--set", "lending.confidence=0.8")
    assert done.status == 3
    assert "plan.json, key fingerprint" in done.err or "fingerprint" in done.err
    assert "with the same --set" in done.err


def edited(plan: Path, file: str, old: str, new: str) -> None:
    text = (plan / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (plan / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_plan_that_breaks_rules(plan: Path, cli: Call) -> None:
    edited(plan, "schedule.csv", "P1,4,2021,5,2025", "P1,5,2021,5,2025")
    before = (plan / "decisions.csv").read_bytes()
    done = cli("explain", "s-county", "--out", plan, "R18")
    assert done.status == 6
    assert "borrowing_limit: B04" in done.err or "plan_files" in done.err
    assert (plan / "decisions.csv").read_bytes() == before


def without_r06(plan: Path) -> None:
    """The plan with the loan of R06 taken out by hand, in every file."""

    for file, column in (("schedule", "request_id"), ("repayments", "loan")):
        table = pd.read_csv(plan / f"{file}.csv", dtype=str, keep_default_na=False)
        table[table[column] != "R06"].to_csv(plan / f"{file}.csv", index=False)
    table = pd.read_csv(plan / "decisions.csv", dtype=str, keep_default_na=False)
    row = table["request_id"] == "R06"
    table.loc[row, ["lent", "granted", "status"]] = ["0", "0", "none"]
    table.to_csv(plan / "decisions.csv", index=False)
    pools = pd.read_csv(plan / "pools.csv")
    lent = (pools["pool_id"] == "P1") & pools["year"].isin([2021, 2022, 2023])
    pools.loc[lent, "out"] -= 2
    pools.loc[lent, "free"] += 2
    pools.to_csv(plan / "pools.csv", index=False)


def test_a_plan_made_worse_by_hand(plan: Path, cli: Call) -> None:
    without_r06(plan)
    done = cli("explain", "s-county", "--out", plan, "R06")
    assert done.status == 0, done.err
    assert "has been changed since" in done.err
    assert "a better plan than the one in hand gives the request more" in done.out


def test_ctrl_c_keeps_what_has_been_explained(
    plan: Path, cli: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = all_requests.explain_plan

    def cut_short(*arguments: Any) -> Any:
        for place, each in enumerate(whole(*arguments)):
            if place == 5:
                raise KeyboardInterrupt
            yield each

    monkeypatch.setattr(all_requests, "explain_plan", cut_short)
    done = cli("explain", "s-county", "--out", plan, "--workers", "1")
    assert done.status == 130
    assert "what has been explained is kept" in done.err
    # R01 and R02 are met in full; R03 to R05 have been explained.
    explained = decisions(plan)["met_in_full_by"] != ""
    assert explained[explained].index.tolist() == ["R03", "R04", "R05"]
    assert not (plan / "worth.csv").exists()


def test_a_real_ctrl_c_ends_all_processes(plan: Path, start: Call) -> None:
    process = start("explain", "s-county", "--out", plan, "--workers", "2")
    time.sleep(4)
    began = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert time.monotonic() - began < 10
    assert b"Traceback" not in said
    json.loads((plan / "plan.json").read_text(encoding="utf-8"))


def test_a_bar_on_a_terminal(plan: Path, terminal: Call) -> None:
    said = terminal("explain", "s-county", "--out", plan, "R18", "R33")
    assert "Explaining" in said
    assert "1/2" in said or "2/2" in said
