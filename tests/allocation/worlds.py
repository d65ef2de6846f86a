"""Hand-sized scenarios, written row by row, and what a plan for them decides.

A world begins empty: base year 2026, four plan years, terms 1 to 3, one quota type, no
efficiency threshold. ``put`` changes one number, so that two worlds differ by it alone.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.allocation.audit import audit
from allocator.allocation.plan.plan import Plan
from allocator.allocation.solve import Options, solve
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_text import toml_document

POLICY = {
    "schema": 1,
    "name": "tiny",
    "lending": {"terms": [1, 2, 3]},
    "efficiency": {"apply": False},
    "retirement": {"law": "before_2025"},
}


class World:
    """A scenario under construction; every method gives the world back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = 0
        self._rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
        self._policy: dict[str, Any] = deepcopy(POLICY)
        self._simulation: dict[str, Any] = {}
        self._horizon = 4

    def years(self, horizon: int) -> "World":
        """Plan years from 2026."""
        self._horizon = horizon
        return self

    def unit(
        self,
        unit: str,
        *,
        department: str = "D1",
        region: str = "S",
        level: str = "county",
        sector: str = "",
        approved: int = 10,
        filled: int = 10,
        reserved: int = 0,
        keep: object = "",
        vacant_since: object = "",
        leave: tuple[int, ...] = (99, 99, 99, 99),
        tier: int | None = None,
        colour: str = "",
    ) -> "World":
        """A unit with its posts, and how many leave from 2026 on in each year."""
        self._add("units", unit, unit_id=unit, name=unit, region=region, level=level,
                  department=department, sector=sector, **{"class": "B"})  # fmt: skip
        self._add("posts", unit, unit_id=unit, quota_type="public", approved=approved,
                  filled=filled, reserved=reserved, keep=keep,
                  vacant_since=vacant_since)  # fmt: skip
        for year, posts in enumerate(leave, start=2026):
            self._add("leavers", f"{unit}/{year}", unit_id=unit, quota_type="public", year=year,
                      posts=posts)  # fmt: skip
        if tier is not None:
            self._add("grades", unit, unit_id=unit, year="", tier=tier, colour=colour)
        return self

    def grade(self, unit: str, year: int, tier: int, colour: str = "") -> "World":
        """A grade of an earlier round."""
        return self._add("grades", f"{unit}/{year}", unit_id=unit, year=year, tier=tier,
                         colour=colour)  # fmt: skip

    def standard(self, unit: str, quantity: object, per_post: object = 1, driver: str = "pupils"
                 ) -> "World":  # fmt: skip
        """A staffing standard: so many of the driver, so many of which make one post."""
        return self._add("standards", f"{unit}/{driver}", unit_id=unit, driver=driver,
                         quantity=quantity, per_post=per_post)  # fmt: skip

    def pool(self, pool: str, capital: int, reserve: object = 0, **more: object) -> "World":
        """A pool; region, level, department and purpose are ``*`` unless named."""
        columns = {"region": "*", "level": "*", "department": "*", "purpose": "*"} | more
        columns.setdefault("quota_type", "public")
        return self._add("pools", pool, pool_id=pool, capital=capital, reserve=reserve, **columns)

    def request(
        self, request: str, unit: str, posts: int, *, gains: tuple[Any, ...] = (), **more: object
    ) -> "World":
        """A request for one year from 2026; ``gains`` are numbers, or (gain, posts)."""
        columns = {
            "quota_type": "public",
            "purpose": "routine",
            "start_year": 2026,
            "min_term": 1,
            "max_term": 1,
            "min_posts": 1,
            "repayment": "at_term",
            "duties_grew": "false",
        }
        self._add("requests", request, request_id=request, unit_id=unit, posts=posts,
                  **(columns | more))  # fmt: skip
        for place, gain in enumerate(gains):
            points, needed = gain if isinstance(gain, tuple) else (gain, 1)
            self._add("benefits", f"{request}/{place}", request_id=request, item=f"i{place}",
                      previous=0, current=points, posts=needed)  # fmt: skip
        return self

    def loan(
        self, loan: str, unit: str, pool: str, posts: int, *, due: int, start: int = 2025,
        **more: object
    ) -> "World":  # fmt: skip
        """A loan of the book."""
        columns = {
            "quota_type": "public",
            "purpose": "routine",
            "repayment": "at_term",
            "renewable": "true",
        }
        return self._add("loans", loan, loan_id=loan, unit_id=unit, pool_id=pool, posts=posts,
                         start_year=start, due_year=due, **(columns | more))  # fmt: skip

    def transfer(self, giving: str, taking: str, posts: int) -> "World":
        """A transfer that is allowed, up to ``posts``."""
        return self._add("transfers", f"{giving}/{taking}", from_pool=giving, to_pool=taking,
                         posts=posts)  # fmt: skip

    def people(self, most: int, region: str = "*", department: str = "*") -> "World":
        """A ceiling on people, the row ``REGION`` or, of a department, ``REGION/DEPARTMENT``."""
        row = region if department == "*" else f"{region}/{department}"
        return self._add("ceilings", row, region=region, department=department,
                         quota_type="public", people=most)  # fmt: skip

    def titles(self, most: int, region: str = "*") -> "World":
        """A ceiling on titles of all departments, the row ``REGION``."""
        return self._add("ceilings", region, region=region, department="*",
                         quota_type="public", titles=most)  # fmt: skip

    def policy(self, **sections: Any) -> "World":
        """Keys of sections of the policy model: ``policy(lending={"terms": [1]})``."""
        for name, keys in sections.items():
            self._policy.setdefault(name, {}).update(deepcopy(keys))
        return self

    def person(
        self, person: str, unit: str, birth: str, retirement_class: str = "men60"
    ) -> "World":
        """Someone on the roster of a unit, whose leavers must then not be given."""
        return self._add("staff", person, person_id=person, unit_id=unit, quota_type="public",
                         birth=birth, retirement_class=retirement_class)  # fmt: skip

    def simulation(self, **keys: Any) -> "World":
        """Keys of the section ``[simulation]``: ``simulation(demand={"rate": 2})``."""
        for name, value in keys.items():
            own = self._simulation.get(name, {})
            self._simulation[name] = own | deepcopy(value) if isinstance(value, dict) else value
        return self

    def put(self, place: str, value: object) -> "World":
        """Set one cell ``TABLE.ROW.COLUMN`` or one key ``policy.SECTION.KEY``."""
        table, *path = place.split(".")
        if table == "policy":
            section = self._policy
            for name in path[:-1]:
                section = section.setdefault(name, {})
            section[path[-1]] = value
            return self
        row, column = path
        assert column in self._rows[table][row], place
        self._rows[table][row][column] = value
        return self

    def cell(self, place: str) -> Any:
        """What stands in one cell, ``TABLE.ROW.COLUMN``."""
        table, row, column = place.split(".")
        return self._rows[table][row][column]

    def _add(self, table: str, row: str, **cells: object) -> "World":
        assert row not in self._rows[table], row
        self._rows[table][row] = dict(cells)
        return self

    def scenario(self) -> Scenario:
        """The scenario, written and read anew."""
        return read_scenario(self.folder())

    def folder(self) -> Path:
        """A new folder that the scenario is written to."""
        self._written += 1
        folder = self._folder / f"world{self._written}"
        folder.mkdir()
        for name in TABLES:
            rows = list(self._rows[name].values())
            if rows or TABLES[name].required:
                columns = list(rows[0]) if rows else [c.name for c in TABLES[name].columns]
                frame = pd.DataFrame(rows, columns=columns)
                frame.to_csv(folder / f"{name}.csv", index=False)
        settings = {
            "schema": 1,
            "name": "tiny",
            "base_year": 2026,
            "horizon": self._horizon,
            "policy": "policy.toml",
        }
        if self._simulation:
            settings["simulation"] = _exact(self._simulation)
        (folder / "scenario.toml").write_text(toml_document(settings), encoding="utf-8")
        (folder / "policy.toml").write_text(toml_document(_exact(self._policy)), encoding="utf-8")
        return folder

    def solve(self, options: Options | None = None) -> "Outcome":
        """The plan of the world as it is now, which must be optimal and audit clean."""
        scenario = self.scenario()
        outcome = Outcome(scenario, solve(scenario, options or Options(threads=1)))
        assert outcome.plan.status == "optimal"
        assert outcome.broken() == set()
        return outcome


