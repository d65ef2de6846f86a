"""What the plan was made from: settings, rules, tables, as they were read."""

from collections.abc import Iterator, Mapping
from typing import Any

from allocator.evaluation.names import colour_name, grade_name
from allocator.report.document import Field, Grid, Section, Value
from allocator.report.names import policy_title, scenario_title
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, value_of
from allocator.report.plan.words import plan_years
from allocator.scenario.comparing import differences
from allocator.scenario.declared_keys import OVERRIDES, key_meaning
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_text import toml_value
from allocator.text import _, language

ECHOED = (
    "units",
    "posts",
    "standards",
    "leavers",
    "requests",
    "benefits",
    "assessments",
    "loans",
    "pools",
    "transfers",
    "ceilings",
)
"""Tables that are shown row by row. The roster is not: it is about persons."""


def input_section(basis: Basis) -> Section:
    """Settings, what the policy model sets, and how many rows each table has."""
    scenario = basis.scenario
    text = (
        _("The input is known by its fingerprint, {fingerprint}.").format(
            fingerprint=scenario.fingerprint
        ),
    )
    return Section(
        "input", _("Input"), text, grids=(_settings(scenario), _rules(scenario), _sizes(scenario))
    )


def input_tables(basis: Basis) -> tuple[Section, ...]:
    """Each table of its own, and the standing of the units; in the workbook alone."""
    tables = basis.scenario.tables
    sections = [_table(basis, name) for name in ECHOED if len(tables[name])]
    return (*sections, _standing(basis))


def _settings(scenario: Scenario) -> Grid:
    fields = (
        Field("key", _("Setting")),
        Field("value", _("Value")),
        Field("meaning", _("Meaning")),
    )
    return Grid("settings", _("Settings"), fields, tuple(_setting_rows(scenario)))


def _setting_rows(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    settings, policy = scenario.settings, scenario.policy
    told = (
        (_("Scenario"), scenario_title(scenario)),
        (_("Source of the figures"), settings.source),
        (_("Base year"), str(scenario.base_year)),
        (_("Plan years"), plan_years(scenario)),
        (_("Policy model"), policy_title(scenario)),
        (_("In force since"), policy.effective.isoformat() if policy.effective else ""),
        (_("Source of the rules"), policy.source),
    )
    yield from ((label, value, "") for label, value in told)
    for key, value in _flat(settings.overrides):
        yield _("Override {key}").format(key=key), toml_value(value), _meaning(key)


def _meaning(key: str) -> str:
    """What a key of the policy model is about; of a longer text, its first word."""
    return key_meaning((OVERRIDES, *key.partition(" ")[0].split(".")))


def _flat(overrides: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in overrides.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _rules(scenario: Scenario) -> Grid:
    """Keys of the policy model that are not as they are where a model says nothing."""
    policy = scenario.policy
    bare = Policy.model_validate(
        {"schema": 1, "name": policy.name, "lending": {"terms": list(policy.lending.terms)}}
    )
    fields = (
        Field("key", _("Key"), "id"),
        Field("value", _("Value")),
        Field("default", _("Unless set")),
        Field("meaning", _("Meaning")),
    )
    found = {
        "lending.terms": ("", ", ".join(map(str, policy.lending.terms))),
        **differences((bare, policy)),
    }
    rows = ((key, value, default, _meaning(key)) for key, (default, value) in found.items())
    title = _("What the policy model sets")
    return Grid("rules", title, fields, tuple(rows))


def _sizes(scenario: Scenario) -> Grid:
    fields = (Field("table", _("Table")), Field("rows", _("Rows"), "count"))
    rows = tuple((_title(name), len(scenario.tables[name])) for name in TABLES)
    return Grid("tables", _("Tables"), fields, rows)


def _title(name: str) -> str:
    table = TABLES[name]
    return table.title_zh if language() == "zh" else table.title


def _table(basis: Basis, name: str) -> Section:
    columns = TABLES[name].columns
    rows = [
        tuple(value_of(column, row[column.name]) for column in columns)
        for row in rows_of(basis.scenario.tables[name])
    ]
    fields = [field_of(column) for column in columns]
    if name == "posts" and len(basis.scenario.tables["staff"]):
        fields.append(Field("roster", _("On the roster"), "count", _("people")))
        rows = _with_roster(basis.scenario, rows)
    return _sheet(
        name, _title(name), Grid(f"input_{name}", _title(name), tuple(fields), tuple(rows))
    )


def _with_roster(scenario: Scenario, rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    people = scenario.tables["staff"].groupby(["unit_id", "quota_type"]).size().to_dict()
    cells = rows_of(scenario.tables["posts"])
    return [
        (*row, int(people.get((cell["unit_id"], cell["quota_type"]), 0)))
        for row, cell in zip(rows, cells, strict=True)
    ]


def _sheet(name: str, title: str, grid: Grid) -> Section:
    heading = _("Input {table}").format(table=title)
    return Section(f"input_{name}", heading, grids=(grid,), page=False)


def _standing(basis: Basis) -> Section:
    """Tier and colour of every unit, from grades or scores."""
    policy = basis.scenario.policy
    found = {
        "scores": _("scores"),
        "grades": _("a grade"),
        "none": _("neither: counts as tier 2"),
    }
    rows = tuple(
        (
            row["unit_id"],
            basis.unit_name(row["unit_id"]),
            row["group"],
            row["score"],
            row["rank"],
            grade_name(policy, row["grade"]),
            row["tier"],
            colour_name(row["colour"]),
            found[row["basis"]],
            row["frozen_until"],
        )
        for row in rows_of(basis.evaluated.table)
    )
    title = _("Tiers")
    return _sheet(
        "tiers", title, Grid("input_tiers", _("Tiers of the units"), _standing_fields(), rows)
    )


def _standing_fields() -> tuple[Field, ...]:
    return (
        field_of(TABLES["units"].column("unit_id")),
        Field("unit", _("Unit")),
        Field("group", _("Compared within")),
        Field("score", _("Score"), "number"),
        Field("rank", _("Rank"), "count"),
        Field("grade", _("Grade")),
        Field("tier", _("Tier"), "count"),
        Field("colour", _("Colour")),
        Field("basis", _("Follows from")),
        Field("frozen_until", _("Frozen until"), "year", _("the end of the year")),
    )
