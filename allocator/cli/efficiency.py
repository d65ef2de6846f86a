"""``allocator efficiency``: value per post and efficiency rate, of one unit or of a scenario."""

from decimal import Decimal
from typing import Any

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, set_option, shared_options
from allocator.text import _
from allocator.text.listing import listed

MOST = 10**9


class ExactNumber(click.ParamType):  # type: ignore[type-arg]
    """A decimal number as it is written."""

    name = "number"

    def __init__(self, *, above: int) -> None:
        self._above = above

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """``value`` as a decimal above the bound."""
        try:
            number = Decimal(str(value))
        except ArithmeticError:
            self.fail(_("“{value}” is not a number").format(value=value), param, ctx)
        if not number.is_finite() or not self._above < number < MOST:
            self.fail(
                _("{value} is out of range; expected more than {least}, less than {most}").format(
                    value=value, least=self._above, most=MOST
                ),
                param,
                ctx,
            )
        return number


@click.command(
    "efficiency",
    help=_(
        "Value per post δ and efficiency rate ε: of one unit by its numbers, or of every unit of "
        "SCENARIO as a screen."
    ),
)
@click.argument("scenario", required=False)
@click.option("--unit", "units", multiple=True, help=_("Only this unit of SCENARIO (repeatable)."))
@click.option(
    "--approved",
    type=click.IntRange(min=1, max=10_000_000),
    help=_("Approved posts of the unit, where no SCENARIO is given."),
)
@click.option(
    "--points", type=ExactNumber(above=0), help=_("Assessment points that the posts are for.")
)
@click.option(
    "--posts",
    type=click.IntRange(min=1, max=10_000),
    help=_("Posts asked for; without it, up to one more than pay."),
)
@click.option(
    "--threshold",
    type=ExactNumber(above=0),
    help=_("Lowest efficiency rate that pays (default: 1, that is 100 %)."),
)
@click.option(
    "--decimals",
    type=click.IntRange(min=0, max=9),
    help=_("Decimals of the value per post (default: 2)."),
)
@set_option
@shared_options
@reports_failures
def command(
    scenario: str | None,
    units: tuple[str, ...],
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
    **numbers: Any,
) -> None:
    """Of one unit by its numbers, or of every unit of a scenario."""
    from allocator.cli.efficiency_screen import show_screen

    given = {f"--{name}": value for name, value in numbers.items() if value is not None}
    if scenario is not None:
        if given:
            raise click.UsageError(
                _(
                    "{options}: a scenario has these numbers itself (--set changes its policy)"
                ).format(options=listed(given))
            )
        show_screen(scenario, units, overrides, shared)
        return
    if units or overrides:
        raise click.UsageError(_("--unit and --set need a SCENARIO"))
    if numbers["approved"] is None:
        raise click.UsageError(_("give either SCENARIO or --approved"))
    _answer(
        numbers["approved"],
        numbers["points"],
        numbers["posts"],
        numbers["threshold"] or Decimal(1),
        2 if numbers["decimals"] is None else numbers["decimals"],
        shared,
    )


def _answer(
    approved: int,
    points: Decimal | None,
    posts: int | None,
    threshold: Decimal,
    decimals: int,
    shared: Shared,
) -> None:
    """δ; with points, ε for each number of posts and the most that pay."""
    from fractions import Fraction

    from allocator.allocation.prepare.efficiency import (
        efficiency,
        efficiency_cap,
        value_per_post,
    )

    delta = value_per_post(approved, decimals)
    if delta == 0:
        raise click.BadParameter(
            _("so many posts that the value per post rounds to 0; raise --decimals"),
            param_hint="--approved",
        )
    needed = [
        {"posts": count, "points": str(count * delta * threshold)}
        for count in ([posts] if posts else [1])
    ]
    answer: dict[str, Any] = {"approved": approved, "value_per_post": str(delta), "needed": needed}
    if points is not None:
        most = efficiency_cap(Fraction(points), delta, threshold)
        shown = posts or min(most + 1, 100)
        rates = [efficiency(Fraction(points), count, delta) for count in range(1, shown + 1)]
        answer |= {
            "points": str(points),
            "rates": [
                {"posts": count, "rate": percent(rate)} for count, rate in enumerate(rates, start=1)
            ],
            "most_posts": most,
        }
    _show(answer, shared)


def percent(rate: Any) -> str:
    """A rate in percent with two decimals, halves up."""
    from allocator.allocation.prepare.efficiency import rounded_half_up

    hundredths = rounded_half_up(rate * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _show(answer: dict[str, Any], shared: Shared) -> None:
    from allocator.cli.show import show_json

    if shared.json:
        show_json(answer)
        return
    click.echo(_("value per post δ = {delta}").format(delta=answer["value_per_post"]))
    for row in answer.get("rates", ()):
        click.echo(_("{posts} post(s): ε = {rate} %").format(**row))
    if "most_posts" in answer:
        click.echo(_("at most {posts} post(s) pay").format(posts=answer["most_posts"]))
    else:
        for row in answer["needed"]:
            click.echo(_("{posts} post(s) need {points} points").format(**row))
