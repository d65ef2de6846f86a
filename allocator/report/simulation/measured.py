"""Measures in a report: their titles, their units, their numbers."""

from math import isfinite

from allocator.report.document import Field, Value
from allocator.report.values import shown
from allocator.scenario.code_names import purpose_name
from allocator.simulation.measures import MEASURES
from allocator.text import _

BY_ID = {measure.id: measure for measure in MEASURES}

Item = tuple[str, str]
"""A measure, and what it is given by."""

PER_CENT = 100


def title_of(item: Item) -> str:
    """What is measured."""
    title, name = BY_ID[item[0]].title(), key_name(item)
    return f"{title} [{name}]" if name else title


def key_name(item: Item) -> str:
    """What it is given by, for people: a purpose by its name."""
    measure, key = item
    return purpose_name(key) if BY_ID[measure].by == "purpose" else key


def heading_of(item: Item) -> str:
    """What is measured, with the unit where the title does not tell it."""
    unit = BY_ID[item[0]].unit
    if unit not in ("months", "post-months"):
        return title_of(item)
    return _("{measure} ({unit})").format(measure=title_of(item), unit=unit_of(item))


def is_share(item: Item) -> bool:
    """Whether its numbers are shares, 1 being 100 %."""
    return BY_ID[item[0]].unit == "share"


def unit_of(item: Item) -> str:
    """Its unit in a grid, where shares are in per cent."""
    units = {
        "posts": _("posts"),
        "people": _("people"),
        "share": "%",
        "months": _("months"),
        "post-months": _("post-months"),
        "value": _("weighted posts"),
        "index": _("index"),
        "rounds": _("rounds"),
    }
    return units[BY_ID[item[0]].unit]


def in_grid(item: Item, value: float) -> Value:
    """A number of it for a grid: shares in per cent, nothing for what is no finite number."""
    if not isfinite(value):
        return None
    return float(value) * PER_CENT if is_share(item) else float(value)


def amount(item: Item, value: float) -> str:
    """A number of it with its unit, for a sentence."""
    if is_share(item):
        return shown(float(value), "share")
    return shown(float(value), "number")


def interval(item: Item, low: float, high: float) -> str:
    """Two ends of an interval; empty where there are none."""
    if not (isfinite(low) and isfinite(high)):
        return ""
    return _("{low} to {high}").format(low=amount(item, low), high=amount(item, high))


def item_fields() -> tuple[Field, ...]:
    """Fields that say what the numbers of a row are of."""
    return (
        Field("measure", _("measure")),
        Field("item", _("item"), "id", note=_("The purpose, tier, pool, or years ahead.")),
        Field("unit", _("unit")),
    )


def item_values(item: Item) -> tuple[str, str, str]:
    """Values of :func:`item_fields`."""
    return (BY_ID[item[0]].title(), key_name(item), unit_of(item))
