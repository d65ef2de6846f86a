"""``allocator generate``: a synthetic scenario of any size."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, shared_options
from allocator.cli.progress import staged
from allocator.cli.written_shown import show_written
from allocator.text import _, language


@click.command("generate", help=_("Make a synthetic scenario with every feature in use."))
@click.option("--units", type=click.IntRange(1, 100_000), required=True, help=_("Number of units."))
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    required=True,
    help=_("Seed; the same seed gives the same files."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=_("Folder for the scenario."),
)
@shared_options
@reports_failures
def command(units: int, seed: int, out: Path, shared: Shared) -> None:
    """Draw and write."""
    from allocator.scenario.synthetic import write_synthetic

    with staged(shared, _("Drawing and writing")):
        write_synthetic(out, units, seed, language())
    if shared.json:
        show_written(out, units=units, seed=seed)
    elif not shared.quiet:
        click.echo(_("Written to {folder}").format(folder=out))
