"""Reading a scenario: folder → raw tables → typed tables → checked scenario."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from allocator.scenario import builtin
from allocator.scenario.changes.change import is_cell
from allocator.scenario.changes.edited import Edits
from allocator.scenario.csv_folder import TableFile, read_folder
from allocator.scenario.fingerprint import fingerprint
from allocator.scenario.finishing import finished
from allocator.scenario.policy import Policy
from allocator.scenario.problems import InvalidData, Problems
from allocator.scenario.relations import check_relations
from allocator.scenario.relations.data import Data
from allocator.scenario.scenario import Scenario
from allocator.scenario.settings import SETTINGS_KEYS, Settings
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items, layered, load_toml, validated
from allocator.scenario.typed import LINE, typed_table
from allocator.text import _

COMMAND_LINE = "--set"
SETTINGS_FILE = "scenario.toml"


def read_scenario(
    source: str | Path,
    overrides: Iterable[tuple[str, Any]] = (),
    *,
    checks: Iterable[Callable[[Data], Any]] = (),
    place: str = COMMAND_LINE,
) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    source : str or Path
        A folder, or the name of a built-in scenario (a folder of that name wins).
    overrides : iterable of (key, value)
        Scenario and policy keys to change, by dotted name, after the scenario's own; and cells
        of tables, as ``("pools[P1].capital", 5)``, changed as if edited in the file. A row
        that is missing is added to ``grades`` alone.
    checks : iterable of callable
        Further checks, whose problems belong in the same report, such as
        :func:`allocator.evaluation.checks.weights_derivable`.
    place : str
        Where the overrides were given, as the report names it.

    Raises
    ------
    InvalidData
        With every problem of every file, in one report.
    """
    problems = Problems()
    folder = locate(source, problems)
    given_keys = tuple(overrides)
    chosen = tuple(item for item in given_keys if not is_cell(item[0]))
    keys = load_toml(folder / SETTINGS_FILE, problems)
    settings = None if keys is None else settings_of(keys, chosen, place, problems)
    policy = None if keys is None else policy_of(folder, keys, chosen, place, problems)
    edits = Edits(read_folder(folder, problems), settings.base_year if settings else None, place)
    edits.apply((item for item in given_keys if is_cell(item[0])), problems)
    found = edits.found
    require_tables(found, problems)
    given = {name: found.get(name, TableFile(f"{name}.csv", None)) for name in TABLES}
    files = {name: table.file for name, table in given.items()}
    frames = {name: typed_table(table, given[name].raw, problems) for name, table in TABLES.items()}
    if settings is not None:  # a year is part of the key of a grade
        frames["grades"]["year"] = frames["grades"]["year"].fillna(settings.base_year)
    named = policy_name(keys or {}, chosen)
    check_relations(
        frames,
        files,
        settings,
        policy,
        problems,
        policy_file=policy_file(named, folder),
        more=checks,
    )
    edits.told_of(problems)
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
    settings = None if keys is None else settings_of(keys, (), COMMAND_LINE, problems)
    problems.raise_if_any()
    assert settings is not None  # noqa: S101 - raised above otherwise
    return settings


def locate(source: str | Path, problems: Problems) -> Path:
    """The folder of a scenario, given as a path or as a built-in's name."""
    folder = Path(source)
    if not folder.is_dir():
        folder = builtin.scenarios().get(str(source), folder)
    if folder.is_dir():
        return folder
    problems.add(
        str(source),
        0,
        "",
        found=_("no such folder"),
        expected=_("a scenario folder, or one of the built-in scenarios: {names}").format(
            names=", ".join(builtin.scenarios())
        ),
        mend=_("Check the name; “allocator new DIR” makes a scenario to fill in."),
    )
    raise InvalidData(problems.problems)


def settings_of(
    keys: dict[str, Any], overrides: tuple[tuple[str, Any], ...], place: str, problems: Problems
) -> Settings | None:
    """What ``scenario.toml`` says, with the overrides that are its own."""
    own = [(name, value) for name, value in overrides if is_settings_key(name)]
    return layered(Settings, keys, ((SETTINGS_FILE, ()), (place, own)), problems)


def is_settings_key(name: str) -> bool:
    """Whether a dotted key belongs to ``scenario.toml`` rather than to the policy model."""
    return name.split(".")[0] in SETTINGS_KEYS


def policy_of(
    folder: Path,
    settings: dict[str, Any],
    overrides: tuple[tuple[str, Any], ...],
    place: str,
    problems: Problems,
) -> Policy | None:
    """The policy that the keys of ``scenario.toml`` name, whatever else is wrong with them."""
    named = policy_name(settings, overrides)
    if not named:
        return None
    path = locate_policy(named, folder)
    if path is None:
        _no_policy(named, problems)
        return None
    keys = load_toml(path, problems)
    if keys is None:
        return None
    of_scenario = settings.get("overrides")
    layers = (
        (path.name, ()),
        (SETTINGS_FILE, dotted_items(of_scenario) if isinstance(of_scenario, dict) else ()),
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


def _no_policy(named: str, problems: Problems) -> None:
    problems.add(
        SETTINGS_FILE,
        0,
        "policy",
        found=f"“{named}”",
        expected=_("a file, or one of the built-in policy models: {names}").format(
            names=", ".join(builtin.models())
        ),
        mend=_("Correct the name or the path (relative to the scenario's folder)."),
    )


def locate_policy(name: str, folder: Path) -> Path | None:
    """The file of a policy model: a path relative to ``folder``, else a built-in's name."""
    path = folder / name
    return path if path.is_file() else builtin.models().get(name)


def require_tables(found: Collection[str], problems: Problems) -> None:
    """Note every table that a scenario cannot do without, and does."""
    for table in TABLES.values():
        if table.required and table.name not in found:
            problems.add(
                f"{table.name}.csv",
                0,
                "",
                found=_("no such file"),
                expected=_("the table {table}").format(table=table.name),
                mend=_("Add the file; “allocator new DIR” shows its form."),
            )
