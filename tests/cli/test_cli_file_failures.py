"""Files that cannot be written: where, what was found and expected, and how to mend it."""

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.cli.file_failures import file_failure, refuse_unwritable
from tests.cli.conftest import environment, line

Call = Callable[..., Any]

WRITING = [
    ("new",),
    ("new", "--xlsx"),
    ("scenarios", "copy", "s-county"),
    ("generate", "--units", "3", "--seed", "1", "--out"),
    ("solve", "s-county", "--out"),
    ("explain", "s-county", "--out"),
    ("simulate", "s-county", "--out"),
    ("compare", "s-county", "lenders", "--out"),
]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_file_where_a_folder_should_be(
    cli: Call, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told before anything is solved or played."""
    for work in ("allocation.solve.solve", "simulation.running.finished_replications"):
        monkeypatch.setattr(f"allocator.{work}", None)
    monkeypatch.setattr("allocator.simulation.studies.ready.made_ready", None)
    file = tmp_path / "notes"
    file.write_text("mine", encoding="utf-8")
    done = cli(*command, file / "deep" / "ours")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"Error: {file}: found a file; expected a folder. Choose another place, or rename the file "
        "that is there.\n"
    )
    assert cli(*command, file / "ours", "--json").json()["error"].startswith(f"{file}: ")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_name_that_is_too_long(cli: Call, tmp_path: Path, command: tuple[str, ...]) -> None:
    """255 bytes are the most of a name on the file systems in use; 名 is 3 bytes."""
    done = cli(*command, tmp_path / ("名" * 86))
    assert (done.status, done.out) == (1, "")
    assert "“名名名" in done.err
    assert "found a name that is too long for the disk; expected one of at most 255" in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that is closed to all")
@pytest.mark.parametrize("command", WRITING[:-1], ids=" ".join)
def test_a_folder_that_nothing_can_be_written_to(cli: Call, command: tuple[str, ...]) -> None:
    """Names of our own making, of files that are written first, are none of the user's."""
    done = cli(*command, "/proc/ours")
    assert done.status == 1
    assert "Error: /proc: found" in done.err


@pytest.mark.parametrize("known", ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT"])
def test_the_words_are_ours_and_not_those_of_the_system(known: str) -> None:
    number = getattr(errno, known)
    told = file_failure(OSError(number, os.strerror(number), "/there/.ours-abcd_123/posts.csv"))
    assert told.startswith("/there: found ")
    assert os.strerror(number) not in told
    assert known not in told


def test_any_other_error_is_told_as_the_system_tells_it() -> None:
    told = file_failure(OSError(errno.EIO, "Input/output error", "/there/posts.csv"))
    assert told.startswith("/there/posts.csv: found an error of the system: EIO Input/output error")


def test_of_a_move_the_target_is_named() -> None:
    moved = OSError(errno.EACCES, "", ".new-abcd_123/new", None, "/there/ours")
    assert file_failure(moved).startswith("/there/ours: found that access is denied")


def test_where_the_system_names_nothing_it_is_where_the_command_writes(
    cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("allocator.scenario.synthetic.write_synthetic", full)
    out = tmp_path / "ours"
    done = cli("generate", "--units", 3, "--seed", 1, "--out", out)
    assert done.status == 1
    assert done.err.startswith(f"Error: {out}: found a full disk (No space left on device); ")


def test_a_folder_that_can_be_made_is_not_refused(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "above" / "ours")
    refuse_unwritable(tmp_path)
    assert not list(tmp_path.iterdir())


full_disk = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no disk that is always full"
)


@full_disk
@pytest.mark.parametrize("suffix", [".lp", ".mps"])
def test_a_model_for_which_there_is_no_room(
    small: Any, cli: Call, tmp_path: Path, suffix: str
) -> None:
    """HiGHS itself ends well."""
    model = tmp_path / f"full{suffix}"
    model.symlink_to("/dev/full")
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--write-model", model)
    assert done.status == 1
    assert "found a full disk" in done.err
    assert not (tmp_path / "plan").exists()


def test_a_workbook_for_which_there_is_no_room(
    cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XlsxWriter itself would hide what the system says."""

    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    done = cli("new", "--xlsx", tmp_path / "form.xlsx")
    assert done.status == 1
    assert "found a full disk" in done.err
    assert not list(tmp_path.iterdir())


@full_disk
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_an_output_that_cannot_be_written(more: tuple[str, ...]) -> None:
    """As JSON it would go where nothing can be written: it is told on stderr all the same."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            line("models", *more), stdout=full, stderr=subprocess.PIPE, env=environment(),
            check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "Error: standard output: found a full disk (No space left on device); expected room for "
        "the files. Make room, or choose a place on another disk.\n"
    )
