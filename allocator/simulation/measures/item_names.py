"""What measures are given by, in words."""

from allocator.scenario.code_names import purpose_name
from allocator.simulation.measures.measure import Measure
from allocator.text import _


def key_name(measure: Measure, key: str) -> str:
    """One of those that a measure is given by, for people: a purpose by its name."""
    return purpose_name(key) if measure.by == "purpose" else key


def item_title(measure: Measure, key: str) -> str:
    """What is measured, and of which of them; ``key`` is empty where there is but one number."""
    if not key:
        return measure.title()
    return _("{measure} [{item}]").format(measure=measure.title(), item=key_name(measure, key))
