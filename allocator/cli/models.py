"""``allocator models``: the built-in policy models."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, shared_options
from allocator.text import _, language


@click.group(
    "models",
    invoke_without_command=True,
    help=_("List, show or copy the built-in policy models."),
)
@click.pass_context
@shared_options
@reports_failures
def command(context: click.Context, shared: Shared) -> None:
    """Without a further word: the list."""
    if context.invoked_subcommand is None:
        _list(shared)


@command.command("list", help=_("List the built-in policy models."))
@shared_options
@reports_failures
def list_models(shared: Shared) -> None:
    """Names, titles, dates and sources."""
    _list(shared)


def _list(shared: Shared) -> None:
    from allocator.cli.show import show_json, show_table
    from allocator.scenario.reading import read_policy

    rows = []
    for name, path in builtin_models().items():
        policy = read_policy(path)
        rows.append(
            {
                "name": name,
                "title": getattr(policy.title, language()),
                "effective": str(policy.effective or ""),
                "source": policy.source,
            }
        )
    if shared.json:
        show_json(rows)
    else:
        show_table(
            _("Policy models"),
            [_("name"), _("title"), _("effective")],
            ((row["name"], row["title"], row["effective"]) for row in rows),
            left=3,
        )


def builtin_models() -> dict[str, Path]:
    """Built-in policy models by name."""
    from allocator.scenario.builtin import models

    return models()


@command.command("show", help=_("Print a policy model with its comments."))
@click.argument("name")
@shared_options
@reports_failures
def show(name: str, shared: Shared) -> None:
    """The file itself; as JSON, every key with its value, defaults filled in."""
    from allocator.cli.show import show_json
    from allocator.scenario.reading import read_policy

    path = find(name, builtin_models())
    if shared.json:
        show_json(read_policy(path).model_dump(mode="json", by_alias=True))
    else:
        click.echo(path.read_text(encoding="utf-8"), nl=False)


@command.command("copy", help=_("Copy a policy model to FILE, to be changed."))
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@shared_options
@reports_failures
def copy(name: str, file: Path, shared: Shared) -> None:
    """Nothing is overwritten."""
    from allocator.scenario.writing import copy_model

    find(name, builtin_models())
    copy_model(name, file)
    if not shared.quiet:
        click.echo(_("Written to {file}").format(file=file))


def find(name: str, known: dict[str, Path]) -> Path:
    """The built-in of that name; a wrong name is wrong usage."""
    if name not in known:
        raise click.BadParameter(
            _("“{name}” is not one of {known}").format(name=name, known=", ".join(known)),
            param_hint="NAME",
        )
    return known[name]
