"""``allocator audit``: every rule recomputed on a plan, without a solver."""

from pathlib import Path
from typing import Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.text import _


@click.command("audit", help=_("Recompute every rule on a plan, without a solver."))
@click.argument("scenario")
@click.argument("plan", type=click.Path(path_type=Path))
@set_option
@shared_options
@reports_failures
def command(
    scenario: str, plan: Path, overrides: tuple[tuple[str, Any], ...], shared: Shared
) -> int:
    """List violations; the status says whether there are any."""
    from allocator.allocation.audit import audit
    from allocator.allocation.audit.plan_files import read_plan

    read = read_checked(scenario, overrides, shared)
    show_warnings(read.warnings, shared)
    found = read_plan(plan)
    report = audit(read, found.frames, found.report)
    _show(report, shared)
    return exits.VIOLATIONS if report.violations else exits.DONE


def _show(report: Any, shared: Shared) -> None:
    from allocator.cli.show import show_json

    if shared.json:
        show_json(report.as_dict())
        return
    for violation in report.violations:
        click.echo(f"{violation.rule}: {violation.message}")
    if shared.quiet:
        return
    for remark in report.remarks:
        click.echo(_("Remark: {remark}").format(remark=remark.message), err=True)
    click.echo(
        _("{violations} violations in {checks} checks of {rules} rules").format(
            violations=len(report.violations),
            checks=sum(report.counts.values()),
            rules=len(report.counts),
        )
    )
