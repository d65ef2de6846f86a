"""Measures in a report: their titles, their units, their numbers."""

from collections.abc import Callable
from decimal import Decimal
from math import isfinite

from allocator.report.document import Field, Value
from allocator.report.values import NOTHING, shown
from allocator.simulation.measures import MEASURES
from allocator.simulation.measures.item_names import item_title, key_name
from allocator.text import _

BY_ID = {measure.id: measure for measure in MEASURES}

Item = tuple[str, str]
"""A measure, and what it is given by."""

PER_CENT = 100


def title_of(item: Item) -> str:
    """What is measured."""
    return item_title(BY_ID[item[0]], item[1])


def heading_of(item: Item) -> str:
    """What is measured, with the unit where the title does not tell it."""
    unit = BY_ID[item[0]].unit
    if unit not in ("months", "post-months"):
        return title_of(item)
    return _("{measure} ({unit})").format(measure=title_of(item), unit=unit_of(item))


def heading_of_differences(item: Item) -> str:
    """The same above differences; those of shares are in percentage points."""
    if not is_share(item):
        return heading_of(item)
    return _("{measure} ({unit})").format(measure=title_of(item), unit=unit_of_differences(item))


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


def unit_of_differences(item: Item) -> str:
    """Unit of differences of it in a grid."""
    return _("pp") if is_share(item) else unit_of(item)


def unit_beside_differences(item: Item) -> str:
    """Unit in a grid that has differences of it beside its numbers."""
    return _("%; of differences: pp") if is_share(item) else unit_of(item)


def in_grid(item: Item, value: float) -> Value:
    """A number of it for a grid: shares in per cent, nothing for what is no finite number."""
    return in_unit(item, value) if isfinite(value) else None


def in_unit(item: Item, value: float) -> float:
    """A number of it, or a difference of two, in the unit that a grid has it in."""
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


def difference(item: Item, value: float) -> str:
    """A difference of two numbers of it with its unit, for a sentence."""
    if not (is_share(item) and isfinite(value)):
        return amount(item, value)
    return _("{points} pp").format(points=bare_difference(item, value))


def bare_difference(item: Item, value: float) -> str:
    """The same where the unit stands elsewhere."""
    if not is_share(item):
        return amount(item, value)
    if not isfinite(value):
        return NOTHING
    return shown(Decimal(str(value)) * PER_CENT, "number", decimals=1)


def interval_of_difference(item: Item, low: float, high: float) -> str:
    """Two ends of an interval of a difference; empty where there are none."""
    if not (is_share(item) and isfinite(low) and isfinite(high)):
        return interval(item, low, high)
    return _("{low} to {high} pp").format(
        low=bare_difference(item, low), high=bare_difference(item, high)
    )


def item_fields() -> tuple[Field, ...]:
    """Fields that say what the numbers of a row are of."""
    return (
        Field("measure", _("measure")),
        Field("item", _("item"), "id", note=_("The purpose, tier, pool, or years ahead.")),
        Field("unit", _("unit")),
    )


def item_values(item: Item, unit: Callable[[Item], str] = unit_of) -> tuple[str, str, str]:
    """Values of :func:`item_fields`, with what gives the unit."""
    measure = BY_ID[item[0]]
    return (measure.title(), key_name(measure, item[1]), unit(item))


def item_field(item: Item) -> Field:
    """A field that has nothing but numbers of it."""
    name = "_".join(part for part in item if part)
    return Field(name, title_of(item), "number", note=unit_of(item))
