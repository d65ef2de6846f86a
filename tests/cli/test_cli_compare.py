"""`compare`: what it writes, what it says, how it ends, and how it goes on."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import allocator.simulation.studies.compare as library
import allocator.simulation.studies.runs.cell as cell
from allocator.simulation.studies.executors import cluster_failures, starting
from allocator.simulation.studies.results.comparison_files import STORE
from allocator.simulation.studies.results.comparison_read import read_comparison
from tests.simulation.studies.results.made_up import made_up, record, tables

Call = Callable[..., Any]

STUDY = """\
schema = 1
name = "tiny"
years = 2
lenders = ["no_bank", "tier_order"]
measures = ["posts_granted", "waiting_months"]
replications = { least = 2, most = 3, look_ahead = 0 }
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two lenders, three replications of two years."""
    path = tmp_path / "tiny.toml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the study's files go."""
    return tmp_path / "study"


@pytest.fixture
def compare(small: Any, cli: Call, study: Path, out: Path) -> Call:
    """Calls the command on a small scenario, in this process alone."""
    scenario = small.write()
    return lambda *more: cli("compare", scenario, study, "--out", out, "--workers", 1, *more)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the replications that are played from now on."""
    numbers: list[int] = []
    replicate = cell.replicate

    def noted(*arguments: Any, **options: Any) -> Any:
        numbers.append(arguments[4])
        return replicate(*arguments, **options)

    monkeypatch.setattr(cell, "replicate", noted)
    return numbers


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets replication 1 of every cell fail; what is returned mends it."""
    replicate = cell.replicate

    def fails(*arguments: Any, **options: Any) -> Any:
        if arguments[4] == 1:
            raise ZeroDivisionError("of all things")
        return replicate(*arguments, **options)

    monkeypatch.setattr(cell, "replicate", fails)
    return lambda: monkeypatch.setattr(cell, "replicate", replicate)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_writes_the_files_and_shows_the_settings(compare: Call, out: Path) -> None:
    done = compare()
    assert (done.status, done.err) == (0, "")
    assert {"summary.csv", "summary.parquet", "summary.tex", "study.json", STORE} <= names(out)
    found = read_comparison(out)
    assert found.record["stopping"]["replications"] == 3
    summary = found.tables["summary"].query("measure == 'posts_granted'").set_index("setting")
    (row,) = [line for line in done.out.splitlines() if line.startswith("tier_order ")]
    # Two decimals of the mean and of both ends of the interval.
    shown = [f"{summary.loc['S2', name]:.2f}" for name in ("mean", "low", "high")]
    assert row.split()[1:4] == shown
    assert "3 replications, the most that the study allows." in done.out
    assert f"Study written to {out}" in done.out


