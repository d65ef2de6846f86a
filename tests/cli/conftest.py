"""The command line, called in this process or, where that matters, in one of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from allocator.cli.main import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """What it said, as strict JSON: neither NaN nor Infinity is any."""
        return json.loads(self.out, parse_constant=pytest.fail)


def environment(**more: str) -> dict[str, str]:
    """An English locale and this checkout, wherever the tests are run from."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "LANGUAGE")}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)} | more


def line(*arguments: object) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "allocator", *map(str, arguments)]


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Calls the command line in this process."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: object) -> Done:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        assert "Traceback" not in said.err
        return Done(int(ended.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., Done]:
    """Calls the command line in a process of its own, in a folder of its own."""

    def call(*arguments: object, given: bytes = b"", **variables: str) -> Done:
        folder = tmp_path / "shell"
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            line(*arguments),
            input=given,
            capture_output=True,
            cwd=folder,
            env=environment(**variables),
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def start() -> Callable[..., "subprocess.Popen[bytes]"]:
    """Starts the command line in a process of its own and does not wait for it."""

    def call(*arguments: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            line(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )

    return call


def on_terminal(*arguments: object, **options: Any) -> tuple["subprocess.Popen[bytes]", int]:
    """The command line begun on a pseudo-terminal, and our end of that."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        line(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, **options
    )
    os.close(theirs)
    return process, ours


@pytest.fixture
def terminal() -> Callable[..., str]:
    """Calls the command line on a pseudo-terminal; everything it writes there."""

    def call(*arguments: object, **variables: str) -> str:
        process, ours = on_terminal(*arguments, env=environment(**variables))
        said = b""
        try:
            while read := os.read(ours, 65536):
                said += read
        except OSError:  # Linux tells the end of a terminal so.
            pass
        os.close(ours)
        assert process.wait(timeout=60) == 0
        return said.decode()

    return call


@pytest.fixture
def ctrl_c() -> Callable[..., tuple[int, str]]:
    """Calls the command line on a pseudo-terminal and presses Ctrl-C when it says something.

    All processes of the group get it, as from a keyboard. Status, and everything that it wrote.
    """

    def call(*arguments: object, at: str) -> tuple[int, str]:
        process, ours = on_terminal(*arguments, env=environment(), start_new_session=True)
        said, pressed = "", False
        try:
            while read := os.read(ours, 65536):
                said += read.decode(errors="replace")
                if not pressed and re.search(at, said):
                    os.killpg(process.pid, signal.SIGINT)
                    pressed = True
        except OSError:  # Linux tells the end of a terminal so.
            pass
        os.close(ours)
        return process.wait(timeout=60), said

    return call
