"""A hand-sized scenario that is valid and free of warnings, to be spoilt in one place.

Base year 2026, plan years 2026–2031, terms 1–3, one quota type. U1 counts its leavers, U2
has a roster of two. B1 owns 6 posts, of which L1 has 1 out; B2 is for talent. U1 is scored, U2
graded; ``marked`` has U2 asked about and measured too.
"""

import gc
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.text import language, use_language

NEW_OBJECTS_BEFORE_COLLECTION = 50_000
"""With Python's own 700 a twelfth of the time of the tests goes to looking for cycles to free."""

SETTINGS = """\
schema = 1
name = "small"
base_year = 2026
horizon = 6
policy = "policy.toml"
"""

POLICY = """\
schema = 1
name = "small"

[evaluation]
tier_shares = { A = [0.2, 0.6, 0.2] }
[[evaluation.indicators]]
id = "output"
[[evaluation.indicators]]
id = "cases"
parent = "output"
weight = { A = 60 }
[[evaluation.indicators]]
id = "savings"
weight = { A = 40 }

[lending]
terms = [1, 2, 3]
"""

SCALE = "scale = { worst = 0, best = 10 }"

TABLES = {
    "units": """\
unit_id,name,region,level,department,class,sector,organisation_type
U1,First,S,county,D1,A,,government
U2,Second,S,county,D2,A,education,public_institution""",
    "posts": """\
unit_id,quota_type,approved,filled,reserved,keep
U1,public,30,29,0,
U2,public,20,2,0,1""",
    "standards": """\
unit_id,driver,quantity,per_post
U2,pupils,520,26""",
    "staff": """\
person_id,unit_id,quota_type,birth,retirement_class,works_at,can_extend
P1,U2,public,1967-05,men60,,false
P2,U2,public,1985-11,women55,U1,true""",
    "leavers": """\
unit_id,quota_type,year,posts
U1,public,2026,1
U1,public,2027,2""",
    "requests": """\
request_id,unit_id,quota_type,posts,purpose,start_year,min_term,max_term,min_posts,repayment,duties_grew
R1,U1,public,3,livelihood,2026,1,3,1,at_term,false
R2,U2,public,1,talent,2027,1,2,1,as_vacated,true""",
    "benefits": """\
request_id,item,previous,current,posts
R1,flood control,-1,9.5,2
R1,roads,0,4,1""",
    "assessments": """\
unit_id,item,previous,current
U1,flood control,-1,9.5""",
    "loans": """\
loan_id,unit_id,quota_type,pool_id,posts,purpose,start_year,due_year,repayment,renewable,renewals
L1,U1,public,B1,1,livelihood,2025,2026,at_term,true,0""",
    "pools": """\
pool_id,quota_type,region,level,department,purpose,capital,reserve
B1,public,*,*,*,*,6,1
B2,public,S,county,*,talent,4,""",
    "transfers": """\
from_pool,to_pool,posts
B1,B2,2""",
    "ceilings": """\
region,quota_type,titles,people
*,public,60,50""",
    "scores": """\
unit_id,indicator,source,score,full_score
U1,cases,office,80,100
U1,savings,self,45.5,50""",
    "questionnaires": """\
unit_id,indicator,source,very_satisfied,satisfied,fairly_satisfied,dissatisfied,very_dissatisfied""",
    "measures": """\
unit_id,indicator,value""",
    "grades": """\
unit_id,tier,colour
U2,1,green""",
}


UNFILLED = re.compile(r"\{(?!x\})\w*\}")
"""A place in a sentence that was not filled in; tests write ``{x}`` themselves."""


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start, also where they run in the background of a script."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Leave what will live to the end, the tests themselves, out of every collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BEFORE_COLLECTION)


