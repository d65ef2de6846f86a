"""Names of the values that factors take."""

import pytest

from allocator.report.study.level_names import level_name
from allocator.report.study.worded import coded, namer, worded
from allocator.text import in_language
from tests.report.study.studies_made_up import studied
from tests.simulation.studies.results.made_up import drawn


@pytest.mark.parametrize(
    ("key", "level", "name"),
    [
        ("retirement.law", "before_2025", "the rules before 2025"),
        ("deposit.mode", "as_needed", "as needed"),
        ("simulation.demand.urgent", "reserve", "draw on the reserve"),
        ("simulation.recruitment.lag.distribution", "fixed", "always the same"),
        ("simulation.demand.emergency.purpose", "livelihood", "people's livelihood"),
        ("simulation.yearly_deposit", "true", "yes"),
        # A number, a value that has no name, and the name of a level, which is the study's own.
        ("reserve.share", "0.05", "0.05"),
        ("retirement.law", "of_2030", "of_2030"),
        ("", "before_2025", "before_2025"),
    ],
)
def test_values_are_told_by_their_names(key: str, level: str, name: str) -> None:
    assert level_name(key, level) == name


def test_changes_and_curves_are_told_by_them_too() -> None:
    reached = {"lender": "optimal", "other": "terms=as_needed", "assumption": "A1"}
    levers = [{"id": "terms", "title": {}, "key": "deposit.mode"}]
    study = studied(
        changed=drawn(other="terms=as_needed"), declared={"levers": levers}, curve=[reached]
    )
    told = worded(study, namer(study.record["declared"]))
    assert told.tables["effects"]["change"].iloc[0].startswith("lender: no bank → optimal plans; ")
    assert told.tables["curve"]["other"].iloc[0] == "terms=as needed"
    assert told.record["curve"][0] == {
        "lender": "optimal plans",
        "other": "terms=as needed",
        "assumption": "A1",
    }


def test_what_commands_take_stands_beside_a_chinese_name() -> None:
    levers = [{"id": "deposit", "title": {}, "key": "deposit.mode"}]
    name = coded(namer({"levers": levers, "uncertainties": []}))
    assert name("lender", "first_come") == "first_come"
    with in_language("zh"):
        assert name("lender", "first_come") == "先到先得（first_come）"
        assert name("deposit", "as_needed").endswith("（as_needed）")
        assert name("lender", "my_own") == "my_own"
