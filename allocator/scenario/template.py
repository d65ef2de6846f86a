"""A scenario to fill in: example rows in every table, and a page that describes the columns."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario import builtin
from allocator.scenario.column_guide import column_guide
from allocator.scenario.csv_folder import RawTable
from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.settings import Settings
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import SCHEMA, load_toml, validated
from allocator.scenario.toml_text import toml_key, toml_value
from allocator.scenario.typed import LINE, typed_table
from allocator.scenario.writing import POLICY_FILE, UnknownBuiltinError, write_scenario
from allocator.text import _, language

LEAST_HORIZON = 6
"""Plan years of a template, where the policy does not need more."""

Rows = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Model:
    """The policy model that a template is for.

    Attributes
    ----------
    named : str
        What ``scenario.toml`` calls it: a built-in's name, or the file beside it.
    text : str or None
        Text of the file to put beside ``scenario.toml``; ``None`` for a built-in.
    policy : Policy
    """

    named: str
    text: str | None
    policy: Policy


def write_template(folder: Path, policy: str, base_year: int) -> None:
    """Write a scenario to fill in, in the language in use, whole or not at all.

    Parameters
    ----------
    folder : Path
        A new folder, or an empty one; its name becomes the scenario's.
    policy : str
        A built-in policy model's name, or the path of a policy file, which is copied.
    base_year : int
        Year of the annual round.

    Raises
    ------
    UnknownBuiltinError
        The policy model is neither built in nor a file.
    InvalidData
        The policy file cannot be used.
    AlreadyExistsError
        The folder is there and not empty, or is a file.
    """
    model = _model(policy)
    write_scenario(
        folder,
        template_settings(folder.absolute().name, model.named, model.policy, base_year),
        template_tables(model.policy, base_year),
        model.text,
        language(),
        readme=column_guide(),
        for_excel=True,
    )


def _model(name: str) -> Model:
    known = builtin.models()
    path = known.get(name, Path(name))
    if not path.is_file():
        raise UnknownBuiltinError(name, known)
    problems = Problems()
    keys = load_toml(path, problems)
    policy = None if keys is None else validated(Policy, keys, path.name, problems)
    problems.raise_if_any()
    assert policy is not None  # noqa: S101 - a policy that is not valid is a problem, raised above
    if name in known:
        return Model(name, None, policy)
    return Model(POLICY_FILE, path.read_bytes().decode("utf-8-sig"), policy)


def template_settings(name: str, policy_name: str, policy: Policy, base_year: int) -> str:
    """``scenario.toml``, each key with its meaning above it."""
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "name": name or "scenario",
        "title": {"zh": "", "en": ""},
        "source": "",
        "base_year": base_year,
        "horizon": max(LEAST_HORIZON, *policy.lending.terms, policy.recall.renewal.years + 1),
        "policy": policy_name,
    }
    lines = ["# " + _("Fill in; README.md beside this file describes the tables.")]
    for field_name, field in Settings.model_fields.items():
        key = field.alias or field_name
        if key in values:
            lines += ["", f"# {_meaning(field)}", f"{toml_key(key)} = {toml_value(values[key])}"]
    lines += ["", "# " + _("Policy keys to change, by dotted name:"), "# [overrides]"]
    return "\n".join([*lines, '# "lending.confidence" = 0.95', ""])


def _meaning(field: Any) -> str:
    zh = (field.json_schema_extra or {}).get("zh", "")
    return str(zh if language() == "zh" else field.description)


def template_tables(policy: Policy, base_year: int) -> dict[str, pd.DataFrame]:
    """Every table with example rows that agree with each other and with ``policy``."""
    problems = Problems()
    tables = {
        name: typed_table(TABLES[name], _raw(name, rows), problems).drop(columns=LINE)
        for name, rows in _rows(policy, base_year).items()
    }
    problems.raise_if_any()
    return tables


def _raw(name: str, rows: list[dict[str, str]]) -> RawTable:
    """Rows that say only what differs from the declared examples, as cells."""
    columns = TABLES[name].columns
    cells = [tuple(row.get(column.name, column.example) for row in rows) for column in columns]
    return RawTable(name, tuple(c.name for c in columns), list(range(len(rows))), cells)


def _rows(policy: Policy, base_year: int) -> Rows:
    """Two units: a bureau with counted leavers, and a school with a roster of one."""
    terms, year = policy.lending.terms, str(base_year)
    school = {"unit_id": "U002"}
    return {
        "units": [
            {"sector": ""},
            school
            | {"name": "实验小学", "department": "教育局", "class": "C"}
            | {"organisation_type": "public_institution"},
        ],
        "posts": [{}, school | {"approved": "2", "filled": "1", "reserved": "0", "keep": ""}],
        "staff": [school | {"birth": f"{max(1900, base_year - 57)}-05"}],
        "leavers": [{"year": str(base_year + after)} for after in range(2)],
        "requests": [
            {"start_year": year, "min_term": str(min(terms)), "max_term": str(max(terms))}
        ],
        "benefits": [{"current": "7.17", "posts": "2"}],
        "loans": [{"start_year": str(base_year - 1), "due_year": year}],
        "pools": [{}, {"pool_id": "B2", "purpose": "talent", "capital": "10", "reserve": ""}],
        "transfers": [{}],
        "ceilings": [{}],
        "scores": [school | {"indicator": leaf} for leaf in _leaves(policy)[:1]],
        "grades": [{}],
    }


def _leaves(policy: Policy) -> list[str]:
    indicators = policy.evaluation.indicators
    parents = {indicator.parent for indicator in indicators}
    return [indicator.id for indicator in indicators if indicator.id not in parents]
