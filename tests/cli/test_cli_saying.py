"""How it is said: quietly, in which language, in colour or not, with progress or not."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


ESCAPE = "\x1b"


def test_quiet_says_nothing_on_success(small: Any, cli: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    for command in (
        ("check", small.write()),
        ("solve", small.path, "--out", plan),
        ("audit", small.path, plan),
        ("new", tmp_path / "new"),
        ("generate", "--units", 3, "--seed", 1, "--out", tmp_path / "made"),
        ("models", "copy", "s-county", tmp_path / "mine.toml"),
        ("scenarios", "copy", "s-county", tmp_path / "mine"),
    ):
        done = cli(*command, "--quiet")
        assert (done.status, done.out, done.err) == (0, "", ""), command


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_language_is_asked_for_anywhere(cli: Call, place: str) -> None:
    for language in ("zh", "en"):
        asked = ("--lang", language)
        command = (*asked, "models") if place == "before" else ("models", *asked)
        titles = {"zh": "S县编制银行", "en": "S County quota bank"}
        assert titles[language] in cli(*command).out
        assert titles[language] in cli(*(f"--lang={language}",), "models").out


def test_the_language_is_that_of_the_locale(cli: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "S县编制银行" in cli("models").out
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "S County quota bank" in cli("models").out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_color_on_a_terminal(terminal: Call, small: Any, variables: dict[str, str]) -> None:
    said = terminal("check", small.write(), **variables)
    assert "public" in said
    assert "Checking" in said  # a bar moves the cursor, which is no colour
    colours = [int(code) for codes in re.findall(r"\x1b\[([\d;]*)m", said)
               for code in codes.split(";") if code]  # fmt: skip
    # 0, 1, 2, 22 reset and embolden; 30 and above are colours (ECMA-48, 8.3.117)
    assert not [code for code in colours if code >= 30]
    assert ESCAPE not in said[said.index("quota type") :]


def test_colours_on_a_terminal_unless_they_are_not_wanted(terminal: Call, small: Any) -> None:
    assert re.search(r"\x1b\[[\d;]*3\d", terminal("check", small.write(), TERM="xterm-256color"))


def test_no_escape_codes_on_a_pipe(shell: Call, small: Any) -> None:
    done = shell("check", small.write())
    assert ESCAPE not in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_progress_and_clears_it(
    terminal: Call, small: Any, tmp_path: Path
) -> None:
    said = terminal("solve", small.write(), "--out", tmp_path / "plan")
    assert "Preparing" in said
    assert "Plan written to" in said
    colours = r"\x1b\[[\d;]*m"
    assert re.search(colours, said)
    plain = terminal("solve", small.path, "--out", tmp_path / "plan", NO_COLOR="1")
    assert not re.search(colours, plain)