EVERYTHING = """
[[levers]]
id = "rate"
key = "simulation.demand.rate"
values = [0.2, 2]

[[uncertainties]]
id = "success"
key = "simulation.recruitment.success"
values = [0.3, 1]
weights = [1, 3]

[curve]
lever = "rate"
measure = "posts_granted"
reaches = 4

[pareto]
measures = ["posts_granted", "waiting_months"]
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "tier_order, rate = 2",
                "3 replications, the most that the study allows.",
                "“posts granted” reaches 4.00 ",
                "Beaten by no other in “posts granted”, “wait of a post until it is granted”",
                "“posts granted” has its best mean in tier_order, rate = 2, whichever",
            ),
        ),
        ("zh", ("tier_order、rate = 2", "批准编制数：", "最大遗憾", "没有其他方案同时更优的：")),
    ],
)
def test_a_study_of_everything_is_shown_to_the_end(
    compare: Call, study: Path, out: Path, language: str, said: tuple[str, ...]
) -> None:
    study.write_text(STUDY + EVERYTHING, encoding="utf-8")
    done = compare("--lang", language)
    assert (done.status, done.err) == (0, "")
    for each in said:
        assert each in done.out
    assert {"curve.csv", "pareto.csv"} <= names(out)


def test_runs_that_are_there_are_not_played_again(
    compare: Call, out: Path, played: list[int]
) -> None:
    first = compare()
    assert sorted(played) == [0, 0, 1, 1, 2, 2]  # two lenders
    bytes_of = {path.name: path.read_bytes() for path in out.iterdir()}
    assert compare().out == first.out
    assert len(played) == 6
    for name, before in bytes_of.items():
        assert name in ("effort.json", STORE) or (out / name).read_bytes() == before, name
    assert compare("--no-resume").out == first.out
    assert len(played) == 12


def test_studies_may_share_a_store(
    compare: Call, out: Path, tmp_path: Path, played: list[int]
) -> None:
    shared, other = out / "mine.db", tmp_path / "other"
    assert compare("--store", shared).status == 0
    assert compare("--store", shared, "--out", other).status == 0
    assert len(played) == 6
    assert "mine.db" in names(out)
    assert STORE not in names(out) | names(other)


def test_as_json(compare: Call, out: Path) -> None:
    done = compare("--json", "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    said = done.json()
    assert len(said["differences"]) == 2  # one setting beside the baseline, two measures
    assert said["best"][0]["may_be_best"] in (True, False)
    assert {row["measure"] for row in said["summary"]} == {"posts_granted", "waiting_months"}
    record = json.loads((out / "study.json").read_text(encoding="utf-8"))
    for name in set(record) - {"best", "tables"}:
        assert said[name] == record[name]


def test_a_study_by_its_name_in_the_scenario(small: Any, cli: Call, out: Path) -> None:
    folder = small.write()
    (folder / "studies").mkdir()
    (folder / "studies" / "mine.toml").write_text(STUDY, encoding="utf-8")
    assert cli("compare", folder, "mine", "--out", out, "--workers", 1).status == 0
    assert read_comparison(out).record["declared"]["name"] == "tiny"
    assert cli("check", folder).err == ""


@pytest.mark.parametrize(
    ("arguments", "handed"),
    [
        ((), {"workers": 0, "cluster": None, "resume": True}),
        (("--workers", "3", "--no-resume"), {"workers": 3, "cluster": None, "resume": False}),
        (("--cluster", "tcp://127.0.0.1:8786"), {"workers": 0, "cluster": "tcp://127.0.0.1:8786"}),
    ],
)
def test_what_plays_the_runs_is_handed_on(
    small: Any,
    cli: Call,
    study: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    handed: dict[str, Any],
) -> None:
    def compared(ready: Any, **options: Any) -> Any:
        assert ready.study.name == "tiny"
        assert ready.scenario.settings.simulation.recruitment.success == Decimal("0.5")
        assert options | handed == options
        return made_up(tables(), record())

    monkeypatch.setattr(library, "compared", compared)
    changed = ("--set", "simulation.recruitment.success=0.5")
    done = cli("compare", small.write(), study, "--out", out, *changed, *arguments)
    assert (done.status, done.err) == (0, "")
    assert read_comparison(out).record == record()


def test_runs_that_fail_are_told_and_the_others_count(
    compare: Call, out: Path, failing: Callable[[], None]
) -> None:
    done = compare()
    assert done.status == 1
    failures = read_comparison(out).tables["failures"]
    assert failures["setting"].tolist() == ["S1", "S2"]
    assert failures["replication"].tolist() == [1, 1]
    run = failures["run"][0]
    assert f"Runs that failed: 2, listed in {out / 'failures.csv'}" in done.err
    assert "The first: ZeroDivisionError: of all things. " in done.err
    assert f"“--rerun {run}”" in done.err
    assert "Study written to" in done.out
    quiet = compare("--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (1, "", done.err)


def test_a_failed_run_is_played_again_alone(
    compare: Call, out: Path, failing: Callable[[], None]
) -> None:
    compare()
    run = read_comparison(out).tables["failures"]["run"][0]
    again = compare("--rerun", run[:12], "--json")
    assert again.status == 1
    assert "in fails" in again.json()["traceback"]
    assert again.json()["error"] == "ZeroDivisionError: of all things"
    failing()
    told = compare("--rerun", run, "--json")
    assert (told.status, told.err) == (0, "")
    assert told.json()["replication"] == 1
    measures = [row["measure"] for row in told.json()["measures"]]
    assert measures == ["posts_granted", "waiting_months"]
    # The run is mended, that of the other lender is not.
    assert len(read_comparison(out).tables["failures"]) == 2
    assert compare().status == 1
    assert len(read_comparison(out).tables["failures"]) == 1


def test_a_run_that_is_not_there(compare: Call, out: Path) -> None:
    done = compare("--rerun", "0123")
    assert (done.status, done.out) == (1, "")
    assert f"{out / STORE}: no such file; no run has been kept" in done.err
    assert not out.exists()
    compare()
    done = compare("--rerun", "xyz")
    assert (done.status, done.out) == (1, "")
    assert "no run in the store has a key that begins with “xyz”" in done.err


def test_where_every_run_fails_nothing_is_written(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(cell, "replicate", fails)
    done = compare()
    assert (done.status, done.out) == (1, "")
    assert "every run of the study failed" in done.err
    assert "of all things" in done.err
    assert names(out) == {STORE}


def test_invalid_data_is_3_and_names_the_place(compare: Call, study: Path, out: Path) -> None:
    study.write_text(STUDY.replace("posts_granted", "posts_grantet"), encoding="utf-8")
    done = compare()
    assert (done.status, done.out) == (3, "")
    assert "tiny.toml" in done.err
    assert "posts_granted" in done.err  # the close match
    assert compare("--json").json()["problems"][0]["file"] == "tiny.toml"
    assert not out.exists()


def test_a_study_that_is_nowhere_is_3(small: Any, cli: Call, out: Path) -> None:
    done = cli("compare", small.write(), "nowhere", "--out", out)
    assert done.status == 3
    assert not out.exists()


def test_a_folder_of_other_things_is_refused_before_anything_else(cli: Call, out: Path) -> None:
    out.mkdir()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    done = cli("compare", "nowhere", "none", "--out", out)
    assert (done.status, done.out) == (1, "")
    assert "holds other files and no study" in done.err
    assert names(out) == {"notes.txt"}


def test_a_store_that_is_none(compare: Call, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("mine, and long enough to be no database" * 99)
    done = compare("--store", tmp_path / "notes.db")
    assert (done.status, done.out) == (1, "")
    assert "cannot be used as the store of runs" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--workers", "-1"), "-1"),
        (("--workers", "1", "--cluster", "tcp://127.0.0.1:1"), "give one of both"),
        (("--store", "."), "is a directory"),
    ],
)
def test_wrong_usage(cli: Call, out: Path, arguments: tuple[str, ...], said: str) -> None:
    done = cli("compare", "s-county", "lenders", "--out", out, *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not out.exists()


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_cluster_is_warned_of_and_its_failures_are_told(
    small: Any,
    cli: Call,
    study: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    quiet: tuple[str, ...],
) -> None:
    def nobody(address: str) -> Any:
        raise cluster_failures.ClusterNotReached(address, "nobody answers")

    monkeypatch.setattr(starting, "cluster_at", nobody)
    address = "tcp://192.0.2.1:8786"  # reserved for documentation (RFC 5737)
    done = cli("compare", small.write(), study, "--out", out, "--cluster", address, *quiet)
    assert (done.status, done.out) == (1, "")
    assert f"no scheduler can be reached at {address}: nobody answers" in done.err
    assert ("Warning: " in done.err) == (not quiet)


def test_ctrl_c_keeps_the_runs_and_the_same_command_goes_on(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replicate, begun = cell.replicate, []

    def cut(*arguments: Any, **options: Any) -> Any:
        begun.append(arguments[4])
        if len(begun) == 4:
            raise KeyboardInterrupt
        return replicate(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(cell, "replicate", cut)
        done = compare()
    assert (done.status, done.out) == (130, "")
    assert re.search(
        r"Interrupted: \d of 6 runs are kept in .*; the same command goes on", done.err
    )
    assert names(out) == {STORE}
    assert compare().status == 0
    assert read_comparison(out).effort["runs_reused"] >= 1


def test_ctrl_c_before_any_run_is_begun(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("allocator.simulation.studies.ready.made_ready", cut)
    done = compare()
    assert (done.status, done.out, done.err.strip()) == (130, "", "Interrupted.")
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_real_ctrl_c_on_a_terminal(small: Any, study: Path, out: Path) -> None:
    """Pressed when the bar says that some have finished; all processes of the group get it."""
    import pty

    study.write_text(STUDY.replace("most = 3", "most = 2000"), encoding="utf-8")
    ours, theirs = pty.openpty()
    arguments = ("compare", small.write(), study, "--out", out, "--workers", 2)
    process = subprocess.Popen(
        [sys.executable, "-m", "allocator", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    os.close(theirs)
    said, pressed = "", False
    try:
        while read := os.read(ours, 65536):
            said += read.decode(errors="replace")
            if not pressed and re.search(r"\b[1-9]\d*/4000", said):
                os.killpg(process.pid, signal.SIGINT)
                pressed = True
    except OSError:  # Linux tells the end of a terminal so.
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 130, said
    assert "Simulating, 2000 replications" in said
    assert "Traceback" not in said
    assert "leaked" not in said
    kept = int(re.search(r"Interrupted: (\d+) of 4000 runs", said)[1])
    assert kept >= 1
    with closing(sqlite3.connect(out / STORE)) as store:
        (found,) = store.execute("select count(*) from runs").fetchone()
    assert found >= kept  # what was played when it was pressed may have been kept too
