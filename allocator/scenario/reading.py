"""Reading a scenario: folder or workbook → raw tables → typed tables → checked scenario."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from allocator.listening import nobody
from allocator.scenario import builtin
from allocator.scenario.changes.change import is_cell
from allocator.scenario.changes.edited import Edits
from allocator.scenario.columns import Table
from allocator.scenario.declared_keys import whole_number_bounds
from allocator.scenario.fingerprint import fingerprint
from allocator.scenario.finishing import finished
from allocator.scenario.origin import origin_of
from allocator.scenario.policy import Policy
from allocator.scenario.problems import InvalidData, Problems
from allocator.scenario.raw_table import TableFile
from allocator.scenario.relations import check_relations
from allocator.scenario.relations.data import Data
from allocator.scenario.scenario import Scenario
from allocator.scenario.settings import SETTINGS_FILE, SETTINGS_KEYS, Settings
from allocator.scenario.source import Source, folder_of, open_source
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items, layered, load_toml, validated
from allocator.scenario.typed import LINE, typed_table
from allocator.text import _, language
from allocator.text.listing import listed

COMMAND_LINE = "--set"
BASE_YEAR = "base_year"

Told = Callable[[str, float], None]
"""Is told what is done next, and what share of all is done by then."""

_OPENED = {"folder": 0.25, "workbook": 0.77}
_TYPED = {"folder": 0.45, "workbook": 0.87}
"""Shares of the time in which the files are read, and the tables as well: measured in processor
time on a synthetic scenario of 3,750 units with a roster of 50,000."""


def _title(table: Table) -> str:
    return table.title_zh if language() == "zh" else table.title


def read_scenario(
    source: str | Path,
    overrides: Iterable[tuple[str, Any]] = (),
    *,
    checks: Iterable[Callable[[Data], Any]] = (),
    place: str = COMMAND_LINE,
    told: Told = nobody,
) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    source : str or Path
        A folder, the name of a built-in scenario (a folder of that name wins), or a workbook.
    overrides : iterable of (key, value)
        Scenario and policy keys to change, by dotted name, after the scenario's own; and cells
        of tables, as ``("pools[P1].capital", 5)``, changed as if edited in the file. A row
        that is missing is added to ``grades`` alone.
    checks : iterable of callable
        Further checks, whose problems belong in the same report, such as
        :func:`allocator.evaluation.checks.weights_derivable`.
    place : str
        Where the overrides were given, as the report names it.
    told : callable
        Of files, sheets and tables, before each is read.

    Raises
    ------
    InvalidData
        With every problem of every file, in one report.
    """
    problems = Problems()
    told(_("Reading"), 0.0)
    path = locate(source, problems)
    kind = "folder" if path.is_dir() else "workbook"
    read, typed = _OPENED[kind], _TYPED[kind]
    opened = open_source(path, problems, lambda what, done: told(what, read * done))
    given_keys = tuple(overrides)
    chosen = tuple(item for item in given_keys if not is_cell(item[0]))
    settings, policy = _understood(opened, chosen, place, problems)
    base_year = stated_year(opened.keys or {}, chosen)
    edits = Edits(dict(opened.tables), base_year, place, opened.file_of)
    edits.apply((item for item in given_keys if is_cell(item[0])), problems)
    found = edits.found
    require_tables(opened, found, problems)
    given = {name: found.get(name, TableFile(opened.file_of(name), None)) for name in TABLES}
    files = {name: table.file for name, table in given.items()}
    frames = {}
    for number, (name, table) in enumerate(TABLES.items()):
        done = read + (typed - read) * number / len(TABLES)
        told(_("Reading the table {table}").format(table=_title(table)), done)
        frames[name] = typed_table(table, given[name].raw, problems)
    told(_("Checking"), typed)
    if base_year is not None:  # a year is part of the key of a grade
        frames["grades"]["year"] = frames["grades"]["year"].fillna(base_year)
    named = policy_name(opened.keys or {}, chosen)
    check_relations(
        frames,
        files,
        settings,
        policy,
        problems,
        policy_file=policy_file(named, folder_of(opened.path)),
        absent=frozenset(set(TABLES) - set(found)),
        stated_year=base_year,
        more=checks,
    )
    edits.told_of(problems)
    opened.told_of(problems)
    problems.raise_if_any()
    assert settings is not None  # noqa: S101 - a missing one is a problem, raised above
    assert policy is not None  # noqa: S101
    tables = {
        name: finished(name, frame.drop(columns=LINE), settings, policy)
        for name, frame in frames.items()
    }
    return Scenario(
        settings,
        policy,
        tables,
        tuple(sorted(set(problems.warnings))),
        fingerprint(settings, policy, tables),
        origin_of(opened.path, given_keys),
    )


def _understood(
    source: Source, chosen: tuple[tuple[str, Any], ...], place: str, problems: Problems
) -> tuple[Settings | None, Policy | None]:
    keys, file = source.keys, source.settings_file
    if keys is None:
        return None, None
    folder = folder_of(source.path)
    return (
        settings_of(keys, chosen, place, problems, file=file),
        policy_of(folder, keys, chosen, place, problems, file=file),
    )


