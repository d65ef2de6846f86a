"""A hand-sized scenario and a plan that keeps every rule, written out as CSV text.

Base year 2026, plan years 2026–2029, terms 1–3, one quota type.

Units: U1 (D1) 20 approved, 19 filled: V = 1. U2 (D2) 25 of 25: V = 0. U3 (D3) 50, 44: V = 6.
Above the line of 4 %: U1 1 − ⌈0.8⌉ = 0, U3 6 − ⌈2⌉ = 4, half of which may be collected: 2.

δ = 100/20 = 5 for U1. R1 gains 10 with one post and 5 with two: γ = 15, cap ⌊15/5⌋ = 3,
e = 2, 0.5, 0.5. R2's duties grew and it shows no benefit: e = 1. R3 shows none: cap 0.

Leavers: U1 two in 2027. U2 one each in 2026, 2027, 2028. U3: one man born 1966-03 retires
at 60 in March 2026.
"""

import csv
import io
import json
from pathlib import Path

import pytest

from allocator.allocation.audit import Audit, audit, read_plan
from allocator.scenario.reading import read_scenario

SCENARIO = {
    "units": """
unit_id,name,region,level,department,class,sector
U1,First,S,county,D1,B,
U2,Second,S,county,D2,B,
U3,Third,S,county,D3,B,
""",
    "posts": """
unit_id,quota_type,approved,filled,reserved,keep,vacant_since
U1,public,20,19,0,,
U2,public,25,25,0,,
U3,public,50,44,0,,
""",
    "staff": """
person_id,unit_id,quota_type,birth,retirement_class,can_extend
P1,U3,public,1966-03,men60,false
""",
    "leavers": """
unit_id,quota_type,year,posts
U1,public,2027,2
U2,public,2026,1
U2,public,2027,1
U2,public,2028,1
""",
    "requests": """
request_id,unit_id,quota_type,posts,purpose,start_year,min_term,max_term,min_posts,repayment,duties_grew
R1,U1,public,3,key_project,2026,1,3,1,at_term,false
R2,U2,public,2,livelihood,2027,1,3,1,as_vacated,true
R3,U3,public,1,routine,2026,1,1,1,at_term,false
""",
    "benefits": """
request_id,item,previous,current,posts
R1,a,0,10,1
R1,b,-2,3,2
""",
    "loans": """
loan_id,unit_id,quota_type,pool_id,posts,purpose,start_year,due_year,repayment,renewable
L1,U2,public,B1,2,livelihood,2025,2026,at_term,true
L2,U3,public,B1,1,routine,2025,2027,as_vacated,true
""",
    "pools": """
pool_id,quota_type,region,level,department,purpose,capital,reserve
B1,public,*,*,*,*,6,1
B2,public,S,*,*,talent,4,
""",
    "transfers": """
from_pool,to_pool,posts
B2,B1,2
""",
    "grades": """
unit_id,year,tier,colour
U1,2026,1,
U2,2026,2,green
""",
}

POLICY = {
    "schema": 1,
    "name": "tiny",
    "lending": {"terms": [1, 2, 3], "max_total_term": 3},
    "deposit": {"mode": "as_needed", "share": 0.5, "keep_share": 0.04},
    "priority": {"purposes": {"key_project": 1.5, "livelihood": 1.4}, "tiers": {"1": 1.2}},
    "recall": {"renewal": {"years": 1, "tiers": [1, 2]}, "renewal_value": 0.5},
    "reserve": {"share": 0.1},
    "retirement": {"law": "before_2025"},
}

# B1: 6 + 1 + 1 − 1 = 7 to lend. Out in 2026: L1 2, L2 1, R1 2; in 2027: L1 1 renewed, R1 2,
# R2 1; in 2028: R2 1. B2: 4 − 1 − ⌈0.4⌉ = 2 to lend, none out.
PLAN = {
    "schedule": """
request_id,unit_id,unit,quota_type,purpose,pool_id,posts,start_year,term,due_year,repayment
R1,U1,First,public,key_project,B1,2,2026,2,2027,at_term
R2,U2,Second,public,livelihood,B1,1,2027,3,2029,as_vacated
""",
    "decisions": """
request_id,unit_id,asked,own_vacancies,lent,granted,status,reason,detail,next_post_costs
R1,U1,3,1,2,3,full,,,
R2,U2,2,0,1,1,part,borrowing_limit,,
R3,U3,1,0,0,0,none,efficiency_threshold,,
""",
    "repayments": """
loan,unit_id,quota_type,pool_id,year,posts
R1,U1,public,B1,2027,2
R2,U2,public,B1,2028,1
L1,U2,public,B1,2026,1
L1,U2,public,B1,2027,1
L2,U3,public,B1,2026,1
""",
    "renewals": """
loan_id,unit_id,posts,new_due_year
L1,U2,1,2027
""",
    "deposits": """
unit_id,quota_type,posts,pool_id
U3,public,1,B1
""",
    "transfers": """
from_pool,to_pool,posts
B2,B1,1
""",
    "pools": """
pool_id,year,capital,collected,transferred,reserve,out,free
B1,2026,6,1,1,1,5,2
B1,2027,6,1,1,1,4,3
B1,2028,6,1,1,1,1,6
B1,2029,6,1,1,1,0,7
B2,2026,4,0,-1,1,0,2
B2,2027,4,0,-1,1,0,2
B2,2028,4,0,-1,1,0,2
B2,2029,4,0,-1,1,0,2
""",
}

