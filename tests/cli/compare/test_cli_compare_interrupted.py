"""A study that is killed, shared out or continued gives the bytes of one that ran through."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import environment, line
from tests.simulation.studies.loopback import Loopback, wait_until

SCENARIO = "sichuan-epsilon"
STORE = "runs.sqlite3"
OF_THE_CALL = ("effort.json", STORE)

STUDY = """
schema = 1
name = "interrupted"
years = 3
seed = 3
lenders = ["first_come", "tier_order", "no_bank"]
measures = ["value_granted", "posts_granted", "utilisation", "posts_overdue"]

[[levers]]
id = "success"
key = "simulation.recruitment.success"
values = [0.5, 0.9]

[replications]
least = 16
most = 16
"""
RUNS = 3 * 2 * 16

Started = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "interrupted.toml"
    path.write_text(STUDY, encoding="utf-8")
    return path


def compared(study: Path, out: Path, *more: object) -> dict[str, bytes]:
    """What the command wrote, but for the files that tell of the call."""
    done = subprocess.run(
        line("compare", SCENARIO, study, "--out", out, *more),
        capture_output=True, env=environment(), timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(OF_THE_CALL)
    }


@pytest.fixture(scope="module")
def whole(study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of the study on one worker, uninterrupted."""
    found = compared(study, tmp_path_factory.mktemp("whole") / "out", "--workers", 1)
    assert {"study.json", "summary.csv", "differences.parquet", "runs.csv"} <= set(found)
    return found


@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_gives_the_same_bytes(
    study: Path, whole: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    assert compared(study, tmp_path / "out", "--workers", workers) == whole


def test_a_study_that_was_killed_again_and_again_gives_the_same_bytes(
    study: Path, whole: dict[str, bytes], tmp_path: Path, start: Started
) -> None:
    out, kept = tmp_path / "out", [0]
    for after in np.random.default_rng(20261126).uniform(0, 0.3, 4):
        process = start("compare", SCENARIO, study, "--out", out, "--workers", 2)
        wait_until(lambda: size(out / STORE) > kept[-1])
        time.sleep(after)
        process.kill()
        process.communicate()
        kept.append(size(out / STORE))
    assert not (out / "study.json").exists()
    assert compared(study, out, "--workers", 2) == whole


def size(store: Path) -> int:
    return store.stat().st_size if store.exists() else 0


def test_two_studies_on_one_store_at_the_same_time_do_no_harm(
    study: Path, whole: dict[str, bytes], tmp_path: Path, start: Started
) -> None:
    store = tmp_path / STORE
    other = start("compare", SCENARIO, study, "--out", tmp_path / "other", "--store", store)
    assert compared(study, tmp_path / "out", "--store", store) == whole
    assert other.wait(300) == 0
    other.communicate()
    assert compared(study, tmp_path / "other", "--store", store) == whole


def test_a_changed_study_uses_the_runs_that_are_still_valid(
    study: Path, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    first = tmp_path / "first.toml"
    first.write_text(STUDY.replace("values = [0.5, 0.9]", "values = [0.9, 1.0]"), encoding="utf-8")
    compared(first, tmp_path / "out")
    assert compared(study, tmp_path / "out") == whole
    effort = (tmp_path / "out" / "effort.json").read_text()
    # The settings with 0.9 are among those of the first study.
    assert f'"runs_reused": {RUNS // 2}' in effort
    assert f'"runs_played": {RUNS // 2}' in effort


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory):
    """A scheduler with two workers."""
    loopback = Loopback(tmp_path_factory.mktemp("cluster"))
    try:
        loopback.start_scheduler()
        loopback.start_worker()
        loopback.start_worker()
        loopback.wait_for_workers(2)
        yield loopback
    finally:
        loopback.end()


def test_a_cluster_gives_the_same_bytes(
    study: Path, whole: dict[str, bytes], tmp_path: Path, cluster: Loopback
) -> None:
    assert compared(study, tmp_path / "out", "--cluster", cluster.address) == whole


def test_a_worker_of_the_cluster_that_is_killed_changes_nothing(
    study: Path, whole: dict[str, bytes], tmp_path: Path, cluster: Loopback, start: Started
) -> None:
    out = tmp_path / "out"
    process = start("compare", SCENARIO, study, "--out", out, "--cluster", cluster.address)
    wait_until(lambda: size(out / STORE) > 0)
    os.kill(cluster.worker_processes()[0], signal.SIGKILL)
    assert process.wait(300) == 0
    process.communicate()
    assert compared(study, out) == whole
    effort = (out / "effort.json").read_text()
    assert f'"runs_reused": {RUNS}' in effort
