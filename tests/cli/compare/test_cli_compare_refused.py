"""`compare` refuses what it cannot do before it does anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.simulation.studies.executors import cluster_failures, starting
from tests.cli.compare.tiny import STUDY

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


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
