"""Options that every command takes, and the settings they make."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from math import isnan
from typing import Any, TypeVar

import click

from allocator.text import LANGUAGES, _

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Shared:
    """What the options of every command say."""

    json: bool
    quiet: bool
    verbose: bool


class RealRange(click.FloatRange):
    """A range of numbers that what is not a number lies outside of."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """``value`` as a number in the range."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(_("“{value}” is not a number").format(value=value), param, ctx)
        return number


def shared_options(function: Function) -> Function:
    """Add ``--json``, ``--quiet``, ``-v`` and ``--lang``; pass them as ``shared``."""

    @functools.wraps(function)
    def wrapped(
        *arguments: Any, as_json: bool, quiet: bool, verbose: bool, lang: str | None, **more: Any
    ) -> Any:
        del lang  # chosen before click saw the line
        shared = Shared(
            as_json or _given_before("as_json"),
            quiet or _given_before("quiet"),
            verbose or _given_before("verbose"),
        )
        return function(*arguments, shared=shared, **more)

    for option in (
        click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of all text.")),
        click.option("-v", "--verbose", is_flag=True, help=_("Say more.")),
        click.option("--quiet", is_flag=True, help=_("Say only what went wrong.")),
        click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON.")),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def _given_before(flag: str) -> bool:
    """Whether a group took the flag, as in ``models --json list``."""
    above = click.get_current_context().parent
    return above is not None and bool(above.params.get(flag))


def set_option(function: Function) -> Function:
    """Add ``--set KEY=VALUE``, passed as ``overrides``: a tuple of (key, value)."""
    return click.option(
        "--set",
        "overrides",
        metavar="KEY=VALUE",
        multiple=True,
        callback=_parse_overrides,
        help=_("Set a scenario or policy key, as lending.confidence=0.95 (repeatable)."),
    )(function)


def _parse_overrides(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, Any], ...]:
    from allocator.scenario.toml_file import parse_value

    overrides = []
    for text in values:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(
                _("“{text}” is not KEY=VALUE").format(text=text), ctx=ctx, param=param
            )
        overrides.append((key.strip(), parse_value(value.strip())))
    return tuple(overrides)
