"""What people call the values that the keys of a scenario take."""

from allocator.scenario.code_names import purpose_name, quota_type_name, sector_name
from allocator.text import _


def level_name(key: str, level: str) -> str:
    """A level of a factor in the language in use.

    Parameters
    ----------
    key : str
        What the factor sets, as ``retirement.law``; empty for one whose levels have names.
    level : str
        As the tables of a study have it.

    Returns
    -------
    str
        The level itself where it is a number, or where the software knows no name for it.
    """
    if not key:
        return level
    if level in ("true", "false"):
        return _("yes") if level == "true" else _("no")
    last = key.rpartition(".")[2]
    codes = {"purpose": purpose_name, "quota_type": quota_type_name, "sector": sector_name}
    if last in codes:
        return codes[last](level)
    return _names(key, last).get(level, level)


def _names(key: str, last: str) -> dict[str, str]:
    """Of the values of a key, or of one that ends like it."""
    if key == "retirement.law":
        return {
            "before_2025": _("the rules before 2025"),
            "decision_2024": _("the decision of 2024"),
        }
    if key == "deposit.mode":
        return {
            "all": _("every vacancy"),
            "share": _("a share of the vacancies"),
            "as_needed": _("as needed"),
            "none": _("none is collected"),
        }
    if key in ("simulation.demand.urgent", "simulation.demand.reserve_empty"):
        return {
            "wait": _("wait for the next round"),
            "reserve": _("draw on the reserve"),
            "refuse": _("are refused"),
        }
    if last == "distribution":
        return {
            "fixed": _("always the same"),
            "exponential": _("exponentially distributed"),
            "uniform": _("uniformly distributed"),
        }
    return {}
