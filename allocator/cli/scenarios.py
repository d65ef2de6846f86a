"""``allocator scenarios``: the built-in scenarios."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.models import find
from allocator.cli.options import Shared, shared_options
from allocator.text import _, language


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
            }
        )
    if shared.json:
        show_json(rows)
    else:
        show_table(
            _("Scenarios"),
            [_("name"), _("title"), _("policy"), _("base year")],
            ((row["name"], row["title"], row["policy"], row["base_year"]) for row in rows),
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
    """Its notes; as JSON, its settings and the size of its tables."""
    from allocator.cli.show import show_json
    from allocator.scenario.reading import read_scenario

    folder = find(name, builtin_scenarios())
    if shared.json:
        scenario = read_scenario(folder)
        sizes = {table: len(frame) for table, frame in scenario.tables.items()}
        show_json(scenario.settings.model_dump(mode="json", by_alias=True) | {"rows": sizes})
        return
    notes = folder / "README.md"
    text = notes if notes.is_file() else folder / "scenario.toml"
    click.echo(text.read_text(encoding="utf-8"), nl=False)


@command.command("copy", help=_("Copy a scenario to FOLDER, to be changed."))
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@shared_options
@reports_failures
def copy(name: str, folder: Path, shared: Shared) -> None:
    """Nothing is overwritten."""
    from allocator.scenario.writing import copy_scenario

    find(name, builtin_scenarios())
    copy_scenario(name, folder)
    if not shared.quiet:
        click.echo(_("Written to {folder}").format(folder=folder))
