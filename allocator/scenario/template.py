"""A scenario to fill in, as a folder or a workbook: example rows, and what the columns mean."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario import builtin
from allocator.scenario.column_guide import column_guide
from allocator.scenario.policy import Evaluation, Indicator, Policy
from allocator.scenario.policy.declared import fields_of, meaning_of
from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import RawTable
from allocator.scenario.settings import Settings
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import SCHEMA, load_toml, validated
from allocator.scenario.toml_text import toml_key, toml_value
from allocator.scenario.typed import LINE, typed_table
from allocator.scenario.workbook_form.writing import write_scenario_workbook
from allocator.scenario.writing import POLICY_FILE, UnknownBuiltinError, write_scenario
from allocator.text import _, language

FIRST_YEAR_OF_DECISION = 2025
"""The decision of 2024 on retirement is in force from the beginning of this year."""

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


def write_template_workbook(path: Path, policy: str, base_year: int) -> None:
    """Write a workbook to fill in, in the language in use, whole or not at all.

    Parameters
    ----------
    path : Path
        A new file; its name, without what follows the last point, becomes the scenario's.
    policy : str
        A built-in policy model's name, or the path of a policy file, which is copied beside the
        workbook as ``NAME.policy.toml``.
    base_year : int
        Year of the annual round.

    Raises
    ------
    UnknownBuiltinError
        The policy model is neither built in nor a file.
    InvalidData
        The policy file cannot be used.
    AlreadyExistsError
        There is something at ``path``, or where the policy file goes, already.
    """
    model = _model(policy)
    write_scenario_workbook(
        path,
        template_settings(path.stem, model.named, model.policy, base_year),
        template_tables(model.policy, base_year),
        model.text,
        example=True,
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
    for key, field in fields_of(Settings).items():
        if key in values:
            lines += ["", f"# {meaning_of(field)}", f"{toml_key(key)} = {toml_value(values[key])}"]
    lines += ["", "# " + _("Policy keys to change, by dotted name:")]
    if policy.retirement.law == "before_2025" and base_year >= FIRST_YEAR_OF_DECISION:
        lines += [
            "[overrides]",
            "# " + _("the model's own law ended with 2024; this is the one in force"),
            '"retirement.law" = "decision_2024"',
        ]
    else:
        lines += ["# [overrides]"]
    lines += ['# "lending.confidence" = 0.95', "", "# " + _("How the years are simulated, as:")]
    return "\n".join([*lines, "# [simulation.recruitment]", "# success = 0.8", ""])


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
    place = {"class": "C", "organisation_type": "public_institution"}
    since = {"vacant_since": str(base_year - 2)}
    return {
        "units": [
            {"sector": ""},
            school | place | {"name": "实验小学", "department": "教育局"},
        ],
        "posts": [
            since,
            school | since | {"approved": "2", "filled": "1", "reserved": "0", "keep": ""},
        ],
        "standards": [school],
        "staff": [school | {"birth": f"{max(1900, base_year - 57)}-05"}],
        "leavers": [{"year": str(base_year + after)} for after in range(2)],
        "requests": [
            {"start_year": year, "min_term": str(min(terms)), "max_term": str(max(terms))}
        ],
        "benefits": [{"current": "7.17", "posts": "2"}],
        "assessments": [{}],
        "loans": [{"start_year": str(base_year - 1), "due_year": year}],
        "pools": [{}, {"pool_id": "B2", "purpose": "talent", "capital": "10", "reserve": ""}],
        "transfers": [{}],
        "ceilings": [{"until": str(base_year + 2)}],
        **_marks(policy.evaluation, school, place[policy.evaluation.group_by]),
        "grades": [{"year": year} | _best_grade(policy.evaluation)],
    }


def _best_grade(evaluation: Evaluation) -> dict[str, str]:
    """By its name where the policy has named grades, else by tier and colour."""
    if not evaluation.grades:
        return {}
    return {"grade": evaluation.grades[0].id, "tier": "", "colour": ""}


def _marks(evaluation: Evaluation, unit: dict[str, str], group: str) -> Rows:
    """A mark of one unit for each of its indicators: measured where the policy has a scale.

    The last indicator that is scored has a questionnaire beside the score.
    """
    own = _indicators(evaluation, group)
    data, scorer, asker = (_heard(evaluation, *names) for names in _WHO_MARKS)
    measured = [leaf for leaf in own if leaf.scale is not None and data == "data"]
    scored = [leaf for leaf in own if leaf not in measured]
    return {
        "scores": [unit | {"indicator": leaf.id, "source": scorer} for leaf in scored],
        "questionnaires": [
            unit | {"indicator": leaf.id, "source": asker}
            for leaf in scored[-1:]
            if asker != scorer
        ],
        "measures": [
            unit | {"indicator": leaf.id, "value": format(leaf.scale.best, "f")}
            for leaf in measured
            if leaf.scale is not None
        ],
    }


_WHO_MARKS = (("data", "office"), ("office", "function", "self"), ("peer", "office", "self"))
"""Sources of measures, scores and questionnaires, each before those that stand in for it."""


def _heard(evaluation: Evaluation, *names: str) -> str:
    """The first of the sources whose marks count under the policy; else the last."""
    return next((name for name in names if evaluation.source_weight(name)), names[-1])


def _indicators(evaluation: Evaluation, group: str) -> tuple[Indicator, ...]:
    """Last-level indicators of a class or type, none where none of them weighs anything."""
    leaves = evaluation.leaves()
    if evaluation.method == "ahp":
        return leaves
    weigh = any(leaf.weight_for(group) for leaf in leaves)
    return tuple(leaf for leaf in leaves if weigh and leaf.weight_for(group) is not None)
