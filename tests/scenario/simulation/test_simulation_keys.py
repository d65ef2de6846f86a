"""The section ``[simulation]``: what is read, what is refused, what does not depend on it."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from allocator.scenario.changes.applied import changed
from allocator.scenario.changes.change import KeyChange
from allocator.scenario.simulation import Demand, Duration, Recruitment, Simulation
from allocator.scenario.simulation.recruitment import RetirementClass
from allocator.scenario.tables.codes import RETIREMENT_CLASSES


def simulation(small: Any, text: str) -> Any:
    """The small scenario with ``text`` as the end of its ``scenario.toml``."""
    return small.text("scenario.toml", f"{small.files['scenario.toml'].decode()}\n{text}\n")


# --- what is read ----------------------------------------------------------------------------

WRITTEN = """\
[simulation]
gap = 0
yearly_deposit = false

[simulation.demand]
rate = 0.5
rates = { talent = 1.25 }
emergency_term = { distribution = "uniform", mean = 9 }

[simulation.recruitment]
intake_month = 0
lag = { mean = 4.5 }
classes = { women50 = 2 }

[simulation.evaluation]
noise = 0

[simulation.recall]
late_share = 0.2
"""


def test_keys_are_read_exactly_and_others_keep_their_defaults(small: Any) -> None:
    read = simulation(small, WRITTEN).read().settings.simulation
    assert (read.gap, read.yearly_deposit) == (0, False)
    assert (read.demand.rate, read.demand.rates) == (Decimal("0.5"), {"talent": Decimal("1.25")})
    assert read.demand.emergency_term == Duration(distribution="uniform", mean=Decimal(9))
    assert read.recruitment.lag == Duration(distribution="fixed", mean=Decimal("4.5"))
    assert read.recruitment.classes == {"women50": 2}
    assert (read.evaluation.noise, read.recall.late_share) == (0, Decimal("0.2"))
    assert (read.demand.patience, read.recruitment.success) == (1, Decimal("0.9"))


def test_a_scenario_without_the_section_has_the_defaults(small: Any) -> None:
    scenario = small.read()
    assert scenario.settings.simulation == Simulation()
    assert not scenario.warnings


def test_the_defaults_are_values_that_would_be_accepted() -> None:
    """Validation passes over defaults."""
    assert Simulation.model_validate(Simulation().model_dump()) == Simulation()


def sections(section: BaseModel) -> list[BaseModel]:
    inner = [value for _name, value in section if isinstance(value, BaseModel)]
    return [section, *(below for value in inner for below in sections(value))]


def test_every_default_says_that_it_is_assumed() -> None:
    """But sections, whose keys say so, and the empty table of rates."""
    silent = [
        f"{type(section).__name__}.{name}"
        for section in sections(Simulation())
        for name, field in type(section).model_fields.items()
        if not isinstance(getattr(section, name), BaseModel)
        and ("assumed" not in str(field.description) or "假定" not in str(field.json_schema_extra))
    ]
    assert silent == ["Demand.rates"]


def test_recruits_have_the_classes_of_people() -> None:
    assert set(get_args(RetirementClass)) == set(RETIREMENT_CLASSES)
    assert set(Recruitment().classes) == set(RETIREMENT_CLASSES)


@pytest.mark.parametrize(("section", "name"), [(Demand, "emergency_term"), (Recruitment, "lag")])
def test_a_distribution_alone_keeps_the_mean_of_the_default(section: Any, name: str) -> None:
    given = section.model_validate({name: {"distribution": "exponential"}})
    assert getattr(given, name).mean == getattr(section(), name).mean
    assert getattr(given, name).distribution == "exponential"


# --- overrides -------------------------------------------------------------------------------


def test_the_command_line_wins_over_the_file(small: Any) -> None:
    simulation(small, "[simulation.recruitment]\nsuccess = 0.7\nat_once = 2")
    scenario = small.read(
        ("simulation.recruitment.success", Decimal("0.8")),
        ("simulation.recruitment.lag.distribution", "exponential"),
        ("simulation.demand.rates.talent", 2),
    )
    read = scenario.settings.simulation
    assert (read.recruitment.success, read.recruitment.at_once) == (Decimal("0.8"), 2)
    assert read.recruitment.lag == Duration(distribution="exponential", mean=Decimal(6))
    assert read.demand.rates == {"talent": 2}


def test_a_misspelt_override_is_never_passed_over(small: Any) -> None:
    problem = small.problem(("simulation.recruitment.succes", Decimal("0.8")))
    assert (problem.file, problem.column) == ("--set", "simulation.recruitment.succes")
    assert "Did you mean “success”?" in problem.mend


def test_a_key_changes_in_memory_as_it_does_by_override(small: Any) -> None:
    key, value = "simulation.recruitment.lag.distribution", "uniform"
    in_memory = changed(small.read(), [KeyChange(key, value)])
    assert in_memory.settings == small.read((key, value)).settings


# --- what does not depend on it --------------------------------------------------------------


def test_the_fingerprint_does_not_depend_on_the_simulation(small: Any) -> None:
    before = small.read()
    after = simulation(small, WRITTEN).read()
    assert after.settings != before.settings
    assert after.fingerprint == before.fingerprint
    assert small.read(("horizon", 7)).fingerprint != before.fingerprint


# --- what is refused -------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, str, str, str]] = {
    "an unknown section": ("", "recruitmant = {}", "recruitmant", "Did you mean “recruitment”?"),
    "no section": ("", "demand = 1", "demand", "a section"),
    "a gap above all": ("", "gap = 1.5", "gap", "at most 1."),
    "a text for a truth": ("", "yearly_deposit = 'no'", "yearly_deposit", "true or false"),
    "an unknown key": ("demand", "rat = 1", "demand.rat", "Did you mean “rate”?"),
    "a rate below nothing": ("demand", "rate = -1", "demand.rate", "at least 0."),
    "a rate beyond all": ("demand", "rates = {talent = 1001}", "demand.rates.talent", "at most"),
    "a rate that is text": ("demand", "rate = '1'", "demand.rate", "a number"),
    "an unknown size": ("demand", "size = 'big'", "demand.size", "'same' or 'poisson'"),
    "a share above 1": ("demand", "urgent_share = 1.1", "demand.urgent_share", "at most 1."),
    "an unknown answer": ("demand", "urgent = 'now'", "demand.urgent", "'wait' or 'reserve'"),
    "half a round": ("demand", "patience = 0.5", "demand.patience", "a whole number"),
    "what shrinks to nothing": ("demand", "shrink = 0", "demand.shrink", "more than 0"),
    "a lag of no mean, drawn": (
        "recruitment",
        "lag = { distribution = 'exponential', mean = 0 }",
        *("recruitment.lag", "a mean above 0, or the distribution “fixed”"),
    ),
    "a lag below nothing": ("recruitment", "lag.mean = -1", "recruitment.lag.mean", "at least 0."),
    "a lag that is a number": ("recruitment", "lag = 6", "recruitment.lag", "a section"),
    "a thirteenth month": ("recruitment", "intake_month = 13", "recruitment.intake_month", "12."),
    "a child": ("recruitment", "from_age = 17", "recruitment.from_age", "at least 18."),
    "ages upside down": (
        "recruitment",
        "from_age = 36",
        *("recruitment", "from_age = 36 and to_age = 35; expected from_age not above to_age"),
    ),
    "an unknown class": (
        "recruitment",
        "classes = { men65 = 1 }",
        *("recruitment.classes.men65", "one of 'men60', 'women55' or 'women50'"),
    ),
    "classes of no weight": (
        "recruitment",
        "classes = { men60 = 0 }",
        *("recruitment.classes", "one class with a weight above 0"),
    ),
    "no classes": ("recruitment", "classes = {}", "recruitment.classes", "a weight above 0"),
    "a shock beyond all points": ("evaluation", "noise = 101", "evaluation.noise", "at most 100."),
    "months with a fraction": (
        "recall",
        "late_months = 1.5",
        *("recall.late_months", "a whole number"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_named_at_its_place(small: Any, name: str) -> None:
    section, line, column, said = REFUSED[name]
    header = f"[simulation.{section}]" if section else "[simulation]"
    problem = simulation(small, f"{header}\n{line}").problem()
    assert (problem.file, problem.column) == ("scenario.toml", f"simulation.{column}")
    assert said in str(problem)


def test_everything_wrong_is_reported_at_once(small: Any) -> None:
    text = "[simulation]\ngap = 2\n[simulation.recall]\nlate_share = 2\nlate_month = 1"
    columns = [problem.column for problem in simulation(small, text).problems()]
    assert columns == [
        f"simulation.{key}" for key in ("gap", "recall.late_month", "recall.late_share")
    ]
