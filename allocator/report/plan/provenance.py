"""Where a plan's report comes from."""

from datetime import date

from allocator.report.names import policy_title, scenario_title, titled
from allocator.report.plan.basis import Basis
from allocator.report.plan.goals import how_good
from allocator.report.plan.warnings import audit_words
from allocator.report.plan.words import plan_years
from allocator.report.values import NOTHING, day
from allocator.text import _


def provenance(basis: Basis, reported: date) -> tuple[tuple[str, str], ...]:
    """Software, input, policy, state of the plan, as pairs of label and value."""
    scenario, report = basis.scenario, basis.plan.report
    policy = scenario.policy
    versions = report.get("versions") or {}
    told = (
        (_("Software"), str(report.get("software", ""))),
        (_("Solved with"), ", ".join(f"{name} {number}" for name, number in versions.items())),
        (_("Scenario"), titled(scenario_title(scenario), scenario.settings.name)),
        (_("Base year"), str(scenario.base_year)),
        (_("Plan years"), plan_years(scenario)),
        (_("Fingerprint of the input"), scenario.fingerprint),
        *((_("Set for this run"), change) for change in _changes(basis)),
        (_("Policy model"), titled(policy_title(scenario), policy.name)),
        (_("In force since"), day(policy.effective) if policy.effective else ""),
        (_("Source of the rules"), policy.source),
        (_("Optimisation"), how_good(basis)),
        (_("Fingerprint of the decisions"), str(report.get("decisions", ""))),
        (_("Audit"), audit_words(basis)),
        (_("Reported"), day(reported)),
    )
    return tuple((label, value or NOTHING) for label, value in told)


def _changes(basis: Basis) -> tuple[str, ...]:
    """What ``--set`` changed when the plan was solved."""
    origin = basis.scenario.origin
    return origin.changes if origin else ()
