"""Writing scenarios as workbooks: a new file, whole or not at all."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario import builtin
from allocator.scenario.csv_folder import read_folder
from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.reading import locate_policy
from allocator.scenario.settings import SETTINGS_FILE
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items, layered, load_toml
from allocator.scenario.toml_text import toml_key
from allocator.scenario.typed import LINE, typed_table
from allocator.scenario.workbook_form.book import write_book
from allocator.scenario.workbook_form.content import Content
from allocator.scenario.writing import (
    AlreadyExistsError,
    UnknownBuiltinError,
    builtin_named,
    staging_beside,
)


def write_scenario_workbook(
    path: Path,
    settings_toml: str,
    tables: Mapping[str, pd.DataFrame],
    policy_toml: str | None = None,
    *,
    example: bool = False,
) -> None:
    """Write a scenario as a workbook to fill in or change, whole or not at all.

    The workbook is in the language in use, with drop-down lists and input checks below the rows
    that it has.

    Parameters
    ----------
    path : Path
        A new file; folders above it are made.
    settings_toml : str
        Text of ``scenario.toml``, whose keys become the sheet ``scenario``.
    tables : mapping of str to DataFrame
        Tables by name, with the columns and types of ``Scenario.tables``; each has a sheet.
    policy_toml : str, optional
        Text of a policy model, which is written beside the workbook as ``NAME.policy.toml`` and
        named by it.
    example : bool
        The rows are examples, to be replaced, and look so.

    Raises
    ------
    AlreadyExistsError
        There is something at ``path``, or where the policy model goes, already.
    UnknownBuiltinError
        The policy model is neither built in nor a file.
    InvalidData
        The policy model cannot be used.
    DoesNotFitError
        A table has more rows, or a cell a longer text, than a workbook holds.
    """
    keys = tomllib.loads(settings_toml, parse_float=Decimal)
    beside = path.with_name(f"{path.stem}.policy.toml")
    wanted = [path] if policy_toml is None else [beside, path]
    for file in wanted:
        if file.exists():
            raise AlreadyExistsError(file)
    with staging_beside(path) as staging:
        staging.mkdir()
        if policy_toml is not None:
            keys["policy"] = beside.name
            (staging / beside.name).write_text(policy_toml, encoding="utf-8", newline="\n")
        policy = _policy_named(keys, path.parent if policy_toml is None else staging)
        content = Content(tuple(_dotted(keys)), tables, policy, example)
        write_book(staging / path.name, content)
        for file in wanted:
            (staging / file.name).rename(file)


def _dotted(section: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Keys by their dotted names; a name with points of its own is quoted, as TOML has it."""
    for name, value in section.items():
        key = above + (toml_key(name) if "." in name and above != "overrides." else name)
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{key}.")
        else:
            yield key, value


def _policy_named(keys: Mapping[str, Any], folder: Path) -> Policy:
    """The policy model that the keys name, with what they change."""
    named = str(keys["policy"])
    file = locate_policy(named, folder)
    if file is None:
        raise UnknownBuiltinError(named, builtin.models())
    problems = Problems()
    own = load_toml(file, problems)
    layers = ((file.name, ()), (SETTINGS_FILE, dotted_items(keys.get("overrides", {}))))
    policy = None if own is None else layered(Policy, own, layers, problems)
    problems.raise_if_any()
    assert policy is not None  # noqa: S101 - one that is not valid is a problem, raised above
    return policy


def copy_scenario_workbook(name: str, path: Path) -> None:
    """Copy the built-in scenario ``name``, without its studies, to a workbook in the language used.

    Empty cells stay empty, so that what they mean still follows the policy model.

    Raises
    ------
    UnknownBuiltinError
        There is no built-in scenario of that name.
    AlreadyExistsError
        There is something at ``path`` already.
    """
    source = builtin_named(name, builtin.scenarios())
    problems = Problems()
    tables = {
        table: typed_table(TABLES[table], found.raw, problems).drop(columns=LINE)
        for table, found in read_folder(source, problems).items()
    }
    problems.raise_if_any()
    settings = (source / SETTINGS_FILE).read_text(encoding="utf-8")
    write_scenario_workbook(path, settings, tables)
