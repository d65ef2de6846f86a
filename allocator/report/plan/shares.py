"""What was asked and what was granted, by purpose and by department."""

from collections.abc import Mapping

from allocator.report.charts.asked import Asked, asked_chart
from allocator.report.document import Chart, Field, Grid, Value
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import posts_field
from allocator.report.plan.totals import Share, by_department, by_purpose
from allocator.report.plan.words import count
from allocator.scenario.code_names import purpose_name
from allocator.text import _


def share_grids(basis: Basis) -> tuple[Grid, ...]:
    """One grid for purposes, one for departments."""
    return (
        _grid("by_purpose", _("By purpose"), _("Purpose"), _named(by_purpose(basis))),
        _grid("by_department", _("By department"), _("Department"), by_department(basis)),
    )


def share_charts(basis: Basis) -> tuple[Chart, ...]:
    """Both drawn, where anything was asked for."""
    return (
        *_chart("asked_by_purpose", _("Asked and granted by purpose"), _named(by_purpose(basis))),
        *_chart("asked_by_department", _("Asked and granted by department"), by_department(basis)),
    )


def _named(shares: Mapping[str, Share]) -> dict[str, Share]:
    return {purpose_name(code): share for code, share in shares.items()}


def _grid(name: str, title: str, key: str, shares: Mapping[str, Share]) -> Grid:
    fields = (
        Field("name", key),
        Field("requests", _("Requests"), "count", total=True),
        Field("met", _("Granted in full or part"), "count", _("requests"), total=True),
        posts_field("asked", _("Asked"), _("posts")),
        posts_field("own", _("Own vacancies used"), _("posts")),
        posts_field("lent", _("Lent"), _("posts")),
        posts_field("granted", _("Granted"), _("own and lent posts together")),
        Field("share", _("Share granted"), "share", _("of the posts asked for")),
    )
    return Grid(name, title, fields, tuple(_row(name, share) for name, share in shares.items()))


def _row(name: str, share: Share) -> tuple[Value, ...]:
    granted = share.granted / share.asked if share.asked else None
    return (
        name,
        share.requests,
        share.met,
        share.asked,
        share.own,
        share.lent,
        share.granted,
        granted,
    )


def _chart(name: str, title: str, shares: Mapping[str, Share]) -> tuple[Chart, ...]:
    if not shares:
        return ()
    rows = [Asked(key, share.asked, share.own, share.lent) for key, share in shares.items()]
    most = rows[0]
    description = _(
        "Most was asked for {name}: {asked} posts, of which {granted} are granted."
    ).format(name=most.name, asked=count(most.asked), granted=count(most.own + most.lent))
    return (Chart(name, title, description, asked_chart(rows)),)
