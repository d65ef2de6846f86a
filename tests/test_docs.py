"""The pages show what the software does: outputs, tables, formulation, numbers."""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from pyomo.core import Var

from allocator.allocation.audit.checks import RULES as AUDIT_RULES
from allocator.allocation.model.build import RULES, build
from allocator.allocation.model.goals import GOALS
from allocator.allocation.model.model import Model
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.prepare import numbers, prepare
from allocator.allocation.strengthen import Strengthening
from allocator.cli import exits
from allocator.cli.main import COMMANDS
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario

ROOT = Path(__file__).parents[1]
MEND = "run `.venv/bin/python docs/update.py` and read what has changed"
READMES = ("README.md", "README.zh.md")
FORMULATION = "models/README.md"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", ROOT / "docs" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


update = _load()


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def s_county() -> Scenario:
    return read_scenario("s-county")


@pytest.fixture(scope="module")
def model(s_county: Scenario) -> Model:
    return build(prepare(s_county))


# --- what is made ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", update.PAGES)
def test_a_page_shows_what_the_software_does_now(page: str) -> None:
    assert update.refreshed(page).splitlines() == text(page).splitlines(), MEND


@pytest.mark.parametrize("page", update.PAGES)
def test_every_mark_of_a_page_is_understood(page: str) -> None:
    """A mistyped mark would stay behind in silence."""
    marks = re.findall(r"^(?:<!--.*|```(?:console|pycon).*)$", text(page), re.MULTILINE)
    understood = [line for part in update.PART.finditer(text(page)) for line in part[0].split("\n")]
    assert marks
    assert not set(marks) - set(understood)


@pytest.mark.parametrize("page", READMES)
def test_the_shown_commands_do_not_stop_at_a_fault(page: str) -> None:
    assert "Traceback" not in text(page)
    assert "a fault of this software" not in text(page)


# --- what is written by hand -----------------------------------------------------------------


