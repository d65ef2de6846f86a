"""Every exit status for real, with a message, without a traceback, and without files."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from allocator.scenario.synthetic import write_synthetic
from tests.cli.conftest import environment, line

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def contradictory(small: Any) -> Any:
    """B1 has lent 5 of its 6 posts and must keep 2 back: old loans exceed capital − reserve."""
    return small.put("loans", 2, "posts", 5).put("pools", 2, "reserve", 2)


def test_invalid_data_is_3_and_lists_everything(small: Any, cli: Call, tmp_path: Path) -> None:
    small.put("posts", 2, "filled", "many").put("requests", 2, "unit_id", "U9")
    out = tmp_path / "plan"
    for command in (("check", small.write()), ("solve", small.path, "--out", out)):
        done = cli(*command)
        assert (done.status, done.out) == (3, "")
        assert "posts.csv, row 2, column filled" in done.err
        assert "requests.csv, row 2, column unit_id" in done.err
        assert "2" in done.err.splitlines()[-1]
        assert len(done.err.splitlines()) == 3
        problems = cli(*command, "--json").json()["problems"]
        assert [(p["file"], p["row"]) for p in problems] == [("posts.csv", 2), ("requests.csv", 2)]
        assert cli(*command, "--quiet").err == done.err
    assert not out.exists()


def test_a_scenario_that_is_nowhere_is_3(cli: Call, small: Any, tmp_path: Path) -> None:
    assert "s-county" in cli("check", tmp_path / "nowhere").err
    assert cli("check", tmp_path / "nowhere").status == 3
    assert cli("audit", small.write(), tmp_path / "nowhere").status == 3


@pytest.mark.parametrize("key", ["lending.confidense=0.9", "horizon=six", "reserve.share=2"])
def test_a_wrong_setting_is_3(cli: Call, small: Any, key: str) -> None:
    done = cli("check", small.write(), "--set", key)
    assert done.status == 3
    assert done.err.startswith(f"--set, column {key.split('=')[0]}: found")


def test_rules_that_contradict_each_other_are_4(
    contradictory: Any, cli: Call, tmp_path: Path
) -> None:
    """5 out, 6 − 2 = 4 to lend: it must give by 1 in 2026. L1 is due then."""
    out = tmp_path / "plan"
    done = cli("solve", contradictory.write(), "--out", out)
    assert (done.status, done.out) == (4, "")
    assert "pool B1 lacks 1 post(s) in 2026" in done.err
    assert "pool_balance: pool B1, 2026: owns 6, keeps back 2, has 5 out" in done.err
    assert "--set 'pools[B1].reserve=1'" in done.err
    quiet = cli("solve", contradictory.path, "--out", out, "--quiet").err
    assert "pool B1 lacks 1 post(s) in 2026" in quiet
    assert "--set" not in quiet


def test_a_contradiction_as_json(contradictory: Any, cli: Call, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    report = cli("solve", contradictory.write(), "--out", out, "--json").json()
    (limit,) = report["conflicts"]
    assert (limit["rule"], limit["pool"], limit["year"]) == ("pool_balance", "B1", 2026)
    assert (limit["posts"], limit["weight"], report["total"]) == (1, "1", "1")
    assert report["contradictions"] == [{"sets": [[limit]]}]
    assert report["mends"][0]["changes"] == ["pools[B1].reserve=1"]
    assert report["mends"][0]["price"] == "1"
    assert [part["kind"] for part in report["mends"][0]["parts"]] == ["reserve"]
    assert report["interrupted"] is False
    assert str(out) in report["notes"][0]


def test_every_mend_can_be_set(contradictory: Any, cli: Call, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    report = cli("solve", contradictory.write(), "--out", out, "--json").json()
    assert len(report["mends"]) > 1
    for mend in report["mends"]:
        options = [part for change in mend["changes"] for part in ("--set", change)]
        assert cli("solve", contradictory.path, "--out", out, *options).status == 0


def test_files_of_a_contradiction_give_way_to_a_plan(
    contradictory: Any, cli: Call, tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    for _again in range(2):
        assert cli("solve", contradictory.write(), "--out", out).status == 4
        assert names(out) == {"conflicts.csv", "mends.csv"}
    content = (out / "conflicts.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.decode().splitlines() == [
        "set,rule,unit_id,pool_id,to_pool,quota_type,region,department,year,last_year,posts,"
        "weight,detail",
        "1,pool_balance,,B1,,public,,,2026,2026,1,1,"
        '"pool B1, 2026: owns 6, keeps back 2, has 5 out"',
    ]
    mends = (out / "mends.csv").read_text(encoding="utf-8").splitlines()
    assert mends[:2] == [
        "mend,price,change,detail",
        "1,1,pools[B1].reserve=1,lower the reserve of pool B1 from 2 to 1",
    ]
    assert (
        cli("solve", contradictory.path, "--out", out, "--set", "pools[B1].reserve=1").status == 0
    )
    assert "plan.json" in names(out)
    assert not names(out) & {"conflicts.csv", "mends.csv"}


def test_a_contradiction_leaves_an_earlier_plan_as_it_is(
    contradictory: Any, cli: Call, tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    assert (
        cli("solve", contradictory.write(), "--out", out, "--set", "pools[B1].reserve=1").status
        == 0
    )
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = cli("solve", contradictory.path, "--out", out)
    assert done.status == 4
    assert "earlier plan" in done.err.splitlines()[-1]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_mends_that_were_interrupted_are_130_and_keep_what_is_known(
    contradictory: Any, cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("allocator.allocation.repair.diagnosis.mends", interrupted)
    done = cli("solve", contradictory.write(), "--out", tmp_path / "plan")
    assert done.status == 130
    assert "pool B1 lacks 1 post(s) in 2026" in done.err
    assert "Interrupted" in done.err
    assert names(tmp_path / "plan") == {"conflicts.csv", "mends.csv"}


def test_more_people_than_the_ceiling_allows_is_4(small: Any, cli: Call, tmp_path: Path) -> None:
    small.put("ceilings", 2, "people", 30)  # 31 are in post.
    done = cli("solve", small.write(), "--out", tmp_path / "plan")
    assert done.status == 4
    assert "exceeded by 1" in done.err
    assert "people_ceiling" in done.err


def test_a_limit_before_any_plan_is_5(small: Any, cli: Call, tmp_path: Path) -> None:
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--time-limit", 0)
    assert (done.status, done.out) == (5, "")
    assert "time limit" in done.err
    done = cli("solve", small.path, "--out", tmp_path / "plan", "--time-limit", 0, "--json")
    assert "time limit" in done.json()["error"]
    assert names(tmp_path) == {"small"}


def test_a_plan_that_someone_changed_is_6(small: Any, cli: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    assert cli("solve", small.write(), "--out", plan).status == 0
    schedule = (plan / "schedule.csv").read_text(encoding="utf-8").splitlines()
    cells = schedule[1].split(",")
    place = schedule[0].split(",").index("posts")
    cells[place] = str(int(cells[place]) + 3)
    schedule[1] = ",".join(cells)
    (plan / "schedule.csv").write_text("\n".join(schedule) + "\n", encoding="utf-8")
    done = cli("audit", small.path, plan)
    assert done.status == 6
    assert "request_size" in done.out
    report = cli("audit", small.path, plan, "--json")
    assert report.status == 6
    assert report.json()["clean"] is False
    assert cli("audit", small.path, plan, "--quiet").out.startswith(done.out.splitlines()[0])


def test_a_folder_with_other_files_is_refused_before_the_search(
    small: Any, cli: Call, tmp_path: Path
) -> None:
    for out in (small.write(), small.path / "units.csv"):
        before = names(small.path)
        done = cli("solve", small.path, "--out", out)
        assert (done.status, done.out) == (1, "")
        assert "choose" in done.err
        assert names(small.path) == before
        assert "choose" in cli("solve", small.path, "--out", out, "--json").json()["error"]


def test_a_model_that_cannot_be_written_is_1(small: Any, cli: Call, tmp_path: Path) -> None:
    out, model = tmp_path / "plan", tmp_path / "nowhere" / "model.mps"
    done = cli("solve", small.write(), "--out", out, "--write-model", model)
    assert (done.status, done.out) == (1, "")
    assert "model.mps" in done.err
    assert not out.exists()


def test_statuses_of_a_process_of_its_own(shell: Call, contradictory: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert shell("nonsense").status == 2
    assert shell("check", tmp_path / "nowhere").status == 3
    done = shell("solve", contradictory.write(), "--out", out)
    assert (done.status, done.out) == (4, "")
    assert "Traceback" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_is_130_within_moments(start: Call, tmp_path: Path) -> None:
    """Sent when the model has been written, that is, when the search begins."""
    made, out, model = tmp_path / "made", tmp_path / "plan", tmp_path / "model.lp"
    write_synthetic(made, 1500, 1, "en")  # about a minute's search
    process = start("solve", made, "--out", out, "--gap", 0, "--write-model", model)
    begun = monotonic() + 120
    while not (model.exists() and model.stat().st_size) and monotonic() < begun:
        assert process.poll() is None, process.stderr.read().decode()
        sleep(0.05)
    sleep(0.5)
    process.send_signal(signal.SIGINT)
    sent = monotonic()
    _said, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert monotonic() - sent < 30
    assert b"Traceback" not in err
    assert names(tmp_path) - {"plan"} == {"made", "model.lp"}
    if out.exists():
        assert {"plan.json", "schedule.csv", "pools.csv"} <= names(out)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_while_reading_is_130_and_leaves_nothing(start: Call, tmp_path: Path) -> None:
    """A pipe for a policy file keeps the reader waiting until it is interrupted."""
    made = tmp_path / "made"
    made.mkdir()
    os.mkfifo(made / "scenario.toml")
    process = start("check", made)
    # Opening the pipe for writing returns once the reader has opened it.
    writing = os.open(made / "scenario.toml", os.O_WRONLY)
    process.send_signal(signal.SIGINT)
    _said, err = process.communicate(timeout=60)
    os.close(writing)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
@pytest.mark.parametrize("command", [("models", "show", "s-county"), ("models",), ("--help",)])
def test_a_reader_who_has_gone_is_no_fault(start: Call, command: tuple[str, ...]) -> None:
    """Whether Click writes, or Rich, or no command runs at all; 141 is 128 + SIGPIPE."""
    process = start(*command)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert err == b""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_a_reader_of_both_streams_who_has_gone(tmp_path: Path) -> None:
    """``allocator check nowhere 2>&1 | head -0``: what went wrong cannot be told to anyone."""
    ours, theirs = os.pipe()
    os.close(ours)
    nowhere = line("check", tmp_path / "nowhere")
    done = subprocess.run(nowhere, stdout=theirs, stderr=theirs, env=environment(), check=False)
    os.close(theirs)
    assert done.returncode == 141


@pytest.mark.parametrize("suffix", [".lp", ".mps"])
def test_a_model_that_cannot_be_written_is_refused_before_solving(
    small: Any, shell: Call, tmp_path: Path, suffix: str
) -> None:
    """HiGHS ends the whole process where the folder of an LP file is not there."""
    model = tmp_path / "nowhere" / f"model{suffix}"
    done = shell("solve", small.write(), "--out", tmp_path / "plan", "--write-model", model)
    assert done.status == 1
    assert str(model) in done.err
    assert not (tmp_path / "plan").exists()
