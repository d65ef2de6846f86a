"""What people call choices and columns, scenarios and policy models."""

from collections.abc import Mapping
from typing import Any

from allocator.scenario.columns import Column
from allocator.scenario.scenario import Scenario
from allocator.text import _, language


def choice_name(column: Column, value: str) -> str:
    """A value of a column with choices, in the language in use."""
    if language() == "zh":
        return column.choices.get(value, value)
    return value.replace("_", " ")


def heading(column: Column) -> str:
    """The heading of a declared column, in the language in use."""
    return column.header_zh if language() == "zh" else column.name.replace("_", " ").capitalize()


def scenario_title(scenario: Scenario) -> str:
    """The title of a scenario in the language in use; its name where it has none."""
    title: str = getattr(scenario.settings.title, language())
    return title or scenario.settings.name


def policy_title(scenario: Scenario) -> str:
    """The title of a scenario's policy model, likewise."""
    title: str = getattr(scenario.policy.title, language())
    return title or scenario.policy.name


def recorded_scenario(record: Mapping[str, Any]) -> str:
    """The title of the scenario that a simulation or a study was made of.

    Its name where it has no title, as where the software that made the record did not keep any.
    """
    return _recorded(record, "scenario") or str(record["scenario"])


def recorded_policy(record: Mapping[str, Any]) -> str:
    """The title of its policy model, likewise."""
    return _recorded(record, "policy") or str(record["policy"]["name"])


def _recorded(record: Mapping[str, Any], what: str) -> str:
    titles = record.get("titles", {}).get(what, {})
    return str(titles.get(language(), ""))


def titled(title: str, name: str) -> str:
    """A title with the name that commands know it by, where that is another."""
    return title if title == name else _("{title} ({name})").format(title=title, name=name)
