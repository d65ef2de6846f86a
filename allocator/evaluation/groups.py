"""The group within which a unit is weighted and ranked: its class, or its organisation type."""

from allocator.scenario.scenario import Scenario


def groups_of(scenario: Scenario) -> dict[str, str]:
    """Unit → class or organisation type, as ``evaluation.group_by`` says."""
    units = scenario.tables["units"]
    column = units[scenario.policy.evaluation.group_by]
    return dict(zip(units["unit_id"].tolist(), column.tolist(), strict=True))
