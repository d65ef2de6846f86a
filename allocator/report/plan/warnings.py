"""What the reader should look at: the audit, the data, the standing warnings."""

from itertools import groupby

from allocator.allocation.audit.findings import Violation
from allocator.allocation.plan.rule_names import rule_name
from allocator.allocation.standing_warnings.names import severity_name, warning_name
from allocator.report.document import Field, Grid, Section
from allocator.report.plan.basis import Basis
from allocator.report.plan.words import count, listed
from allocator.scenario.code_names import quota_type_name
from allocator.text import _

FILES = "plan_files"
"""What the audit calls files that contradict each other: what comes of it, as broken rules, comes
first."""

MOST_LISTED = 10
"""So many violations, and warnings of the data, are named at the top; tables have all."""


def warnings(basis: Basis) -> tuple[str, ...]:
    """The warnings in sentences, the gravest first."""
    violations = basis.audited.violations if basis.audited else ()
    problems = (*basis.plan.warnings, *basis.scenario.warnings)
    return (
        *((_changed(),) if basis.changed else ()),
        *_first([_broken(each) for each in violations if each.rule != FILES]),
        *_disagreeing([each for each in violations if each.rule == FILES]),
        *_first([str(problem) for problem in problems]),
        *_standing(basis),
    )


def _changed() -> str:
    return _("The plan's files have been changed since it was solved.")


def _broken(violation: Violation) -> str:
    return _("The plan breaks a rule, {rule}: {message}").format(
        rule=rule_name(violation.rule), message=violation.message
    )


def _disagreeing(violations: list[Violation]) -> list[str]:
    if not violations:
        return []
    return [
        _("The plan's files do not agree with one another, in places: {count} ({places}).").format(
            count=count(len(violations)),
            places=listed([each.where for each in violations[:MOST_LISTED]]),
        )
    ]


def _first(sentences: list[str]) -> list[str]:
    more = len(sentences) - MOST_LISTED
    if more <= 0:
        return sentences
    rest = _("{count} more of this kind stand in the table of warnings.").format(count=count(more))
    return [*sentences[:MOST_LISTED], rest]


def _standing(basis: Basis) -> list[str]:
    """A line for each kind of standing warning."""
    return [
        _("Standing warnings, {name} ({severity}): {count}").format(
            name=warning_name(rule),
            severity=severity_name(own[0].severity),
            count=count(len(own)),
        )
        for rule, same in groupby(basis.standing_warnings, key=lambda warning: warning.rule)
        for own in [list(same)]
    ]


def audit_words(basis: Basis) -> str:
    """What the audit says, in a sentence."""
    if basis.audited is None:
        return _(
            "The files are as they were solved; “allocator audit” recomputes every rule on them."
        )
    if basis.audited.violations:
        return _("The audit found {count} violations of rules.").format(
            count=count(len(basis.audited.violations))
        )
    return _("The audit found no violation of any rule.")


def warnings_section(basis: Basis) -> Section:
    """Every warning, in tables."""
    made = (_violations(basis), _data(basis), _standing_grid(basis))
    grids = tuple(grid for grid in made if grid.rows)
    nothing = () if grids else (_("There is nothing to warn of."),)
    return Section("warnings", _("Warnings"), (audit_words(basis), *nothing), grids=grids)


def _violations(basis: Basis) -> Grid:
    found = basis.audited
    fields = (
        Field("rule", _("Rule")),
        Field("where", _("Where"), "id"),
        Field("message", _("What is wrong")),
    )
    rows = [
        *(
            (rule_name(each.rule), each.where, each.message)
            for each in sorted(found.violations, key=lambda each: each.rule == FILES)
        ),
        *((_("not as solved"), rule_name(each.subject), each.message) for each in found.remarks),
    ] if found else []  # fmt: skip
    return Grid("audit", _("Audit"), fields, tuple(rows))


def _data(basis: Basis) -> Grid:
    fields = (
        Field("where", _("Where"), "id"),
        Field("found", _("Found")),
        Field("expected", _("Expected")),
        Field("mend", _("What to do")),
    )
    rows = tuple(
        (problem.place(), problem.found, problem.expected, problem.mend)
        for problem in (*basis.plan.warnings, *basis.scenario.warnings)
    )
    return Grid("data_warnings", _("Warnings of the data"), fields, rows)


def _standing_grid(basis: Basis) -> Grid:
    fields = (
        Field("severity", _("Severity")),
        Field("rule", _("Warning")),
        Field("where", _("Where"), "id"),
        Field("unit", _("Unit")),
        Field("message", _("What is wrong")),
        Field("suggestion", _("What to do")),
    )
    rows = tuple(
        (
            severity_name(warning.severity),
            warning_name(warning.rule),
            _where(warning.where),
            _unit_of(basis, warning.where),
            warning.message,
            warning.suggestion,
        )
        for warning in basis.standing_warnings
    )
    return Grid("standing_warnings", _("Standing warnings"), fields, rows)


def _where(where: str) -> str:
    """A unit and a quota type, this by its name."""
    unit, *rest = where.split(", ")
    return _(", ").join([unit, *map(quota_type_name, rest)])


def _unit_of(basis: Basis, where: str) -> str:
    """The name of the unit that a warning is about; empty where it is about none."""
    unit = where.partition(",")[0]
    return basis.unit_name(unit) if unit in basis.units else ""
