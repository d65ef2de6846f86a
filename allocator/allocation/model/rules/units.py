"""Rules of a unit: response to its colour, overdue loans, staffing standard.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections import defaultdict
from collections.abc import Mapping

from allocator.allocation.model.model import Model, Rows, Term


def response(model: Model) -> None:
    """Lending by the unit's colour: suspended, nothing; capped, up to the cap.

    Suspended, or frozen after a low grade: ``Σ x = 0`` (and no renewals: such loans are not
    renewable). Capped:
    ``Σ x ≤ max(0, ⌊max_loans_share × approved⌋ − posts of old loans)``.
    Source: S County, three-colour response; Gansu, no business for one or two years after a
    low grade.
    """
    _cap_units(model, "response", model.numbers.lending_caps)


def overdue(model: Model) -> None:
    """A unit with an overdue loan borrows nothing new, where the policy says so."""
    _cap_units(model, "overdue", dict.fromkeys(model.numbers.blocked, 0))


def _cap_units(model: Model, rule: str, caps: Mapping[str, int]) -> None:
    lent: defaultdict[str, list[Term]] = defaultdict(list)
    for j in model.formulation.steps:
        request = model.numbers.requests[j]
        if request.unit in caps and request.counts_under(rule):
            lent[request.unit] += model.lent_terms(j)
    rows: Rows = {unit: (None, terms, float(caps[unit])) for unit, terms in lent.items() if terms}
    model.add_rows(rule, rows)


def staffing_standard(model: Model) -> None:
    """People in post, reserved and newly granted posts of a unit stay within its standard.

    ``Σ n ≤ max(0, ⌊Σ quantity ÷ per_post⌋ − filled − reserved)`` over all quota types.
    Source: the national study (Cui Shaopeng), staffing by standards.
    """
    rows: Rows = {}
    for unit, standard in model.numbers.staffing_standards.items():
        counted = model.counted("staffing_standard", standard.requests)
        terms = [term for j in counted for term in model.granted_terms(j)]
        if terms:
            rows[unit] = (None, terms, float(standard.room))
    model.add_rows("staffing_standard", rows)
