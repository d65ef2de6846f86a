"""Rules of a unit: response to its colour, overdue loans.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections import defaultdict

from allocator.allocation.model.model import Model, Rows, Term


def response(model: Model) -> None:
    """Lending by the unit's colour: suspended, nothing; capped, up to the cap.

    Suspended: ``Σ x = 0`` (and no renewals: such loans are not renewable). Capped:
    ``Σ x ≤ max(0, ⌊max_loans_share × approved⌋ − posts of old loans)``.
    Source: S County, three-colour response.
    """
    caps = {
        unit: cap
        for unit, cap in model.numbers.lending_caps.items()
        if unit not in model.numbers.blocked or unit in model.numbers.suspended
    }
    _cap_units(model, "response", caps)


def overdue(model: Model) -> None:
    """A unit with an overdue loan borrows nothing new, where the policy says so."""
    _cap_units(model, "overdue", dict.fromkeys(model.numbers.blocked, 0))


def _cap_units(model: Model, rule: str, caps: dict[str, int]) -> None:
    lent: defaultdict[str, list[Term]] = defaultdict(list)
    for j in model.formulation.steps:
        unit = model.numbers.requests[j].unit
        if unit in caps:
            lent[unit] += model.lent_terms(j)
    rows: Rows = {unit: (None, terms, float(caps[unit])) for unit, terms in lent.items() if terms}
    model.add_rows(rule, rows)
