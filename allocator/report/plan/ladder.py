"""The maturity ladder of a plan: posts due back against people expected to leave.

The same as the simulation's measures ``maturities`` and ``coverage``, for one plan.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from allocator.report.charts.ladder import Rung, ladder_chart
from allocator.report.document import Chart, Field, Grid
from allocator.report.plan.basis import Basis
from allocator.report.plan.words import count
from allocator.report.values import shown
from allocator.stock.vacancies import CELL
from allocator.text import _


@dataclass(frozen=True)
class Step:
    """A plan year of the ladder.

    Attributes
    ----------
    due, due_by : int
        Posts due back at its end, and by its end since the base year; overdue ones are due in
        the first.
    leavers, leavers_by : float
        People expected to leave those who borrow, in it and by its end.
    certain_by : int
        Of them, those that can be counted on by its end, unit by unit, at the policy's
        confidence.
    """

    year: int
    due: int
    due_by: int
    leavers: float
    leavers_by: float
    certain_by: int

    @property
    def coverage(self) -> float | None:
        """Expected leavers by its end for each post due by then; ``None`` where none is."""
        return self.leavers_by / self.due_by if self.due_by else None


def ladder(basis: Basis) -> list[Step]:
    """Every plan year in order."""
    years = basis.scenario.years
    repayments = basis.rows("repayments")
    due: Counter[int] = Counter()
    for row in repayments:
        due[row["year"]] += row["posts"]
    borrowing = {(row["unit_id"], row["quota_type"]) for row in repayments}
    cells = zip(*(basis.leavers.cells[name].tolist() for name in CELL), strict=True)
    places = [place for place, cell in enumerate(cells) if cell in borrowing]
    yearly = basis.leavers.expected[places].sum(axis=0).tolist()
    certain = basis.leavers.certain[places, 0, :].sum(axis=0).tolist()
    in_year = [due[year] for year in years]
    steps = zip(
        years, in_year, accumulate(in_year), yearly, accumulate(yearly), certain, strict=True
    )
    return [Step(*step) for step in steps]


def ladder_grid(basis: Basis) -> Grid:
    """The ladder in numbers."""
    rows = tuple(
        (
            step.year,
            step.due,
            step.due_by,
            step.leavers,
            step.leavers_by,
            step.certain_by,
            step.coverage,
        )
        for step in ladder(basis)
    )
    return Grid("ladder", _("Maturity ladder"), _fields(basis), rows)


def _fields(basis: Basis) -> tuple[Field, ...]:
    confidence = shown(Fraction(basis.scenario.policy.lending.confidence), "share", decimals=0)
    return (
        Field("year", _("Year"), "year"),
        Field("due", _("Due back"), "count", _("posts due back at the end of the year")),
        Field("due_by", _("Due back so far"), "count", _("since the base year")),
        Field(
            "leavers",
            _("Expected leavers"),
            "number",
            _("people of the units and quota types that borrow"),
        ),
        Field("leavers_by", _("Expected leavers so far"), "number", _("since the base year")),
        Field(
            "certain_by",
            _("To be counted on so far"),
            "count",
            _("people, unit by unit, at the policy's confidence of {confidence}").format(
                confidence=confidence
            ),
        ),
        Field(
            "coverage",
            _("Coverage"),
            "share",
            _("expected leavers so far for each post due back so far"),
        ),
    )


def ladder_charts(basis: Basis) -> tuple[Chart, ...]:
    """The ladder drawn, where anything is out on loan."""
    steps = ladder(basis)
    last = steps[-1]
    if not last.due_by:
        return ()
    spec = ladder_chart([Rung(step.year, step.due, step.due_by, step.leavers_by) for step in steps])
    description = _(
        "By the end of {year}, {due} posts are due back, and {leavers} people of those who borrow "
        "are expected to leave."
    ).format(year=last.year, due=count(last.due_by), leavers=shown(last.leavers_by, decimals=1,
             kind="number"))  # fmt: skip
    return (Chart("ladder", _("Posts due back and expected leavers"), description, spec),)
