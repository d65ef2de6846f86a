"""Bring what the pages show up to date with what the software does.

    .venv/bin/python docs/update.py

rewrites, in the pages of ``PAGES``:

- the output of every ``console`` block, by running the lines that start with ``$``;
- the output of every ``pycon`` block, by running the lines that start with ``>>>``;
- what stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``, from ``GENERATED``.

``<!-- edit FILE: OLD → NEW -->`` changes a file of the page's own working folder between two
blocks. The tests make the same pages and compare, so a page that has fallen behind fails.
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

import pandas as pd
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import allocator.text
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.solve import solve
from allocator.cli.main import main as command_line
from allocator.scenario import builtin
from allocator.scenario.columns import Column, Table
from allocator.scenario.policy import Policy, Responses
from allocator.scenario.reading import read_policy, read_scenario
from allocator.scenario.settings import Settings
from allocator.scenario.tables import TABLES
from allocator.text import use_language

ROOT = Path(__file__).resolve().parents[1]

PAGES = {
    "README.md": "en",
    "README.zh.md": "zh",
    "docs/data.md": "en",
    "models/README.md": "en",
    "scenarios/s-county/README.md": "en",
}
"""Page → language of the commands in it."""

LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}
COLOUR_SETTINGS = ("FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE")

PART = re.compile(
    r"^```(?P<kind>console|pycon)\n(?P<block>.*?)^```$"
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


# --- tables made from the declarations -------------------------------------------------------


def markdown_table(headers: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A table; bars within a cell are made plain."""
    cells = [headers, ("---",) * len(headers), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in cells
    )


def _code(text: object) -> str:
    return f"`{text}`" if text not in (None, "") else ""


def policy_keys() -> str:
    """Every key of a policy model."""
    headers = ("key", "meaning", "default", "含义")
    return markdown_table(headers, _key_rows(Policy, ""))


def settings_keys() -> str:
    """Every key of ``scenario.toml``."""
    headers = ("key", "meaning", "default", "含义")
    return markdown_table(headers, _key_rows(Settings, ""))


def _key_rows(section: type[BaseModel], prefix: str) -> Iterator[tuple[str, ...]]:
    for name, info in section.model_fields.items():
        key = f"{prefix}{info.alias or name}"
        inner, places = _inner(info.annotation)
        if inner is Responses:
            inner, key = Responses.model_fields["green"].annotation, f"{key}.COLOUR"
        elif inner is None or _is_leaf(inner):
            yield (_code(key + places), *_meaning(info))
            continue
        yield from _key_rows(inner, f"{key}{places}.")


def _is_leaf(section: type[BaseModel]) -> bool:
    """Titles are one value in two languages."""
    return set(section.model_fields) == {"zh", "en"}


def _inner(annotation: Any) -> tuple[Any, str]:
    """The section a key holds, if any, and what its name has to show: ``[]`` for a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, ""
    parts = [part for part in getattr(annotation, "__args__", ()) if part is not type(None)]
    sections = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    listed = getattr(annotation, "__origin__", None) is tuple
    return (sections[0], "[]" if listed else "") if sections else (None, "")


def _meaning(info: Any) -> tuple[str, str, str]:
    default = "**required**" if info.is_required() else _code(_toml(info.default))
    return info.description, default, (info.json_schema_extra or {})["zh"]


def _toml(value: Any) -> str:
    """A default as a policy file would write it."""
    if value is None or value is PydanticUndefined:
        return ""
    if isinstance(value, BaseModel):
        return _toml(value.model_dump())
    if isinstance(value, dict):
        entries = ", ".join(f"{name} = {_toml(entry)}" for name, entry in value.items())
        return f"{{ {entries} }}" if entries else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def builtin_models() -> str:
    """The policy models that come with the software."""
    policies = [(path, read_policy(path)) for path in builtin.models().values()]
    rows = (
        (
            f"[`{policy.name}`]({path.name})",
            policy.title.en,
            policy.title.zh,
            str(policy.effective or ""),
            policy.source,
        )
        for path, policy in policies
    )
    return markdown_table(("name", "title", "标题", "effective", "source"), rows)


def scenario_tables() -> str:
    """Every column of every table of a scenario."""
    return "\n\n".join(map(_table, TABLES.values()))


def plan_files() -> str:
    """Every column of every table of a plan."""
    return "\n\n".join(map(_table, PLAN_TABLES.values()))


def _table(table: Table) -> str:
    duty = "required" if table.required else "optional"
    given = table.name in TABLES and TABLES[table.name] is table
    title = f"### `{table.name}.csv` — {table.title}, {table.title_zh}" + f" ({duty})" * given
    headers = ("column", "Chinese header", "meaning", "含义", "kind", *("default",) * given)
    rows = (_column(column)[: len(headers)] for column in table.columns)
    return f"{title}\n\n{markdown_table(headers, rows)}"


def _column(column: Column) -> tuple[str, ...]:
    star = "\\*" if column.required else ""
    return (
        _code(column.name) + star + " (key)" * column.key,
        column.header_zh,
        _plain(column.meaning),
        _plain(column.meaning_zh),
        _kind(column),
        "" if column.required else _code(_default(column.default)),
    )


def _plain(text: str) -> str:
    return text.replace("*", "\\*")


def _default(default: Any) -> Any:
    return str(default).lower() if isinstance(default, bool) else default


def _kind(column: Column) -> str:
    if column.kind == "choice":
        forms = column.choices.items()
        return ", ".join(_code(en) if en == zh else f"{_code(en)} {zh}" for en, zh in forms)
    if column.kind in ("integer", "decimal"):
        least = "" if column.least is None else f" ≥ {column.least}"
        most = "" if column.most is None else f", ≤ {column.most}"
        return column.kind + least + most
    return {"month": "month `YYYY-MM`", "boolean": "`true` / `false`"}.get(column.kind, column.kind)


def s_county_requests() -> str:
    """What each request of the worked scenario gets, from a plan solved now."""
    scenario = read_scenario("s-county")
    tables = solve(scenario).tables
    units = _columns(scenario.tables["units"], "unit_id", "name")
    types = _columns(scenario.tables["requests"], "request_id", "quota_type")
    years = {
        str(row.request_id): f"{row.start_year}–{row.due_year}"
        for row in tables["schedule"].itertuples()
    }
    rows = (
        (
            str(row.request_id),
            units[str(row.unit_id)],
            types[str(row.request_id)],
            *(str(count or "") for count in (row.asked, row.own_vacancies, row.lent)),
            years.get(str(row.request_id), ""),
            _code(row.reason),
            str(row.detail),
        )
        for row in tables["decisions"].itertuples()
    )
    headers = ("request", "unit", "type", "asked", "own", "lent", "years", "rule", "why not more")
    return markdown_table(headers, rows)


def _columns(table: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(table[key].map(str), table[value].map(str), strict=True))


GENERATED: dict[str, Callable[[], str]] = {
    "builtin-models": builtin_models,
    "plan-files": plan_files,
    "policy-keys": policy_keys,
    "s-county-requests": s_county_requests,
    "scenario-tables": scenario_tables,
    "settings-keys": settings_keys,
}


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
