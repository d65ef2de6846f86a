"""``allocator new``: a scenario to fill in."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.models import builtin_models, find
from allocator.cli.options import Shared, shared_options
from allocator.cli.workbook_place import check_command, is_workbook, workbook_place
from allocator.text import _


@click.command("new", help=_("Make a scenario to fill in: a folder of CSV files, or a workbook."))
@click.argument("place", type=click.Path(path_type=Path))
@click.option(
    "--xlsx",
    is_flag=True,
    help=_("A workbook with drop-down lists; implied where PLACE ends in .xlsx."),
)
@click.option(
    "--policy",
    default="s-county",
    show_default=True,
    help=_("Built-in policy model to start from."),
)
@click.option(
    "--base-year",
    type=click.IntRange(1950, 2150),
    help=_("Year of the annual round (default: this year)."),
)
@shared_options
@reports_failures
def command(place: Path, xlsx: bool, policy: str, base_year: int | None, shared: Shared) -> None:
    """Tables with example rows, and notes on every column."""
    from datetime import date

    from allocator.scenario.template import write_template, write_template_workbook

    find(policy, builtin_models())
    year = base_year or date.today().year
    if xlsx or is_workbook(place):
        file = workbook_place(place)
        write_template_workbook(file, policy, year)
        _tell_of_workbook(file, shared)
        return
    write_template(place, policy, year)
    if not shared.quiet:
        click.echo(
            _("Written to {folder}; README.md there says what each column means.").format(
                folder=place
            )
        )


def _tell_of_workbook(file: Path, shared: Shared) -> None:
    if shared.quiet:
        return
    click.echo(
        _("Written to {file}. Fill it in, as its first sheet says; then: {command}").format(
            file=file, command=check_command(file)
        )
    )
