"""``allocator scenarios``: the built-in scenarios."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.models import find
from allocator.cli.options import Shared, shared_options
from allocator.cli.workbook_place import check_command, is_workbook
from allocator.cli.written_shown import show_written
from allocator.text import _, language
from allocator.text.listing import listed


@click.group(
    "scenarios",
    invoke_without_command=True,
    help=_("List, show or copy the built-in scenarios."),
)
@click.pass_context
@shared_options
@reports_failures
def command(context: click.Context, shared: Shared) -> None:
    """Without a further word: the list."""
    if context.invoked_subcommand is None:
        _list(shared)


@command.command("list", help=_("List the built-in scenarios."))
@shared_options
@reports_failures
def list_scenarios(shared: Shared) -> None:
    """Names, titles, years and policy models."""
    _list(shared)


def _list(shared: Shared) -> None:
    from allocator.cli.show import show_json, show_table
    from allocator.scenario.reading import read_settings
    from allocator.scenario.ready_studies import studies_in

    rows = []
    for name, folder in builtin_scenarios().items():
        settings = read_settings(folder)
        rows.append(
            {
                "name": name,
                "title": getattr(settings.title, language()),
                "base_year": settings.base_year,
                "policy": settings.policy,
                "source": settings.source,
                "studies": list(studies_in(folder)),
            }
        )
    if shared.json:
        show_json(rows)
    else:
        show_table(
            _("Scenarios"),
            [_("name"), _("title"), _("policy"), _("base year"), _("studies")],
            (
                (
                    *(row[name] for name in ("name", "title", "policy", "base_year")),
                    len(row["studies"]),
                )
                for row in rows
            ),
            left=3,
        )


def builtin_scenarios() -> dict[str, Path]:
    """Built-in scenarios by name."""
    from allocator.scenario.builtin import scenarios

    return scenarios()


@command.command("show", help=_("Print what a scenario is about."))
@click.argument("name")
@shared_options
@reports_failures
def show(name: str, shared: Shared) -> None:
    """Its notes and studies; as JSON, its settings, the size of its tables, and its studies."""
    from allocator.cli.show import show_json
    from allocator.scenario.reading import read_scenario
    from allocator.scenario.ready_studies import studies_in

    folder = find(name, builtin_scenarios())
    studies = list(studies_in(folder))
    if shared.json:
        scenario = read_scenario(folder)
        sizes = {table: len(frame) for table, frame in scenario.tables.items()}
        settings = scenario.settings.model_dump(mode="json", by_alias=True)
        show_json(settings | {"rows": sizes, "studies": studies})
        return
    notes = folder / "README.md"
    text = notes if notes.is_file() else folder / "scenario.toml"
    click.echo(text.read_text(encoding="utf-8"), nl=False)
    if studies:
        click.echo()
        click.echo(
            _("Studies, for “allocator compare {name} STUDY --out DIR”: {studies}").format(
                name=name, studies=listed(studies)
            )
        )


@command.command("copy", help=_("Copy a scenario to a folder or a workbook, to be changed."))
@click.argument("name")
@click.argument("place", type=click.Path(path_type=Path))
@shared_options
@reports_failures
def copy(name: str, place: Path, shared: Shared) -> None:
    """To a workbook where PLACE ends in .xlsx. Nothing is overwritten."""
    folder = find(name, builtin_scenarios())
    if is_workbook(place):
        from allocator.scenario.workbook_form.writing import copy_scenario_workbook

        copy_scenario_workbook(name, place)
    else:
        from allocator.scenario.writing import copy_scenario

        copy_scenario(name, place)
    if shared.json:
        show_written(place, scenario=name)
    elif shared.quiet:
        return
    elif is_workbook(place):
        _tell_of_workbook(name, folder, place)
    else:
        click.echo(_("Written to {folder}").format(folder=place))


def _tell_of_workbook(name: str, folder: Path, file: Path) -> None:
    from allocator.scenario.ready_studies import studies_in

    click.echo(
        _("Written to {file}. Change what you like; then: {command}").format(
            file=file, command=check_command(file)
        )
    )
    if studies_in(folder):
        click.echo(
            _(
                "A workbook holds no studies; “allocator scenarios copy {name} DIR” copies them."
            ).format(name=name)
        )
