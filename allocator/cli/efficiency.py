"""``allocator efficiency``: value per post and efficiency rate."""

from decimal import Decimal
from typing import Any

import click

from allocator.cli.failures import reports_failures
from allocator.cli.options import Shared, shared_options
from allocator.text import _


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
        if not number.is_finite() or not self._above < number < 10**9:
            self.fail(
                _("{value} is out of range; expected more than {least}").format(
                    value=value, least=self._above
                ),
                param,
                ctx,
            )
        return number


@click.command("efficiency", help=_("Value per post δ and efficiency rate ε."))
@click.option(
    "--approved",
    type=click.IntRange(min=1, max=10_000_000),
    required=True,
    help=_("Approved posts of the unit."),
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
    default="1",
    show_default=True,
    help=_("Lowest efficiency rate that pays, 1 for 100 %."),
)
@click.option(
    "--decimals",
    type=click.IntRange(min=0, max=9),
    default=2,
    show_default=True,
    help=_("Decimals of the value per post."),
)
@shared_options
@reports_failures
def command(
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
                {"posts": count, "rate": _percent(rate)}
                for count, rate in enumerate(rates, start=1)
            ],
            "most_posts": most,
        }
    _show(answer, shared)


def _percent(rate: Any) -> str:
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
