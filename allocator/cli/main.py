"""The command ``allocator``: commands are imported when they are called."""

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from allocator import SOFTWARE
from allocator.cli import exits
from allocator.text import LANGUAGES, _, language_of_locale, use_language

COMMANDS = (
    "check",
    "solve",
    "explain",
    "audit",
    "simulate",
    "compare",
    "report",
    "models",
    "scenarios",
    "new",
    "generate",
    "retirement",
    "efficiency",
    "stability",
    "ahp",
)


class ReaderGone(Exception):
    """Whoever read our output has closed the pipe."""


@contextmanager
def _minding_the_reader() -> Iterator[None]:
    """Let it end the program our way: click would take a closed pipe for a failure."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own names."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """As any group's; help is shown here."""
        with _minding_the_reader():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """As any group's; commands run here."""
        with _minding_the_reader():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"allocator.cli.{cmd_name}")
        command: click.Command = module.command
        return command


def _group() -> click.Group:
    return LazyGroup(
        "allocator",
        params=[
            click.Option(["--lang"], type=click.Choice(LANGUAGES), help=_("Language of all text.")),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=_("Show the version and exit."),
            ),
        ],
        callback=lambda lang: None,  # noqa: ARG005 - read by _chosen_language already
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=_(
            "Recommends who is lent how many public posts, from which pool, for how long, and "
            "when each comes back."
        ),
        no_args_is_help=True,
    )


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        click.echo(SOFTWARE)
        ctx.exit()


def _chosen_language(arguments: Sequence[str]) -> str:
    """The language asked for anywhere on the line, else that of the locale.

    Looked up before click sees the line, so that help and usage errors are in it too.
    """
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return language_of_locale()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    use_language(_chosen_language(arguments))
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str]) -> int:
    color = False if os.environ.get("NO_COLOR") else None
    try:
        result = _group().main(
            list(arguments), prog_name="allocator", standalone_mode=False, color=color
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Interrupted."), err=True)
        return exits.INTERRUPTED
    except ReaderGone:
        # Keep Python from complaining at exit, of either stream: after 2>&1 both are the same pipe.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return exits.READER_GONE
    return result if isinstance(result, int) else exits.DONE
