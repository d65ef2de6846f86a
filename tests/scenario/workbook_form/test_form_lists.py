"""Drop-down lists hold all that can be chosen, in the language."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from allocator.scenario import builtin
from allocator.scenario.parsing import parse_cell
from allocator.scenario.reading import read_policy
from allocator.scenario.relations.keys import REFERENCES
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.content import Content
from allocator.scenario.workbook_form.lists import drop_down

CHOSEN = [(t, c) for t in TABLES.values() for c in t.columns if c.kind in ("choice", "boolean")]


def test_choices_are_listed_as_the_language_has_them(form: Any) -> None:
    for table, column in CHOSEN:
        choices = column.choices or {"true": "是", "false": "否"}
        wanted = list(choices.values() if form.language == "zh" else choices)
        check = form.check(table, column)
        assert check.formula1 == f"list_{table.name}_{column.name}"
        assert form.listed(check.formula1) == wanted
        assert len({parse_cell(column, value) for value in wanted}) == len(choices)


def test_codes_are_those_of_the_policy_model(form_in: Callable[[str], Any]) -> None:
    form = form_in("en")
    evaluation = read_policy(builtin.models()["gansu-ahp"]).evaluation
    leaves = [leaf.id for leaf in evaluation.leaves()]
    scaled = [leaf.id for leaf in evaluation.leaves() if leaf.scale is not None]
    assert 0 < len(scaled) < len(leaves)
    assert form.listed("list_scores_indicator") == leaves
    assert form.listed("list_questionnaires_indicator") == leaves
    assert form.listed("list_measures_indicator") == scaled
    assert form.listed("list_grades_grade") == [grade.id for grade in evaluation.grades]
    assert form.listed("list_units_class") == ["A", "B", "C"]
    purposes = read_policy(builtin.models()["gansu-ahp"]).priority.purposes
    assert set(form.listed("list_requests_purpose")) >= set(purposes)
    assert form.listed("list_loans_purpose") == form.listed("list_requests_purpose")


def test_codes_in_use_are_listed_after_those_of_the_policy_model() -> None:
    policy = read_policy(builtin.models()["s-county"])
    tables = {
        "requests": pd.DataFrame({"purpose": ["rescue, at sea", "key_project"]}),
        "pools": pd.DataFrame({"purpose": ["*", "rescue, at sea", "night shift"]}),
    }
    chosen = drop_down(Content((), tables, policy, example=False), "loans", "purpose")
    assert chosen is not None
    assert chosen.values[-2:] == ("rescue, at sea", "night shift")
    assert chosen.values.count("key_project") == 1
    assert "*" not in chosen.values
    assert not chosen.only


def test_policies_can_be_chosen(form: Any) -> None:
    assert form.listed("list_policies") == list(builtin.models())


def test_ids_are_those_of_the_other_sheet(form: Any) -> None:
    """Down to its last row with an id, of 5,000: looked at in LibreOffice, a gap included."""
    for table, column, target, key in REFERENCES:
        check = form.check(TABLES[table], TABLES[table].column(column))
        assert check.formula1 == f"ids_{target}_{key}"
        sheet = form.sheet(TABLES[target]).title
        assert form.book.defined_names[check.formula1].attr_text == (
            f"OFFSET('{sheet}'!$A$2,0,0,MAX(1,SUMPRODUCT(MAX(('{sheet}'!$A$2:$A$5001<>\"\")"
            f"*ROW('{sheet}'!$A$2:$A$5001)))-1),1)"
        )


def test_the_lists_are_hidden_and_come_last(form: Any) -> None:
    assert form.book.sheetnames[-1] == "_lists"
    assert form.book["_lists"].sheet_state == "hidden"
    assert [sheet.title for sheet in form.book if sheet.sheet_state != "visible"] == ["_lists"]
