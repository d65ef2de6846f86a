"""Requests that two plans treat differently, on the terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from allocator.cli.arrows import NOTHING, arrow
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.plan.differences import Granted, Loan, RequestDifference


def show_requests(requests: Sequence["RequestDifference"], names: Mapping[str, str]) -> None:
    """What each gets, before and after, and why one of the plans grants less."""
    from allocator.cli.show import show_table

    show_table(
        _("Requests that get more, less or other loans"),
        [
            _("request"),
            _("unit"),
            _("name"),
            _("loans before"),
            _("loans after"),
            _("asked"),
            _("own vacancies"),
            _("lent"),
            _("granted"),
        ],
        [
            (
                request.request,
                request.unit,
                names.get(request.unit, ""),
                _loans(request.before),
                _loans(request.after),
                *(_both(request, get) for get in (_asked, _own_vacancies, _lent, _granted)),
            )
            for request in requests
        ],
        left=5,
    )
    _reasons(requests)


def _asked(granted: "Granted") -> int:
    return granted.asked


def _own_vacancies(granted: "Granted") -> int:
    return granted.own_vacancies


def _lent(granted: "Granted") -> int:
    return granted.lent


def _granted(granted: "Granted") -> int:
    return granted.granted


def _both(request: "RequestDifference", get: Callable[["Granted"], int]) -> str:
    return arrow(*(None if side is None else get(side) for side in (request.before, request.after)))


def _loans(granted: "Granted | None") -> str:
    if granted is None or not granted.loans:
        return NOTHING
    return _("; ").join(map(_loan, granted.loans))


def _loan(loan: "Loan") -> str:
    years = f"{loan.start_year}–{loan.due_year}"
    told = (
        _("{posts} from {pool}, {years}, back as people leave")
        if loan.repayment == "as_vacated"
        else _("{posts} from {pool}, {years}")
    )
    return told.format(posts=loan.posts, pool=loan.pool, years=years)


def _reasons(requests: Sequence["RequestDifference"]) -> None:
    """Why the side that grants less does not grant more."""
    lines = list(_reason_lines(requests))
    if lines:
        click.echo(_("Why one of the plans grants less"))
        for line in lines:
            click.echo(f"  {line}")


def _reason_lines(requests: Sequence["RequestDifference"]) -> Iterator[str]:
    for request in requests:
        if request.less is None:
            continue
        granted = request.on(request.less)
        told = (
            _("{request}, {posts} before: {detail} ({rule})")
            if request.less == "before"
            else _("{request}, {posts} after: {detail} ({rule})")
        )
        if granted is None:
            yield _("{request}: one of the scenarios does not have it").format(
                request=request.request
            )
        elif granted.reason:
            yield told.format(
                request=request.request,
                posts=granted.granted,
                detail=granted.detail,
                rule=granted.reason,
            )
        else:
            yield _("{request}: asks for fewer posts, and gets all of them").format(
                request=request.request
            )
