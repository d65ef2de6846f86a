"""Settings and assumptions by what makes them."""

import pandas as pd

from allocator.simulation.studies.results.setting_names import (
    assumption_names,
    change_named,
    factor_titles,
    held_name,
    levels_named,
    setting_names,
    title_of,
)
from allocator.text import use_language
from tests.simulation.studies.results.made_up import record, tables

TITLES = {"terms": "longest term", "law": "law"}


def test_titles_are_in_the_language_in_use():
    declared = record()["declared"]
    assert factor_titles(declared) == {"lender": "lender", **TITLES}
    assert title_of(declared, declared["name"]) == "How long"
    use_language("zh")
    # Where there is no title the id stands.
    assert factor_titles(declared)["terms"] == "最长期限"
    assert factor_titles(declared)["law"] == "law"
    assert title_of({}, "terms") == "terms"


def test_a_setting_is_its_lender_and_levers():
    assert setting_names(tables()["settings"], TITLES) == {
        "S1": "no_bank",
        "S2": "optimal, longest term = 3",
    }


def test_settings_that_are_alike_have_their_ids():
    settings = pd.DataFrame(
        {
            "setting": ["S1", "S2", "S3"],
            "lender": ["optimal"] * 3,
            "terms": ["3", "5", "3"],
            "baseline": [True, False, False],
        }
    )
    assert setting_names(settings, {}) == {
        "S1": "optimal, terms = 3 (S1)",
        "S2": "optimal, terms = 5",
        "S3": "optimal, terms = 3 (S3)",
    }


def test_an_assumption_is_its_uncertainties():
    assert assumption_names(tables(("A1", "A2"))["assumptions"], TITLES) == {
        "A1": "law = before",
        "A2": "law = after",
    }
    bare = pd.DataFrame({"assumption": ["A1"], "weight": [1.0]})
    assert assumption_names(bare, {}) == {"A1": "as the scenario has it"}


def test_changes_and_levels_have_titles_too():
    change = "terms: 1 → 3; late: · → 0.2"
    assert change_named(change, TITLES) == "longest term: 1 → 3; late: · → 0.2"
    assert levels_named("terms=3; late=0.2", TITLES) == "longest term = 3, late = 0.2"
    assert levels_named("", TITLES) == ""


def test_what_is_held_while_the_factors_of_a_side_vary():
    settings, one = {"S1": "no_bank"}, {"A1": "law = before"}
    varied = {"of": "levers", "within": "A1", "lender": "optimal"}
    assert held_name(varied, settings, one) == "optimal"
    assert held_name(varied, settings, one | {"A2": "law = after"}) == "optimal, law = before"
    assert held_name({"of": "uncertainties", "within": "S1"}, settings, one) == "no_bank"
