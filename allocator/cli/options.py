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
    return _assignments(
        "--set",
        "overrides",
        _(
            "Set a key of the scenario or the policy, as lending.confidence=0.95, or a cell of a "
            "table, as 'pools[P1].capital=5' (repeatable)."
        ),
    )(function)


def what_if_option(function: Function) -> Function:
    """Add ``--what-if KEY=VALUE``, passed as ``what_ifs``: a tuple of (key, value)."""
    return _assignments(
        "--what-if",
        "what_ifs",
        _(
            "Also tell how the plan would differ with this key or cell set, written as for --set "
            "(repeatable: all of them together)."
        ),
    )(function)


def _assignments(option: str, name: str, told: str) -> Callable[[Function], Function]:
    return click.option(
        option, name, metavar="KEY=VALUE", multiple=True, callback=_parse_overrides, help=told
    )


def _parse_overrides(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, Any], ...]:
    if not values:
        return ()
    from allocator.scenario.changes.change import parse_assignment

    overrides = []
    for text in values:
        parsed = parse_assignment(text)
        if parsed is None:
            raise click.BadParameter(
                _("“{text}” is not KEY=VALUE").format(text=text), ctx=ctx, param=param
            )
        overrides.append(parsed)
    return tuple(overrides)
