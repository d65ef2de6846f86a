"""Keys and cells that a study sets: each by one part of it."""

from collections.abc import Iterable, Iterator

from allocator.scenario.changes.change import is_cell, parse_cell_key
from allocator.scenario.parsing import clean
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items
from allocator.simulation.studies.checks.given import Given
from allocator.simulation.studies.declared import Factor
from allocator.text import _

Identity = tuple[tuple[str, ...], ...]

BASE_YEAR: Identity = (("base_year",),)


def keys_set_once(given: Given) -> None:
    """No two of the factors and ``[set]`` set the same key or cell, or one a part of another."""
    owners: list[tuple[Identity, str]] = [
        (identity(key), "set") for key, _value in dotted_items(given.study.set)
    ]
    for place, factor in given.factors():
        own = {identity(key): (where, key) for where, key in keys_of(factor)}
        for each, (where, key) in own.items():
            other = owner_of(each, owners)
            if other is not None:
                given.note(
                    f"{place}.{where}",
                    found=f"“{key}”",
                    expected=_("a key that nothing else sets; {place} sets it too").format(
                        place=other
                    ),
                    mend=_("Set it in one place."),
                )
        owners += [(each, place) for each in own]


def base_year_alike(given: Given) -> None:
    """No factor moves the first year: years of different settings would not be the same years."""
    for place, factor in given.factors():
        for where, key in keys_of(factor):
            if identity(key) == BASE_YEAR:
                given.note(
                    f"{place}.{where}",
                    found=f"“{key}”",
                    expected=_("a key other than the first year, which all settings share"),
                    mend=_("Set it for the whole study, under [set]."),
                )


def keys_of(factor: Factor) -> Iterator[tuple[str, str]]:
    """Where in the factor, and which key or cell it sets."""
    if factor.sets:
        yield "key", factor.sets
    for number, level in enumerate(factor.levels, start=1):
        for key, _value in dotted_items(level.set):
            yield f"levels[{number}].set", key


def owner_of(wanted: Identity, owners: Iterable[tuple[Identity, str]]) -> str | None:
    """Who sets a key or cell already, or a section that holds it, or a key within it."""
    return next((place for identity, place in owners if _overlap(identity, wanted)), None)


def _overlap(one: Identity, other: Identity) -> bool:
    """Whether every part is the same as far as both say it, as the year of a grade."""
    if len(one) != len(other):
        return False
    return all(
        mine == theirs
        for a, b in zip(one, other, strict=True)
        for mine, theirs in zip(a, b, strict=False)
    )


def identity(key: str) -> Identity:
    """A key by its parts, or a cell by table, row and column, however they are written."""
    change = parse_cell_key(key, "") if is_cell(key) else None
    if change is None:
        return (tuple(part.strip() for part in key.split(".")),)
    titled = {table.title_zh: table for table in TABLES.values()}
    table = TABLES.get(change.table.lower()) or titled.get(change.table)
    if table is None:
        return ((change.table,), change.key, (change.column,))
    name = clean(change.column)
    column = table.by_header().get(name) or table.by_header().get(name.lower())
    return ((table.name,), change.key, (column.name if column else name,))
