"""Where a factor may stand: its levels by name, and what each of them sets."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allocator.scenario.toml_file import dotted_items
from allocator.scenario.toml_text import toml_value
from allocator.simulation.studies.declared import Factor
from allocator.simulation.studies.design.layout import Override


@dataclass(frozen=True)
class Stand:
    """One place where a factor stands."""

    name: str
    overrides: tuple[Override, ...]


def stands_of(factor: Factor) -> tuple[Stand, ...]:
    """The levels of a factor in the order of the file; none of one that has a range."""
    by_value = [stand_at(factor, value) for value in factor.values]
    by_name = [Stand(level.name, tuple(dotted_items(level.set))) for level in factor.levels]
    return (*by_value, *by_name)


def stand_at(factor: Factor, value: Any) -> Stand:
    """A factor's key at a value."""
    return Stand(value_name(value), ((factor.sets, value),))


def value_name(value: Any) -> str:
    """A value as a table shows it: 5 and 5.0 alike, text as it is, a list as TOML."""
    if isinstance(value, str):
        return value
    if is_number(value):
        return format(Decimal(value).normalize(), "f")
    try:
        return toml_value(value)
    except TypeError:  # a date, say
        return str(value)


def is_number(value: Any) -> bool:
    """Whether a value is a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite()


def stand_named(factor: Factor, said: Any) -> Stand | None:
    """Where a factor stands that a row of a design, or the baseline, gives; ``None``: nowhere.

    Parameters
    ----------
    said : object
        One of its values, the name of one of its levels, or a number within its range.
    """
    if factor.ranges is None:
        return next((each for each in stands_of(factor) if each.name == value_name(said)), None)
    low, high = factor.ranges
    within = is_number(said) and low <= said <= high
    return stand_at(factor, said) if within and (not factor.whole or said == int(said)) else None
