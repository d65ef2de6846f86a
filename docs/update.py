"""Bring what the pages show up to date with what the software does.

    .venv/bin/python docs/update.py

rewrites, in the pages of ``PAGES``:

- the output of every ``console`` block, by running the lines that start with ``$``;
- the output of every ``pycon`` block, by running the lines that start with ``>>>``;
- what stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``, from ``GENERATED``.

A block ``csv FILE`` is written to that file of the page's own working folder, and
``<!-- edit FILE: OLD → NEW -->`` changes a file there between two blocks. The tests make the
same pages and compare, so a page that has fallen behind fails.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import allocator.text
from allocator.cli.main import main as command_line
from allocator.text import use_language

sys.path.insert(0, str(Path(__file__).parent))  # the tests load this file by its path
from from_benchmarks import BENCHMARKED
from from_declarations import DECLARED
from from_scenarios import WORKED

ROOT = Path(__file__).resolve().parents[1]

PAGES = {
    "README.md": "en",
    "README.zh.md": "zh",
    "docs/data.md": "en",
    "docs/simulation.md": "en",
    "docs/studies.md": "en",
    "models/README.md": "en",
    "scenarios/s-county/README.md": "en",
    "scenarios/gansu-ahp/README.md": "en",
    "scenarios/sichuan-epsilon/README.md": "en",
    "scenarios/national-pooling/README.md": "en",
    "scenarios/suining/README.md": "en",
}
"""Page → language of the commands in it."""

LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}
COLOUR_SETTINGS = ("FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE")

PART = re.compile(
    r"^```(?P<kind>console|pycon)\n(?P<block>.*?)^```$"
    r"|^```csv (?P<csv>\S+)\n(?P<content>.*?)^```$"
    r"|^<!-- edit (?P<file>\S+): (?P<old>.*?) → (?P<new>.*?) -->$"
    r"|^<!-- generated: (?P<name>\S+) -->\n.*?^<!-- end -->$",
    re.DOTALL | re.MULTILINE,
)


# --- pages ---------------------------------------------------------------------------------


def refreshed(page: str) -> str:
    """The text that ``page`` should have."""
    text = (ROOT / page).read_text(encoding="utf-8")
    with _working_folder(_language(PAGES[page])):
        session = Session()
        return PART.sub(session.part, text)


def _language(wanted: str) -> str:
    """``wanted``, or English while its messages have not been compiled."""
    compiled = Path(allocator.text.__file__).parent / "catalogues" / wanted
    there = (compiled / "LC_MESSAGES" / "allocator.mo").is_file()
    return wanted if there else "en"


@contextlib.contextmanager
def _working_folder(language: str) -> Iterator[None]:
    """An empty working folder and the locale of ``language``, for a while."""
    environment, before = dict(os.environ), allocator.text.language()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        try:
            os.environ.update(LC_ALL=LOCALES[language], NO_COLOR="1")
            for name in COLOUR_SETTINGS:
                os.environ.pop(name, None)
            use_language(language)
            yield
        finally:
            os.environ.clear()
            os.environ.update(environment)
            use_language(before)


@dataclass
class Session:
    """What the blocks of one page have in common: the names that Python code has defined."""

    names: dict[str, Any] = field(default_factory=dict)

    def part(self, found: re.Match[str]) -> str:
        """The part of the page, brought up to date."""
        if found["kind"] == "console":
            return f"```console\n{_console(found['block'])}```"
        if found["kind"] == "pycon":
            return f"```pycon\n{self._python(found['block'])}```"
        if found["csv"]:
            Path(found["csv"]).write_text(found["content"], encoding="utf-8")
            return found[0]
        if found["name"]:
            made = GENERATED[found["name"]]()
            return f"<!-- generated: {found['name']} -->\n{made}\n<!-- end -->"
        _edit(Path(found["file"]), found["old"], found["new"])
        return found[0]

    def _python(self, block: str) -> str:
        shown = []
        for example in doctest.DocTestParser().get_examples(block):
            first, *rest = example.source.splitlines()
            shown += [f">>> {first}", *(f"... {line}" for line in rest)]
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(example.source, "<page>", "single"), self.names)  # noqa: S102
            shown += _lines(out.getvalue())
        return "".join(f"{line}\n" for line in shown)


def _edit(file: Path, old: str, new: str) -> None:
    old, new = old.replace("\\n", "\n"), new.replace("\\n", "\n")
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{file}: expected “{old}” once, found it {text.count(old)} times")
    file.write_text(text.replace(old, new), encoding="utf-8")


def _lines(output: str) -> list[str]:
    return [line.rstrip() for line in output.splitlines()]


# --- commands ------------------------------------------------------------------------------


def _console(block: str) -> str:
    """The block's commands, each followed by what it prints now."""
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            shown += [line, *_run(line[2:])]
    return "".join(f"{line}\n" for line in shown)


def _run(line: str) -> list[str]:
    first, *filters = (shlex.split(part) for part in line.split(" | "))
    with contextlib.redirect_stderr(io.StringIO()) as error:
        lines = PROGRAMS[first[0]](first[1:])
    for program, *arguments in filters:
        lines = FILTERS[program](arguments, lines)
    return _lines(error.getvalue()) + lines


def _allocator(arguments: list[str]) -> list[str]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        command_line(arguments)
    return _lines(out.getvalue())


def _head(arguments: list[str], lines: list[str]) -> list[str]:
    return lines[: int(arguments[-1].removeprefix("-"))]


def _grep(arguments: list[str], lines: list[str]) -> list[str]:
    return [line for line in lines if re.search(arguments[-1], line)]


FILTERS: dict[str, Callable[[list[str], list[str]], list[str]]] = {"head": _head, "grep": _grep}
PROGRAMS: dict[str, Callable[[list[str]], list[str]]] = {
    "allocator": _allocator,
    "cat": lambda arguments: _read(arguments[0]),
    "head": lambda arguments: _head(arguments[:-1], _read(arguments[-1])),
    "grep": lambda arguments: _grep(arguments[:-1], _read(arguments[-1])),
}
"""Enough of a shell for the pages."""


def _read(name: str) -> list[str]:
    return _lines(Path(name).read_text(encoding="utf-8-sig"))


GENERATED: dict[str, Callable[[], str]] = DECLARED | WORKED | BENCHMARKED
"""Name in a page → what makes the table that stands there."""


def update() -> list[str]:
    """Rewrite the pages that have fallen behind; their names."""
    changed = []
    for page in PAGES:
        text, path = refreshed(page), ROOT / page
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            changed.append(page)
    return changed


if __name__ == "__main__":
    sys.stdout.write("".join(f"{page}: brought up to date\n" for page in update()))
