"""The state of a January as a scenario of its own, which can be checked, solved and audited."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from allocator.evaluation.freezes import last_frozen_year
from allocator.scenario.fingerprint import fingerprint
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import TABLES
from allocator.simulation.numbers import Numbers, own_people, people_counted
from allocator.simulation.play import Play
from allocator.simulation.state import Standing
from allocator.stock.retirement import CLASSES

Row = Mapping[str, Any]
COLOURS = ("green", "blue", "yellow")


def year_scenario(play: Play, numbers: Numbers) -> Scenario:
    """The scenario of this year's round; in the first year, the one that is played.

    Parameters
    ----------
    numbers : Numbers
        Of the round, whose reserves are written out.
    """
    world = play.world
    original = world.scenario
    if numbers.facts is None:
        return original
    rows: dict[str, Iterable[Row]] = {
        "posts": _posts(play),
        "standards": _standards(numbers),
        "staff": _staff(play),
        "leavers": _leavers(play),
        "requests": numbers.facts.requests,
        "benefits": _benefits(play, numbers.facts.requests),
        "loans": numbers.facts.loans,
        "pools": _pools(numbers),
        "ceilings": _ceilings(play, numbers),
        "grades": _grades(play),
        "scores": (),
        "questionnaires": (),
        "measures": (),
    }
    tables = dict(original.tables) | {
        name: _table(name, original.tables[name], records) for name, records in rows.items()
    }
    settings = original.settings.model_copy(update={"base_year": play.year})
    policy = world.policy_in(play.year)
    return Scenario(settings, policy, tables, (), fingerprint(settings, policy, tables))


def _table(name: str, like: pd.DataFrame, rows: Iterable[Row]) -> pd.DataFrame:
    """A table with the columns and types of another, its rows in the order of its key."""
    key = TABLES[name].key
    records = sorted(rows, key=lambda row: tuple(row[part] for part in key))
    columns = {
        column: pd.Series([row[str(column)] for row in records], dtype=kind)
        for column, kind in like.dtypes.items()
    }
    return pd.DataFrame(columns, columns=like.columns)


def _posts(play: Play) -> Iterable[Row]:
    for cell in play.state.cells.values():
        filled = own_people(play, cell)
        yield {
            "unit_id": cell.unit,
            "quota_type": cell.quota_type,
            "approved": cell.titles,
            "filled": filled,
            "reserved": people_counted(cell) - filled,
            "keep": play.world.keeps[cell.key],
            "vacant_since": cell.idle_since,
        }


def _standards(numbers: Numbers) -> Iterable[Row]:
    assert numbers.facts is not None  # noqa: S101 - asked before
    for unit, posts in numbers.facts.standards.items():
        yield {"unit_id": unit, "driver": "posts", "quantity": posts, "per_post": 1}


def _staff(play: Play) -> Iterable[Row]:
    cells, people = play.world.cells, play.state.people
    columns = (people.names, people.birth, people.codes, people.can_extend, people.cell)
    for name, birth, code, can_extend, cell in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        unit, quota_type = cells[cell]
        yield {
            "person_id": name,
            "unit_id": unit,
            "quota_type": quota_type,
            "birth": birth,
            "retirement_class": str(CLASSES[code]),
            "works_at": "",
            "can_extend": can_extend,
        }


def _leavers(play: Play) -> Iterable[Row]:
    for unit, quota_type in play.world.counted:
        for year in play.world.years_from(play.year):
            posts = play.world.counted_in((unit, quota_type), year)
            yield {"unit_id": unit, "quota_type": quota_type, "year": year, "posts": posts}


def _benefits(play: Play, requests: Iterable[Row]) -> Iterable[Row]:
    by_request: dict[str, list[Row]] = {}
    for given in play.world.rows("benefits"):
        by_request.setdefault(given["request_id"], []).append(given)
    for request in requests:
        name = request["request_id"]
        for benefit in by_request.get(play.state.requests[name].origin, ()):
            yield {**benefit, "request_id": name}


def _pools(numbers: Numbers) -> Iterable[Row]:
    assert numbers.facts is not None  # noqa: S101 - asked before
    for row in numbers.facts.pools:
        yield {**row, "reserve": numbers.prepared.pools[row["pool_id"]].reserve}


def _ceilings(play: Play, numbers: Numbers) -> Iterable[Row]:
    """Ceilings on people as they are this year; those on titles alone as they were."""
    assert numbers.facts is not None  # noqa: S101 - asked before
    titles_alone = (row for row in play.world.rows("ceilings") if row["people"] is None)
    yield from (*numbers.facts.ceilings, *titles_alone)


def _grades(play: Play) -> Iterable[Row]:
    evaluated = {unit for group in play.world.scoring.groups for unit in group.units}
    for name, unit in play.state.units.items():
        if name in evaluated:
            yield _grade(unit, play.year, unit.colour)
        earlier = _grade_that_froze(play, unit)
        if earlier is not None:
            yield earlier


def _grade(unit: Standing, year: int, colour: str) -> Row:
    return {
        "unit_id": unit.name,
        "year": year,
        "tier": unit.tier,
        "colour": colour,
        "grade": unit.grade,
    }


def _grade_that_froze(play: Play, unit: Standing) -> Row | None:
    """A grade of an earlier round that brings the unit's freeze, where this year's does not."""
    if unit.frozen_until is None:
        return None
    for colour in COLOURS:
        years = last_frozen_year(play.world.policy, 0, colour) + 1
        year = unit.frozen_until - years + 1
        if years and year < play.year:
            return {**_grade(unit, year, colour), "grade": ""}
    return None
