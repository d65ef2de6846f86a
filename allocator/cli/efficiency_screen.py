"""``allocator efficiency SCENARIO``: the efficiency screen of every unit."""

from typing import Any

import click

from allocator.cli.failures import show_warnings
from allocator.cli.options import Shared
from allocator.cli.reading import read_checked
from allocator.text import _
from allocator.text.codes import named_code


def show_screen(
    scenario: str, units: tuple[str, ...], overrides: tuple[tuple[str, Any], ...], shared: Shared
) -> None:
    """Read the scenario and print its screen; ``units`` empty for all of them."""
    from allocator.allocation.efficiency_screen import efficiency_screen
    from allocator.cli.show import show_json

    read = read_checked(scenario, overrides, shared)
    show_warnings(read.warnings, shared)
    screened = efficiency_screen(read)
    known = {unit.unit_id for unit in screened}
    for unit in units:
        if unit not in known:
            raise click.BadParameter(
                _("“{unit}” is not a unit of the scenario").format(unit=unit), param_hint="--unit"
            )
    chosen = [unit for unit in screened if not units or unit.unit_id in units]
    if shared.json:
        show_json([_unit_as_dict(unit) for unit in chosen])
    elif not shared.quiet:
        _print(chosen, every=bool(units) or shared.verbose)


def _unit_as_dict(unit: Any) -> dict[str, Any]:
    return {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "approved": unit.approved,
        "value_per_post": str(unit.value_per_post),
        "points_for_one_post": str(unit.needed),
        "requests": [_request_as_dict(request) for request in unit.requests],
        "unclaimed": [_item_as_dict(item) for item in unit.unclaimed],
        "possible": None if unit.possible is None else _request_as_dict(unit.possible),
    }


def _request_as_dict(request: Any) -> dict[str, Any]:
    from allocator.cli.efficiency import percent

    return {
        "request_id": request.request_id,
        "purpose": request.purpose,
        "asked": request.asked,
        "points": exact(request.points),
        "rates": [
            {"posts": posts, "rate": percent(rate)}
            for posts, rate in enumerate(request.rates, start=1)
        ],
        "most_posts": request.most,
        "exempt": request.exempt,
        "items": [_item_as_dict(item) for item in request.items],
        "carrying": [item.item for item in request.carrying],
    }


def _item_as_dict(item: Any) -> dict[str, Any]:
    return {
        "item": item.item,
        "previous": None if item.previous is None else str(item.previous),
        "current": None if item.current is None else str(item.current),
        "gain": exact(item.gain),
        "posts": item.posts,
    }


def exact(points: Any) -> str:
    """Points as an exact decimal; gains are sums of decimals, so there always is one."""
    from decimal import Decimal

    value = Decimal(points.numerator) / Decimal(points.denominator)
    return f"{value.normalize():f}"


def _print(units: list[Any], *, every: bool) -> None:
    """Units that ask, with their requests; ``every`` for the others too."""
    for unit in units:
        if not (every or unit.requests):
            continue
        click.echo(
            _(
                "{unit} {name}: {approved} approved posts, value per post δ = {delta}; one post "
                "needs {needed} points"
            ).format(
                unit=unit.unit_id,
                name=unit.name,
                approved=unit.approved,
                delta=unit.value_per_post,
                needed=exact_decimal(unit.needed),
            )
        )
        for request in unit.requests:
            _print_request(request)
        if every and unit.unclaimed:
            _print_unclaimed(unit)


def _print_unclaimed(unit: Any) -> None:
    """What else the unit is assessed by, and what posts for it would earn."""
    _print_items(_("Assessed, and claimed by no request"), unit.unclaimed, unit.possible)
    if unit.possible is not None:
        click.echo(
            "  "
            + _("a request for all that rose, one post each: {points} points; {verdict}").format(
                points=exact(unit.possible.points), verdict=_verdict(unit.possible)
            )
        )
        click.echo("  " + _("ε by number of posts: {rates}").format(rates=_rates(unit.possible)))


def _rates(request: Any) -> str:
    from allocator.cli.efficiency import percent

    return _(", ").join(
        _("{posts}: {rate} %").format(posts=posts, rate=percent(rate))
        for posts, rate in enumerate(request.rates, start=1)
    )


def exact_decimal(number: Any) -> str:
    """A decimal without trailing zeros."""
    return f"{number.normalize():f}"


def _print_request(request: Any) -> None:
    from allocator.scenario.code_names import purpose_name

    click.echo(
        "  "
        + _("{request}, {purpose}: {asked} post(s) for {points} points; {verdict}").format(
            request=request.request_id,
            purpose=named_code(purpose_name(request.purpose), request.purpose),
            asked=request.asked,
            points=exact(request.points),
            verdict=_verdict(request),
        )
    )
    if request.rates:
        click.echo("  " + _("ε by number of posts: {rates}").format(rates=_rates(request)))
    if request.items:
        _print_items(_("Items, in the order in which posts serve them"), request.items, request)


def _verdict(request: Any) -> str:
    if request.exempt:
        return {
            "duties_grew": _("exempt: its duties grew"),
            "purpose": _("exempt: its purpose is"),
            "policy": _("the policy applies no threshold"),
        }[request.exempt]
    return _("at most {posts} post(s) pay").format(posts=request.most)


def _print_items(title: str, items: Any, request: Any = None) -> None:
    from allocator.cli.show import show_table

    carrying = {item.item for item in request.carrying} if request else set()
    show_table(
        title,
        [_("item"), _("pays"), _("year before"), _("this year"), _("gain"), _("posts")],
        (
            (
                item.item,
                _("yes") if item.item in carrying else "",
                "–" if item.previous is None else str(item.previous),
                "–" if item.current is None else str(item.current),
                exact(item.gain),
                item.posts or "",
            )
            for item in items
        ),
        left=2,
    )
