"""``allocator report``: Excel workbook, page and summary of a plan, a simulation or a study."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, shared_options
from allocator.text import _, language

if TYPE_CHECKING:
    from allocator.report.charts.fonts import MissingFont
    from allocator.report.document import Report
    from allocator.report.files import Written


@click.command(
    "report",
    help=_(
        "Write an Excel workbook, a page for the browser and a Word summary of the plan, the "
        "simulation or the study in FOLDER."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Folder for the report (default: report-zh or report-en within FOLDER)."),
)
@click.option(
    "--scenario",
    metavar="SCENARIO",
    help=_("Where the scenario of the plan is now (default: where it was when it was solved)."),
)
@shared_options
@reports_failures
def command(folder: Path, out: Path | None, scenario: str | None, shared: Shared) -> None:
    """Read, tell, draw, write."""
    from allocator.cli.file_failures import refuse_unwritable
    from allocator.report.files import refuse_taken_folder, report_folder
    from allocator.report.making import kind_of

    kind_of(folder)
    target = report_folder(folder, language()) if out is None else out
    refuse_taken_folder(target)
    refuse_unwritable(target)
    _show(_written(folder, target, scenario, shared), target, shared)


def _written(folder: Path, target: Path, scenario: str | None, shared: Shared) -> "Written":
    with _uncollected():
        from datetime import date

        from allocator.cli.progress import staged
        from allocator.report import files, making
        from allocator.report.workshop import open_workshop

        with open_workshop() as workshop, staged(shared, _("Reading")) as progress:
            kind = making.kind_of(folder)
            telling = making.shares(kind)
            progress.expect_shares((*telling, *files.shares(kind)))
            report: Report = making.report_of(
                folder, date.today(), scenario, workshop.begin, progress.tell
            )
            progress.expect_shares((*telling, *files.shares(kind, len(report.charts))))
            return files.write_report(report, target, progress.tell, workshop)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage: a report has millions of small objects, none of which is any."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor at the end of the process
        gc.enable()


def _show(written: "Written", target: Path, shared: Shared) -> None:
    from allocator.cli.show import show_json

    missing = written.missing_font
    if shared.json:
        show_json(
            {
                "files": [str(path) for path in written.files],
                "missing_characters": "" if missing is None else missing.characters,
            }
        )
        return
    if missing is not None:
        _warn_of_font(missing)
    if not shared.quiet:
        click.echo(_("Report written to {folder}").format(folder=target))
        for path in written.files[:3]:
            click.echo(f"  {path.name}")


def _warn_of_font(missing: "MissingFont") -> None:
    told = _("some charts are not drawn as PNG, nor in the summary: {why}").format(why=missing)
    click.echo(_("Warning: {warning}").format(warning=told), err=True)
