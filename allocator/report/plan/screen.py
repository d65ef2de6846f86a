"""The efficiency screen of the plan's requests: what each further post pays."""

from allocator.allocation.efficiency_screen import (
    MOST_RATES,
    ScreenedRequest,
    ScreenedUnit,
    efficiency_screen,
)
from allocator.allocation.plan_tables import DECISIONS
from allocator.report.charts.screen import Rate, screen_chart
from allocator.report.document import Chart, Field, Grid, Section, Value
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of
from allocator.report.plan.words import count
from allocator.report.values import shown
from allocator.scenario.code_names import purpose_name
from allocator.text import _

Screened = tuple[ScreenedUnit, ScreenedRequest]


def screen_section(basis: Basis) -> Section:
    """Every request: its points, ε for each number of posts, and how many pay."""
    screened = sorted(
        (
            (unit, request)
            for unit in efficiency_screen(basis.scenario, requesting=True)
            for request in unit.requests
        ),
        key=lambda pair: pair[1].request_id,
    )
    rules = basis.scenario.policy.efficiency
    threshold = (
        _(
            "ε is the assessment points that the posts are for, over the points that so many posts "
            "have to earn; it has to reach {threshold}."
        ).format(threshold=shown(rules.threshold, "share", decimals=0))
        if rules.apply
        else _("The policy applies no efficiency threshold; ε is shown for comparison.")
    )
    return Section(
        "screen",
        _("Efficiency screen"),
        (threshold,),
        _charts(basis, screened),
        (_grid(basis, screened),),
    )


def _grid(basis: Basis, screened: list[Screened]) -> Grid:
    most = min(MOST_RATES, max((len(request.rates) for _unit, request in screened), default=0))
    fields = (
        field_of(DECISIONS.column("request_id")),
        Field("unit", _("Unit")),
        Field("purpose", _("Purpose")),
        Field("asked", _("Asked"), "count"),
        Field("granted", _("Granted"), "count"),
        Field("points", _("Points"), "number", _("gained by its assessment items")),
        Field("needed", _("Points per post"), "number", _("that a post has to earn")),
        Field("most", _("Posts that pay"), "count", _("the most, by its points")),
        Field("exempt", _("Exempt")),
        Field("rate_asked", _("ε as asked"), "share"),
        *(
            Field(f"rate{posts}", _("ε, posts: {posts}").format(posts=posts), "share")
            for posts in range(1, most + 1)
        ),
    )
    rows = tuple(_row(basis, unit, request, most) for unit, request in screened)
    return Grid("screen", _("Efficiency screen"), fields, rows)


def _row(
    basis: Basis, unit: ScreenedUnit, request: ScreenedRequest, most: int
) -> tuple[Value, ...]:
    rates = request.rates[:most]
    return (
        request.request_id,
        unit.name,
        purpose_name(request.purpose),
        request.asked,
        basis.granted.get(request.request_id),
        request.points,
        unit.needed,
        request.most if request.rates else None,
        _exempt(request.exempt),
        request.rates[request.asked - 1] if request.rates else None,
        *rates,
        *(None,) * (most - len(rates)),
    )


def _exempt(why: str) -> str:
    return {
        "duties_grew": _("its duties grew"),
        "purpose": _("its purpose is exempt"),
        "policy": _("the policy applies no threshold"),
        "": "",
    }[why]


def _charts(basis: Basis, screened: list[Screened]) -> tuple[Chart, ...]:
    bound = [request for _unit, request in screened if request.rates and not request.exempt]
    if not bound:
        return ()
    names = {request.request_id: unit.name for unit, request in screened}
    rates = [
        Rate(
            _("{request} {unit}").format(
                request=request.request_id, unit=names[request.request_id]
            ),
            posts,
            float(rate),
            posts <= basis.granted.get(request.request_id, 0),
        )
        for request in bound
        for posts, rate in enumerate(request.rates, start=1)
    ]
    short = sum(request.most < request.asked for request in bound)
    description = _(
        "The threshold binds {bound} requests; for {short} of them it allows fewer posts than "
        "asked."
    ).format(bound=count(len(bound)), short=count(short))
    spec = screen_chart(rates, float(basis.scenario.policy.efficiency.threshold))
    return (Chart("screen", _("Efficiency ε by number of posts"), description, spec),)