class ScenarioFolder:
    """The small scenario as a folder; lines count from 1, the header included."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.cells = {
            name: [line.split(",") for line in text.splitlines()] for name, text in TABLES.items()
        }
        self.files: dict[str, bytes] = {}
        self.written: dict[str, bytes] = {}
        self.text("scenario.toml", SETTINGS).text("policy.toml", POLICY)

    def put(self, table: str, line: int, column: str, value: object) -> "ScenarioFolder":
        """Set one cell."""
        self.cells[table][line - 1][self.cells[table][0].index(column)] = str(value)
        return self

    def add(self, table: str, *rows: str) -> "ScenarioFolder":
        """Add rows at the end."""
        self.cells[table] += [row.split(",") for row in rows]
        return self

    def rows(self, table: str, *rows: str) -> "ScenarioFolder":
        """Put rows in place of all rows."""
        del self.cells[table][1:]
        return self.add(table, *rows)

    def drop(self, table: str) -> "ScenarioFolder":
        """Leave out a table."""
        del self.cells[table]
        return self

    def drop_column(self, table: str, column: str) -> "ScenarioFolder":
        """Leave out a column."""
        place = self.cells[table][0].index(column)
        self.cells[table] = [row[:place] + row[place + 1 :] for row in self.cells[table]]
        return self

    def marked(self) -> "ScenarioFolder":
        """Give U2 a questionnaire and a measured value, which its grade wins over."""
        self.add("questionnaires", "U2,cases,peer,4,3,2,1,0").add("measures", "U2,savings,7.5")
        return self.change("policy.toml", "weight = { A = 40 }", f"weight = {{ A = 40 }}\n{SCALE}")

    def column(self, table: str, column: str, *values: object) -> "ScenarioFolder":
        """Add a column."""
        for row, value in zip(self.cells[table], [column, *values], strict=True):
            row.append(str(value))
        return self

    def text(self, file: str, content: str | bytes) -> "ScenarioFolder":
        """Give a whole file."""
        self.files[file] = content.encode() if isinstance(content, str) else content
        return self

    def change(self, file: str, old: str, new: str) -> "ScenarioFolder":
        """Replace text that stands once in a file."""
        content = self.files[file].decode()
        assert content.count(old) == 1, (file, old)
        return self.text(file, content.replace(old, new))

    def csv(self, table: str) -> str:
        """A table's text."""
        return "".join(f"{','.join(row)}\n" for row in self.cells[table])

    def write(self) -> Path:
        """Write every file; one given as a whole wins over its table."""
        tables = {f"{name}.csv": self.csv(name).encode() for name in self.cells}
        for file, content in (tables | self.files).items():
            if self.written.get(file) != content:
                (self.path / file).write_bytes(content)
                self.written[file] = content
        return self.path

    def read(self, *overrides: tuple[str, Any]) -> Scenario:
        """Write and read."""
        return read_scenario(self.write(), overrides)

    def problems(self, *overrides: tuple[str, Any]) -> tuple[Problem, ...]:
        """Write and read what must be refused; every problem."""
        with pytest.raises(InvalidData) as refused:
            self.read(*overrides)
        for problem in refused.value.problems:
            assert problem.found, problem
            assert problem.expected, problem
            assert problem.mend, problem
            assert not UNFILLED.search(problem.expected + problem.mend), problem
        return refused.value.problems

    def problem(self, *overrides: tuple[str, Any]) -> Problem:
        """The only problem."""
        (problem,) = self.problems(*overrides)
        return problem

    def warning(self) -> Problem:
        """The only warning of a scenario that is accepted."""
        (warning,) = self.read().warnings
        return warning


@pytest.fixture
def small(tmp_path: Path) -> ScenarioFolder:
    """The small scenario."""
    return ScenarioFolder(tmp_path / "small")


@pytest.fixture(scope="session")
def make_small() -> Callable[[Path], ScenarioFolder]:
    """Makes the small scenario in a folder of one's own."""
    return ScenarioFolder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English and leaves the language as it was."""
    before = language()
    use_language("en")
    try:
        yield
    finally:
        use_language(before)