@pytest.mark.parametrize("page", [*update.PAGES, "docs/README.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)\s]*\)", text(page))
    missing = [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()]
    assert not missing


@pytest.mark.parametrize("page", READMES)
def test_the_exit_statuses_are_listed(page: str) -> None:
    listed = {int(status) for status in re.findall(r"^\| (\d+) \|", text(page), re.MULTILINE)}
    assert listed == {value for name, value in vars(exits).items() if name.isupper()}


@pytest.mark.parametrize("page", READMES)
def test_the_commands_are_listed(page: str) -> None:
    rows = [line for line in text(page).splitlines() if line.startswith("| `allocator ")]
    listed = {name for line in rows for name in re.findall(r"`allocator (\w+)", line)}
    assert listed == set(COMMANDS)


@pytest.mark.parametrize("page", READMES)
def test_the_files_of_a_plan_are_listed(page: str) -> None:
    listed = set(re.findall(r"^\| `(\w+)\.csv` \|", text(page), re.MULTILINE))
    assert listed == set(PLAN_TABLES)


@pytest.mark.parametrize("page", READMES)
def test_the_commands_that_ci_calls_are_fenced(page: str) -> None:
    for command in ("make demo", "make test"):
        assert re.search(rf"^```\n(?:.*\n)*?{command} ", text(page), re.MULTILINE)


RECKONED = {"95", "80", "100", "3.33", "7.17"}
"""The confidence of S County, the one tried instead, 100 ÷ 30, and the gain in the template."""


@pytest.mark.parametrize("page", READMES)
def test_a_number_in_the_worked_examples_is_one_that_a_command_prints(page: str) -> None:
    start, end = (text(page).index(heading) for heading in SECTIONS[page])
    examples = text(page)[start:end]
    shown = "".join(part[0] for part in update.PART.finditer(examples))
    prose = re.sub(r"`[^`]*`", "", update.PART.sub("", examples))
    numbers_of = re.compile(r"(?<![A-Z\d])\d+(?:\.\d+)?")
    assert set(numbers_of.findall(prose)) <= set(numbers_of.findall(shown)) | RECKONED


SECTIONS = {
    "README.md": ("## A worked example", "## Commands"),
    "README.zh.md": ("## 示例", "## 命令"),
}


# --- the formulation --------------------------------------------------------------------------


def test_every_rule_and_goal_has_a_section_and_no_other() -> None:
    sections = re.findall(r"^#### `(\w+)`$", text(FORMULATION), re.MULTILINE)
    assert sorted(sections) == sorted([*RULES, *GOALS])


def test_every_rule_has_its_part_of_the_audit() -> None:
    """`plan_files` is the audit's own: that the files of a plan agree with each other."""
    assert {rule.__name__ for rule in AUDIT_RULES} == {*RULES, "plan_files"}


def named(owner: str) -> set[str]:
    return set(re.findall(rf"\b{owner}\.(\w+)", text(FORMULATION)))


def test_every_variable_stands_beside_its_symbol(model: Model) -> None:
    variables = {name for name, part in vars(model).items() if getattr(part, "ctype", None) is Var}
    assert named("Model") == variables


OWNERS = (
    "Prepared",
    "Request",
    "Loan",
    "Pool",
    "Deposit",
    "PeopleCeiling",
    "StaffingStandard",
    "Step",
)


@pytest.mark.parametrize("owner", OWNERS)
def test_every_name_beside_a_symbol_exists(owner: str) -> None:
    kind = getattr(numbers, owner)
    known = set(kind.__dataclass_fields__) | set(dir(kind))
    assert named(owner)
    assert named(owner) <= known


def test_every_step_of_the_strengthening_is_explained() -> None:
    assert named("Strengthening") == set(Strengthening.__dataclass_fields__)


# --- S County ----------------------------------------------------------------------------------


def claims(scenario: Scenario) -> Iterator[str]:
    """What the page says of its tables, from the tables."""
    posts, staff = scenario.tables["posts"], scenario.tables["staff"]
    yield f"{len(staff):,} people"
    assert round(int(posts["approved"].sum()), -2) == 4000
    yield "about 4,000 posts"

    # Full years at the end of 2020, whatever the month of birth.
    ages = scenario.base_year - 1 - staff["birth"] // 12
    bands = ((22, 29), (30, 39), (40, 49), (50, 54), (55, 59))
    shares = [f"{ages.between(*band).mean() * 100:.1f}" for band in bands]
    yield f"| in the roster, % | {' | '.join(shares)} |"
    yield f"{(staff['retirement_class'] == 'men60').mean() * 100:.1f} % men"

    old_ages = staff["retirement_class"].map({"men60": 60, "women55": 55, "women50": 50})
    retiring = (staff["birth"] // 12 + old_ages.astype(int)).between(2021, 2026).sum() / 6
    yield f"{round(retiring, -1):.0f} people a year, {retiring / len(staff) * 100:.0f} %"


def test_the_numbers_of_s_county_are_those_of_its_tables(s_county: Scenario) -> None:
    page = " ".join(text("scenarios/s-county/README.md").split())
    missing = [claim for claim in claims(s_county) if claim not in page]
    assert not missing


def test_the_collection_of_s_county_is_the_published_one(s_county: Scenario) -> None:
    """72 posts from 58 sub-units of 47 departments; 46 give one, 10 two, 2 three."""
    deposits = prepare(s_county).deposits
    counts = [deposit.most for deposit in deposits.values()]
    departments = s_county.tables["units"].set_index("unit_id")["department"]
    assert sum(counts) == 72
    assert len(counts) == 58
    assert departments[[unit for unit, _ in deposits]].nunique() == 47
    assert [counts.count(posts) for posts in (1, 2, 3)] == [46, 10, 2]
    assert "72 public-institution posts from 58 sub-units of 47 departments" in text(
        "scenarios/s-county/README.md"
    )
