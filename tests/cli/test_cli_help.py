"""Help: fast, complete, in both languages; usage errors; flags that every command takes."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator import __version__
from allocator.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
SUBCOMMANDS = [
    (group, word) for group in ("models", "scenarios") for word in ("list", "show", "copy")
]
EVERY = [*((command,) for command in COMMANDS), *SUBCOMMANDS]
HEAVY = ("pandas", "numpy", "scipy", "pyomo", "highspy", "pydantic", "rich")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom allocator.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as ended:\n    assert not ended.code\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "HEAVY []" in done.stdout


def test_help_is_quick(shell: Callable[..., Any]) -> None:
    """0.2 s, counted in processor time, since the machine may have other work too.

    Where that alone makes all slower, two and a half times as long as importing click right
    after it, which no help can do without; it takes about twice as long. One of ten such pairs must
    keep to that: what slows one half of a pair only is not the help.
    """
    click_alone = [sys.executable, "-c", "import click"]

    def quick() -> bool:
        helping = _processor_time(lambda: shell("--help"))
        importing = _processor_time(lambda: subprocess.run(click_alone, check=True))
        return helping < max(0.2, 2.5 * importing)

    assert any(quick() for _pair in range(10))


def _processor_time(call: Callable[[], Any]) -> float:
    """Seconds of the processes that ``call`` starts and that succeed."""
    before = os.times()
    done = call()
    after = os.times()
    assert getattr(done, "status", 0) == 0
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def test_help_lists_every_command_with_a_sentence(cli: Callable[..., Any]) -> None:
    said = cli("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", said, re.MULTILINE), command


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_help(
    cli: Callable[..., Any], command: tuple[str, ...], language: str
) -> None:
    done = cli(*command, "--help", "--lang", language)
    assert (done.status, done.err) == (0, "")
    for option in ("--json", "--quiet", "-v", "--lang"):
        assert option in done.out
    assert done.out == cli("--lang", language, *command, "-h").out


def test_version(cli: Callable[..., Any]) -> None:
    assert cli("--version").out == f"allocator {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("--nonsense",),
        ("--lang", "fr", "models"),
        ("models", "--lang", "fr"),
        ("check",),
        ("check", "s-county", "extra"),
        ("check", "s-county", "--set", "no-equals-sign"),
        ("check", "s-county", "--set", "=5"),
        ("solve", "s-county"),
        ("solve", "s-county", "--out", "plan", "--gap", "2"),
        ("solve", "s-county", "--out", "plan", "--gap", "nan"),
        ("solve", "s-county", "--out", "plan", "--time-limit", "-1"),
        ("solve", "s-county", "--out", "plan", "--time-limit", "nan"),
        ("solve", "s-county", "--out", "plan", "--threads", "many"),
        ("solve", "s-county", "--out", "plan", "--write-model", "model.txt"),
        ("audit", "s-county"),
        ("models", "show", "s-country"),
        ("models", "copy", "s-country", "mine.toml"),
        ("scenarios", "show", "s-country"),
        ("scenarios", "copy", "s-country", "mine"),
        ("new", "mine", "--policy", "s-country"),
        ("new", "mine", "--base-year", "1949"),
        ("generate", "--units", "0", "--seed", "1", "--out", "made"),
        ("generate", "--units", "5", "--seed", "-1", "--out", "made"),
        ("retirement",),
        ("retirement", "--birth", "1968-05"),
        ("retirement", "--birth", "1968-13", "--class", "men60"),
        ("retirement", "--birth", "1968-05", "--class", "men65"),
        ("retirement", "--birth", "1968-05", "--class", "men60", "--table", "-"),
        ("efficiency",),
        ("efficiency", "--approved", "0"),
        ("efficiency", "--approved", "30", "--points", "many"),
        ("efficiency", "--approved", "30", "--points", "-1"),
        ("efficiency", "--approved", "30", "--points", "nan"),
        ("efficiency", "--approved", "30000"),  # 100 ÷ 30,000 rounds to 0.00
    ],
)
def test_wrong_usage(
    cli: Callable[..., Any],
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert done.err
    assert not list(tmp_path.iterdir())
