"""What people call choices and columns, scenarios and policy models."""

from allocator.scenario.columns import Column
from allocator.scenario.scenario import Scenario
from allocator.text import language


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
