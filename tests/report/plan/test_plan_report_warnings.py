"""Warnings name what the software knows by a name, in the language of the report."""

from types import SimpleNamespace

from allocator.allocation.standing_warnings import StandingWarning
from allocator.report.plan.warnings import warnings_section
from allocator.text import in_language


def test_a_quota_type_is_named_where_a_warning_is_about_it() -> None:
    found = StandingWarning(
        rule="overstaffed", where="U1, administrative", message="m",
        suggestion="s", numbers={},
    )  # fmt: skip
    unknown = StandingWarning(
        rule="overstaffed", where="U1, special", message="m", suggestion="s",
        numbers={},
    )  # fmt: skip
    basis = SimpleNamespace(
        audited=None, standing_warnings=(found, unknown), units={},
        plan=SimpleNamespace(warnings=()), scenario=SimpleNamespace(warnings=()),
    )  # fmt: skip
    with in_language("zh"):
        (grid,) = warnings_section(basis).grids  # type: ignore[arg-type]
    where = [field.name for field in grid.fields].index("where")
    assert [row[where] for row in grid.rows] == ["U1，行政", "U1，special"]
