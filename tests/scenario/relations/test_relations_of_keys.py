"""References to rows that do not exist, and which rows they may be meant for."""

from typing import Any

import pytest


@pytest.mark.parametrize("written", ["u1", "\uff35\uff11", "\uff351", "Planning"])
def test_an_id_in_other_letters_or_the_name_of_a_unit_is_recognised(
    small: Any, written: str
) -> None:
    """A Chinese keyboard writes letters of full width; the sheet has the unit's name beside."""
    small.put("units", 2, "name", "Planning").put("requests", 2, "unit_id", written)
    assert small.problem().mend == "Did you mean “U1”?"


@pytest.mark.parametrize("written", ["U9", "Office", "U{1}"])
def test_what_may_be_meant_for_no_row_or_for_several_is_not_guessed(
    small: Any, written: str
) -> None:
    small.put("units", 2, "name", "Office").put("units", 3, "name", "Office")
    problem = small.put("requests", 2, "unit_id", written).problem()
    assert problem.found == f"“{written}”"
    assert problem.mend == "Correct the code, or add it to units."
