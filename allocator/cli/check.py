"""``allocator check``: read, validate, take stock."""

from typing import Any

import click

from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.text import _


@click.command("check", help=_("Read and validate a scenario; print the stock."))
@click.argument("scenario")
@set_option
@shared_options
@reports_failures
def command(scenario: str, overrides: tuple[tuple[str, Any], ...], shared: Shared) -> None:
    """Every problem at once, or the stock."""
    from allocator.cli.show import show_json
    from allocator.evaluation.evaluation import evaluate
    from allocator.scenario.reading import read_scenario
    from allocator.stock.leavers import count_leavers, limits_of
    from allocator.stock.vacancies import reference_lines, vacancies

    read = read_scenario(scenario, overrides)
    show_warnings(read.warnings, shared)
    stock = vacancies(read)
    tiers = evaluate(read)
    leavers = count_leavers(read)
    limits = limits_of(
        read, leavers, stock, dict(zip(tiers["unit_id"], tiers["tier"], strict=True))
    )
    stock = stock.assign(
        expected_leavers=leavers.expected.sum(axis=1).round(2),
        limit_first_year=limits[:, 0, 0],
        limit_all_years=limits[:, 0, -1],
    )
    if shared.json:
        show_json(_report(read, stock, tiers, leavers.expected, reference_lines(stock), limits))
    elif not shared.quiet:
        _print(read, stock, tiers, leavers.expected, reference_lines(stock), shared.verbose)


def _report(read: Any, stock: Any, tiers: Any, expected: Any, lines: Any, limits: Any) -> Any:
    years = list(read.years)
    cells = stock.to_dict("records")
    for cell, by_year, table in zip(cells, expected, limits, strict=True):
        cell["leavers"] = dict(zip(map(str, years), by_year.round(4).tolist(), strict=True))
        cell["limits"] = {
            f"{years[a]}-{years[b]}": int(table[a, b])
            for a in range(len(years))
            for b in range(a, len(years))
        }
    scores = tiers.astype({"score": object}).where(tiers["score"].notna(), None)
    return {
        "scenario": read.settings.name,
        "fingerprint": read.fingerprint,
        "policy": read.policy.name,
        "warnings": [warning.as_dict() for warning in read.warnings],
        "reference_lines": lines.to_dict("records"),
        "stock": cells,
        "tiers": tiers.assign(score=scores["score"]).to_dict("records"),
    }


def _print(read: Any, stock: Any, tiers: Any, expected: Any, lines: Any, verbose: bool) -> None:
    from allocator.cli.show import show_table

    click.echo(
        _("{name}: {units} units, {people} people, {requests} requests; policy {policy}").format(
            name=read.settings.name,
            units=len(read.tables["units"]),
            people=int(stock["filled"].sum()),
            requests=len(read.tables["requests"]),
            policy=read.policy.name,
        )
    )
    show_table(
        _("Posts"),
        [_("quota type"), _("units"), _("approved"), _("filled"), _("vacant"), _("over"),
         _("above the line"), _("median vacancy rate")],
        (
            (row.quota_type, row.units, row.approved, row.filled, row.vacancy, row.overstaff,
             row.usable, f"{row.median_vacancy_rate:.1%}")
            for row in lines.itertuples()
        ),
    )  # fmt: skip
    totals = expected.sum(axis=0)
    show_table(
        _("Expected leavers"),
        [_("year"), _("people")],
        zip(read.years, (float(total) for total in totals), strict=True),
    )
    counts = tiers.groupby(["class", "tier", "colour"]).size().reset_index(name="units")
    show_table(
        _("Tiers"),
        [_("class"), _("tier"), _("colour"), _("units")],
        counts.itertuples(index=False),
        left=3,
    )
    asking = stock["unit_id"].isin(read.tables["requests"]["unit_id"])
    if verbose:
        _print_cells(_("Units"), stock)
    else:
        _print_cells(_("Units that ask (-v for all)"), stock[asking])


def _print_cells(title: str, stock: Any) -> None:
    from allocator.cli.show import show_table

    show_table(
        title,
        [_("unit"), _("quota type"), _("approved"), _("filled"), _("vacant"), _("over"),
         _("expected leavers"), _("limit, first year"), _("limit, all years")],
        stock[["unit_id", "quota_type", "approved", "filled", "vacancy", "overstaff",
               "expected_leavers", "limit_first_year", "limit_all_years"]].itertuples(index=False),
        left=2,
    )  # fmt: skip
