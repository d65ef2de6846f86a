"""``allocator new``: a scenario to fill in."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.models import builtin_models, find
from allocator.cli.options import Shared, shared_options
from allocator.text import _


@click.command("new", help=_("Make a scenario to fill in, as CSV files in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
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
def command(folder: Path, policy: str, base_year: int | None, shared: Shared) -> None:
    """Tables with one example row each, and notes on every column."""
    from datetime import date

    from allocator.scenario.template import write_template

    find(policy, builtin_models())
    write_template(folder, policy, base_year or date.today().year)
    if not shared.quiet:
        click.echo(
            _("Written to {folder}; README.md there says what each column means.").format(
                folder=folder
            )
        )
