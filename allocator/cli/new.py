"""``allocator new``: a scenario to fill in."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.models import builtin_models, find
from allocator.cli.options import Shared, shared_options
from allocator.cli.workbook_place import check_command, is_workbook, workbook_place
from allocator.cli.written_shown import show_written
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

    find(policy, builtin_models(), "--policy")
    year = base_year or date.today().year
    workbook = xlsx or is_workbook(place)
    written = workbook_place(place) if workbook else place
    (write_template_workbook if workbook else write_template)(written, policy, year)
    if shared.json:
        show_written(written, policy=policy, base_year=year)
    elif not shared.quiet:
        click.echo(_told_of_workbook(written) if workbook else _told_of_folder(written))


def _told_of_folder(folder: Path) -> str:
    return _("Written to {folder}; README.md there says what each column means.").format(
        folder=folder
    )


def _told_of_workbook(file: Path) -> str:
    return _("Written to {file}. Fill it in, as its first sheet says; then: {command}").format(
        file=file, command=check_command(file)
    )