def read_policy(path: Path) -> Policy:
    """A policy model by itself.

    Raises
    ------
    InvalidData
        With every problem of the file.
    """
    problems = Problems()
    keys = load_toml(path, problems)
    policy = None if keys is None else validated(Policy, keys, path.name, problems)
    problems.raise_if_any()
    assert policy is not None  # noqa: S101 - raised above otherwise
    return policy


def read_settings(folder: Path) -> Settings:
    """What ``scenario.toml`` of a folder says, without its tables.

    Raises
    ------
    InvalidData
        With every problem of the file.
    """
    problems = Problems()
    keys = load_toml(folder / SETTINGS_FILE, problems)
    settings = None if keys is None else validated(Settings, keys, SETTINGS_FILE, problems)
    problems.raise_if_any()
    assert settings is not None  # noqa: S101 - raised above otherwise
    return settings


def locate(source: str | Path, problems: Problems) -> Path:
    """The folder or file of a scenario, given as a path or as a built-in's name."""
    path = Path(source)
    if not path.is_dir():
        path = builtin.scenarios().get(str(source), path)
    if path.is_dir() or path.is_file():
        return path
    problems.add(
        str(source),
        0,
        "",
        found=_("no such folder or workbook"),
        expected=_(
            "a scenario's folder, its workbook (.xlsx), or one of the built-in scenarios: {names}"
        ).format(names=listed(builtin.scenarios())),
        mend=_("Check the name; “allocator new DIR” makes a scenario to fill in."),
    )
    raise InvalidData(problems.problems)


def settings_of(
    keys: dict[str, Any],
    overrides: tuple[tuple[str, Any], ...],
    place: str,
    problems: Problems,
    *,
    file: str = SETTINGS_FILE,
) -> Settings | None:
    """What ``scenario.toml`` or the sheet ``file`` says, with the overrides that are its own."""
    own = [(name, value) for name, value in overrides if is_settings_key(name)]
    return layered(Settings, keys, ((file, ()), (place, own)), problems)


def stated_year(keys: dict[str, Any], overrides: tuple[tuple[str, Any], ...]) -> int | None:
    """The base year, whatever else is wrong with the keys; ``None`` where it is none itself.

    Many checks need nothing else of them, and are made at once so.
    """
    year = dict(overrides).get(BASE_YEAR, keys.get(BASE_YEAR))
    least, most = whole_number_bounds([BASE_YEAR]) or (0, 0)
    sound = isinstance(year, int) and not isinstance(year, bool) and least <= year <= most
    return year if sound else None


def is_settings_key(name: str) -> bool:
    """Whether a dotted key belongs to ``scenario.toml`` rather than to the policy model."""
    return name.split(".")[0] in SETTINGS_KEYS


def policy_of(
    folder: Path,
    settings: dict[str, Any],
    overrides: tuple[tuple[str, Any], ...],
    place: str,
    problems: Problems,
    *,
    file: str = SETTINGS_FILE,
) -> Policy | None:
    """The policy that the keys of ``scenario.toml`` name, whatever else is wrong with them."""
    named = policy_name(settings, overrides)
    if not named:
        return None
    path = locate_policy(named, folder)
    if path is None:
        _no_policy(file, named, problems)
        return None
    keys = load_toml(path, problems)
    if keys is None:
        return None
    of_scenario = settings.get("overrides")
    layers = (
        (path.name, ()),
        (file, dotted_items(of_scenario) if isinstance(of_scenario, dict) else ()),
        (place, [item for item in overrides if not is_settings_key(item[0])]),
    )
    return layered(Policy, keys, layers, problems)


def policy_name(settings: dict[str, Any], overrides: tuple[tuple[str, Any], ...]) -> str:
    """The policy model that ``scenario.toml`` or the command line names; empty for none."""
    named = dict(overrides).get("policy", settings.get("policy"))
    return named if isinstance(named, str) else ""


def policy_file(named: str, folder: Path) -> str:
    """How problems call the file of a policy model."""
    path = locate_policy(named, folder) if named else None
    return path.name if path else named


def _no_policy(file: str, named: str, problems: Problems) -> None:
    problems.add(
        file,
        0,
        "policy",
        found=f"“{named}”",
        expected=_("a file, or one of the built-in policy models: {names}").format(
            names=listed(builtin.models())
        ),
        mend=_("Correct the name or the path (relative to the scenario's folder)."),
    )


def locate_policy(name: str, folder: Path) -> Path | None:
    """The file of a policy model: a path relative to ``folder``, else a built-in's name."""
    path = folder / name
    return path if path.is_file() else builtin.models().get(name)


def require_tables(source: Source, found: Collection[str], problems: Problems) -> None:
    """Note every table that a scenario cannot do without, and does."""
    for table in TABLES.values():
        if table.required and table.name not in found:
            source.note_missing(table.name, problems)