# priority_value: R1 1.5 × 1.2 × (2 + 0.5 + 0.5) = 5.4, R2 1.4 × 1, L1 0.5 × 1.4 = 0.7.
# post_years: R1 2 × 2, R2 1 × 2 (2027, 2028), L1 1 × 1. disruption: 1 collected, 1
# transferred, 1 of L1 recalled. canonical: B2 is for talent, so the places are (R1, 1, B1),
# (R1, 2, B1), (R1, 3, B1), (R2, 1, B1), (R2, 2, B1), (R2, 3, B1), …: 2 × 2 + 1 × 6.
GOALS = {
    "priority_value": "7.5",
    "post_years": "7",
    "disruption": "3",
    "canonical": "10",
    "least_served": "0",  # R3 alone is of D3
    "long_reserve": "2",
}


class World:
    """The tiny scenario and its plan, to be changed cell by cell and audited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = {name: _rows(text) for name, text in SCENARIO.items()}
        self.plan = {name: _rows(text) for name, text in PLAN.items()}
        self.policy = json.loads(json.dumps(POLICY))
        self.report = {"schema": 1, "goals": [{"id": i, "value": v} for i, v in GOALS.items()]}

    def put(self, place: str, value: object) -> "World":
        """Set a cell ``TABLE.ROW.COLUMN`` (rows count from 0) or ``policy.KEY``.

        A plan's table is named ``plan/TABLE``.
        """
        table, *path = place.split(".")
        if table == "policy":
            section = self.policy
            for name in path[:-1]:
                section = section.setdefault(name, {})
            section[path[-1]] = value
            return self
        row, column = path
        cells = self._table(table)[int(row)]
        assert column in cells, place
        cells[column] = str(value)
        return self

    def add(self, table: str, line: str) -> "World":
        """Add a row, or the first rows of a table with a header line before them."""
        rows = self._table(table)
        if rows:
            rows.append(dict(zip(rows[0], line.split(","), strict=True)))
        else:
            rows += _rows(line)
        return self

    def drop(self, table: str, row: int) -> "World":
        """Remove a row."""
        del self._table(table)[row]
        return self

    def _table(self, table: str) -> list[dict[str, str]]:
        if table.startswith("plan/"):
            return self.plan[table.removeprefix("plan/")]
        return self.tables.setdefault(table, [])

    def write_plan(self) -> Path:
        """Write the plan's files."""
        folder = self.folder / "plan"
        folder.mkdir(exist_ok=True)
        for name, rows in self.plan.items():
            _write(folder / f"{name}.csv", rows, PLAN[name].split()[0])
        (folder / "plan.json").write_text(json.dumps(self.report), encoding="utf-8")
        return folder

    def scenario(self):
        """The scenario, written and read."""
        folder = self.folder / "scenario"
        folder.mkdir(exist_ok=True)
        for name, rows in self.tables.items():
            if rows:
                _write(folder / f"{name}.csv", rows, ",".join(rows[0]))
        (folder / "scenario.toml").write_text(
            'schema = 1\nname = "tiny"\nbase_year = 2026\nhorizon = 4\npolicy = "policy.toml"\n',
            encoding="utf-8",
        )
        (folder / "policy.toml").write_text(_toml(self.policy), encoding="utf-8")
        return read_scenario(folder)

    def audit(self) -> Audit:
        """Write everything, read it, audit it."""
        plan = read_plan(self.write_plan())
        return audit(self.scenario(), plan.frames, plan.report)

    def broken(self) -> set[str]:
        """Ids of the rules that the plan breaks."""
        return {violation.rule for violation in self.audit().violations}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.strip())))


def _write(path: Path, rows: list[dict[str, str]], header: str) -> None:
    lines = [header, *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(policy: dict[str, object]) -> str:
    """Sections as inline tables: JSON's values, with ``=`` for ``:``."""
    return "\n".join(f"{name} = {_inline(value)}" for name, value in policy.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{k}" = {_inline(v)}' for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The tiny scenario and a plan that keeps every rule."""
    return World(tmp_path)
