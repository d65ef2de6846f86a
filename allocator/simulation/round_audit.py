"""Every round of a lender, checked by the independent audit."""

from allocator.allocation.audit import audit
from allocator.allocation.plan.tables import plan_tables
from allocator.simulation.broken_rules import BrokenRules
from allocator.simulation.lenders import Lender, Verdict, lender_name
from allocator.simulation.lenders.no_bank import no_bank
from allocator.simulation.numbers import Numbers
from allocator.simulation.play import Play
from allocator.simulation.processes.annual_round import Watch
from allocator.simulation.year_scenario import year_scenario
from allocator.text import _


def audited(lender: Lender) -> Watch | None:
    """What audits each round of the lender; ``no_bank``, which lends nothing, needs none."""
    if lender is no_bank:
        return None

    def watch(play: Play, numbers: Numbers, verdict: Verdict) -> None:
        if not verdict.contradicted:
            _audit(lender, play, numbers, verdict)

    return watch


def _audit(lender: Lender, play: Play, numbers: Numbers, verdict: Verdict) -> None:
    scenario = year_scenario(play, numbers)
    units = scenario.tables["units"]
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    tables = plan_tables(numbers.prepared, verdict.decisions, names)
    violations = audit(scenario, tables, {}).violations
    if violations:
        raise BrokenRules(
            _("the round of {year} by “{lender}” breaks rules: {violations}").format(
                year=play.year,
                lender=lender_name(lender),
                violations="; ".join(str(violation) for violation in violations[:5]),
            )
        )
