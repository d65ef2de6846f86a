"""Every column has the input check that its declaration calls for."""

from collections.abc import Callable
from typing import Any

import pytest

from allocator.scenario.columns import Column, Table
from allocator.scenario.declared_keys import FIRST_YEAR
from allocator.scenario.parsing import BadCell, parse_cell
from allocator.scenario.policy import Policy
from allocator.scenario.relations.keys import REFERENCES
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook.cells import LAST_YEAR
from allocator.scenario.workbook_form.content import Content
from allocator.scenario.workbook_form.input_checks import input_check
from allocator.scenario.workbook_form.lists import drop_down

EVERY_COLUMN = [(table, column) for table in TABLES.values() for column in table.columns]
REFERRING = {(table, column): target for table, column, target, _key in REFERENCES}
SCOPES = {(table, column) for table in ("pools", "ceilings") for column in ("region", "department")}
# Codes that a policy model declares, or that are usual.
LISTED = {"class", "indicator", "grade", "purpose", "sector", "quota_type"}


def expected(table: Table, column: Column) -> str | None:
    if (table.name, column.name) in REFERRING or column.kind in ("choice", "boolean"):
        return "list"
    if column.name in LISTED:
        return "list"
    if (table.name, column.name) in SCOPES or table.key == (column.name,):
        return "custom"
    kinds = {"integer": "whole", "year": "whole", "decimal": "decimal", "month": "custom"}
    return kinds.get(column.kind)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_column_is_checked_by_its_kind(form: Any, table: Table) -> None:
    for column in table.columns:
        check = form.check(table, column)
        assert (check and check.type) == expected(table, column), column.name
        if check is None:
            continue
        assert str(check.sqref).endswith("5001")  # 5,000 rows below the header
        assert check.errorTitle == form.header(column)[:32]
        assert 0 < len(check.error) <= 255
        assert check.showErrorMessage
        assert check.allowBlank  # what must be filled in is for `check` to say, once all is there
        if check.type in ("whole", "decimal"):
            assert check.operator in (None, "between")


NUMBERS = [(t, c) for t, c in EVERY_COLUMN if c.kind in ("integer", "year", "decimal")]


def test_the_bounds_of_numbers_are_those_of_reading(form_in: Callable[[str], Any]) -> None:
    for table, column in NUMBERS:
        check = form_in("en").check(table, column)
        for bound, beyond in ((int(check.formula1), -1), (int(check.formula2), 1)):
            parse_cell(column, str(bound))
            with pytest.raises(BadCell):
                parse_cell(column, str(bound + beyond))


def test_years_are_four_digits() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1900, 2200)


def test_a_column_that_is_declared_anew_has_its_check() -> None:
    """The check follows from the declaration, not from a list of columns."""
    content = Content((), {}, Policy.model_validate(POLICY), example=False)
    for column, validate, least, most in (
        (Column("new", "新", "integer", "", "", least=3, most=7), "integer", 3, 7),
        (Column("new", "新", "decimal", "", "", least=0), "decimal", 0, 10**9),
        (Column("new", "新", "year", "", ""), "integer", 1900, 2200),
    ):
        check = input_check(content, "units", column, None)
        assert check is not None
        assert (check["validate"], check["minimum"], check["maximum"]) == (validate, least, most)
    assert input_check(content, "units", Column("new", "新", "text", "", ""), None) is None


POLICY = {"schema": 1, "name": "plain", "lending": {"terms": [1]}}


def test_without_codes_in_the_policy_model_there_is_no_list() -> None:
    content = Content((), {}, Policy.model_validate(POLICY), example=False)
    assert drop_down(content, "scores", "indicator") is None
    assert drop_down(content, "grades", "grade") is None
    assert drop_down(content, "units", "sector") is None
    classes = drop_down(content, "units", "class")
    assert classes is not None
    assert classes.values == ("A", "B", "C")


def style(form: Any, table: str, column: str) -> str:
    return form.check(TABLES[table], TABLES[table].column(column)).errorStyle or "stop"


def test_what_may_be_something_else_is_asked_about_and_what_may_not_is_refused(
    form_in: Callable[[str], Any],
) -> None:
    form = form_in("en")
    for table, column in (("requests", "purpose"), ("units", "sector"), ("loans", "quota_type")):
        assert style(form, table, column) == "warning"
    for table, column in (
        ("units", "class"),
        ("scores", "indicator"),
        ("requests", "unit_id"),
        ("requests", "repayment"),
        ("staff", "can_extend"),
        ("grades", "grade"),
        ("ceilings", "region"),  # reading refuses one that no unit has; of a pool it warns
    ):
        assert style(form, table, column) == "stop"
    assert style(form, "pools", "region") == "warning"
    assert style(form, "staff", "birth") == "warning"  # reading knows 1968年5月 too


def test_formulas_of_checks(form_in: Callable[[str], Any]) -> None:
    """Looked at in LibreOffice with U1 twice, 1968-05, 1968-13, a date, *, an unknown region."""
    form = form_in("en")
    once = form.check(TABLES["units"], TABLES["units"].column("unit_id"))
    assert once.formula1 == "SUMPRODUCT(--EXACT($A$2:$A$5001,A2))=1"
    region = form.check(TABLES["ceilings"], TABLES["ceilings"].column("region"))
    assert region.formula1 == "OR(A2=\"*\",COUNTIF('units'!$C$2:$C$5001,A2)>0)"
    birth = form.check(TABLES["staff"], TABLES["staff"].column("birth"))
    assert birth.formula1.startswith("IF(ISNUMBER(D2),AND(D2>0,D2<110000),")
    assert birth.showInputMessage
    assert "1968-05" in birth.prompt
    for table, column in EVERY_COLUMN:
        check = form.check(table, column)
        for formula in (check.formula1, check.formula2) if check else ():
            assert len(formula or "") <= 255


@pytest.mark.parametrize("language", ["en", "zh"])
def test_checks_are_in_the_language(form_in: Callable[[str], Any], language: str) -> None:
    form = form_in(language)
    check = form.check(TABLES["posts"], TABLES["posts"].column("approved"))
    assert check.errorTitle == {"en": "approved", "zh": "核定数"}[language]