def _exact(value: Any) -> Any:
    """Floats of a hand-written policy as the decimals they were written as."""
    if isinstance(value, dict):
        return {name: _exact(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_exact(entry) for entry in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


@dataclass(frozen=True)
class Outcome:
    """A scenario and its plan."""

    scenario: Scenario
    plan: Plan

    @cached_property
    def granted(self) -> dict[str, int]:
        """Posts granted by request, those with none left out."""
        return _positive(self.plan.tables["decisions"], ["request_id"], "granted")

    @property
    def own(self) -> dict[str, int]:
        """Own vacancies used by request."""
        return _positive(self.plan.tables["decisions"], ["request_id"], "own_vacancies")

    @property
    def lent(self) -> dict[tuple[str, str, int], int]:
        """Posts lent by (request, pool, term)."""
        return _positive(self.plan.tables["schedule"], ["request_id", "pool_id", "term"], "posts")

    @property
    def back(self) -> dict[tuple[str, int], int]:
        """Posts that come back by (request or loan, year)."""
        return _positive(self.plan.tables["repayments"], ["loan", "year"], "posts")

    @property
    def collected(self) -> dict[str, int]:
        """Posts collected by unit."""
        return _positive(self.plan.tables["deposits"], ["unit_id"], "posts")

    @property
    def renewed(self) -> dict[str, int]:
        """Posts renewed by loan."""
        return _positive(self.plan.tables["renewals"], ["loan_id"], "posts")

    @property
    def moved(self) -> dict[tuple[str, str], int]:
        """Posts transferred by pools."""
        return _positive(self.plan.tables["transfers"], ["from_pool", "to_pool"], "posts")

    def free(self, pool: str) -> list[int]:
        """Balance of a pool, year by year."""
        table = self.plan.tables["pools"]
        return table.loc[table["pool_id"] == pool, "free"].tolist()

    @property
    def goals(self) -> dict[str, Fraction]:
        """Values of the goals, in order."""
        return {goal.goal: goal.value for goal in self.plan.goals}

    def reason(self, request: str) -> tuple[str, list[int]]:
        """Rule that stopped a request, and the numbers in its explanation, sorted."""
        row = self._decision(request)
        return row["reason"], sorted(map(int, re.findall(r"\b\d+\b", row["detail"])))

    def detail(self, request: str) -> str:
        """The explanation."""
        return str(self._decision(request)["detail"])

    def _decision(self, request: str) -> Mapping[str, Any]:
        table = self.plan.tables["decisions"].set_index("request_id")
        return {str(name): value for name, value in table.loc[request].items()}

    def broken(self, scenario: Scenario | None = None, **changed: pd.DataFrame) -> set[str]:
        """Rules that the plan breaks, with some tables changed, or under another scenario."""
        tables = dict(self.plan.tables) | changed
        report = audit(scenario or self.scenario, tables, self.plan.record)
        if not changed and scenario is None:
            assert report.remarks == ()
        return {violation.rule for violation in report.violations}

    def with_cell(self, table: str, row: int, column: str, by: int) -> set[str]:
        """Rules broken once one number of the plan is changed by ``by``."""
        frame = self.plan.tables[table].copy()
        frame.loc[row, column] += by
        return self.broken(**{table: frame})


def bound(
    world: World,
    rule: str,
    place: str,
    value: object,
    free: dict[str, int],
    tight: dict[str, int],
) -> tuple[Outcome, Outcome]:
    """Solve the world as it is and with ``place`` set to ``value``.

    ``free`` and ``tight`` are the posts granted by request. Both plans are audit clean, and
    the free world's plan breaks ``rule`` in the other.
    """
    before = world.solve()
    assert before.granted == free
    after = world.put(place, value).solve()
    assert after.granted == tight
    assert rule in before.broken(after.scenario)
    return before, after


def _positive(table: pd.DataFrame, key: list[str], posts: str) -> dict[Any, int]:
    rows = table[table[posts] > 0]
    names = rows[key[0]] if len(key) == 1 else zip(*(rows[name] for name in key), strict=True)
    return dict(zip(names, rows[posts].tolist(), strict=True))
