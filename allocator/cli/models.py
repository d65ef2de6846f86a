"""``allocator models``: the built-in policy models."""

from pathlib import Path

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, shared_options
from allocator.cli.written_shown import show_written
from allocator.text import _, language
from allocator.text.listing import listed


@click.group(
    "models",
    invoke_without_command=True,
    help=_("List, show, copy or compare policy models."),
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
    if shared.json:
        show_written(file, policy=name)
    elif not shared.quiet:
        click.echo(_("Written to {file}").format(file=file))


@command.command("compare", help=_("Print the keys in which policy models differ."))
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...")
@shared_options
@reports_failures
def compare(names: tuple[str, ...], shared: Shared) -> None:
    """All built-in ones, or those named; a file of one's own may be among them."""
    from allocator.cli.show import show_json
    from allocator.scenario.comparing import differences
    from allocator.scenario.reading import read_policy

    known = builtin_models()
    if len(names) == 1:
        raise click.UsageError(
            _("give two models or more to compare, or none for all built-in ones")
        )
    paths = [known.get(name, Path(name)) for name in names] or list(known.values())
    for name, path in zip(names, paths, strict=False):
        if not path.is_file():
            raise click.BadParameter(
                _("“{name}” is neither a file nor one of {known}").format(
                    name=name, known=listed(known)
                ),
                param_hint="NAME",
            )
    policies = [read_policy(path) for path in paths]
    found = differences(policies)
    names_of = [policy.name for policy in policies]
    titles = [
        name if names_of.count(name) == 1 else str(given)
        for name, given in zip(names_of, names or names_of, strict=True)
    ]
    if shared.json:
        show_json({key: dict(zip(titles, row, strict=True)) for key, row in found.items()})
        return
    if not found:
        click.echo(_("No difference."))
    widest = max(map(len, titles))
    for key, row in found.items():  # side by side they would not fit on a screen
        click.echo(key)
        for title, value in zip(titles, row, strict=True):
            click.echo(f"  {title:<{widest}}  {value or '–'}")


def find(name: str, known: dict[str, Path], given_as: str = "NAME") -> Path:
    """The built-in of that name; a wrong name is wrong usage of what it was given as."""
    if name not in known:
        raise click.BadParameter(
            _("“{name}” is not one of {known}").format(name=name, known=listed(known)),
            param_hint=given_as,
        )
    return known[name]
