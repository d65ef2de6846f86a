"""The retirement wave: who is expected to leave, and who reaches retirement later on."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from allocator.report.charts.wave import Leaving, wave_chart
from allocator.report.document import Chart, Field, Grid, Kind, Section
from allocator.report.plan.basis import Basis
from allocator.report.values import shown
from allocator.scenario.code_names import quota_type_name
from allocator.stock.retirement import CLASSES, RetirementLaw, retirement_months
from allocator.text import _

YEARS_AHEAD = 15
"""So many years of statutory retirements are shown, from the base year on."""

Wave = Mapping[str, Mapping[int, float]]
"""People by quota type and year."""


def wave_section(basis: Basis) -> Section:
    """Expected leavers over the plan years; statutory retirements beyond them."""
    expected, retiring = _expected(basis), _retiring(basis)
    years = basis.scenario.years
    ahead = range(years[0], years[0] + YEARS_AHEAD)
    charts: list[Chart] = []
    grids: list[Grid] = []
    text = []
    if expected:
        charts += _drawn("wave", _("Expected leavers"), expected, years)
        grids.append(_grid("wave", _("Expected leavers"), expected, years, "number"))
    else:
        text.append(_("Nobody is expected to leave: there are no leavers and no roster."))
    if retiring:
        title = _("Statutory retirements")
        charts += _drawn("retirements", title, retiring, ahead)
        grids.append(_grid("retirements", title, retiring, ahead, "count"))
        text.append(
            _(
                "Statutory retirements count everyone on the roster in the year in which the law "
                "in force has them retire; they show the wave beyond the plan years."
            )
        )
    return Section("wave", _("Retirement wave"), tuple(text), tuple(charts), tuple(grids))


def _expected(basis: Basis) -> Wave:
    leavers = basis.leavers
    totals: defaultdict[str, Counter[int]] = defaultdict(Counter)
    years = basis.scenario.years
    for quota_type, yearly in zip(
        leavers.cells["quota_type"].tolist(), leavers.expected.tolist(), strict=True
    ):
        for year, people in zip(years, yearly, strict=True):
            totals[quota_type][year] += people
    return {code: wave for code, wave in sorted(totals.items()) if any(wave.values())}


def _retiring(basis: Basis) -> Wave:
    """People on the roster by the year of their statutory retirement."""
    staff = basis.scenario.tables["staff"]
    codes = pd.Categorical(staff["retirement_class"], categories=list(CLASSES)).codes
    law = RetirementLaw(basis.scenario.policy.retirement.law)
    months = retirement_months(staff["birth"].to_numpy(), codes.astype(np.int8), law)
    wave: defaultdict[str, Counter[int]] = defaultdict(Counter)
    retiring = Counter(
        zip(staff["quota_type"].tolist(), (months.statutory // 12).tolist(), strict=True)
    )
    for (quota_type, year), people in retiring.items():
        wave[quota_type][year] = people
    return dict(sorted(wave.items()))


def _grid(name: str, title: str, wave: Wave, years: range, kind: Kind) -> Grid:
    fields = (
        Field("year", _("Year"), "year"),
        *(
            Field(f"type{place}", quota_type_name(code), kind, _("people"), total=True)
            for place, code in enumerate(wave, start=1)
        ),
        Field("total", _("In all"), kind, _("people"), total=True),
    )
    rows = []
    for year in years:
        people = [own.get(year, 0) for own in wave.values()]
        rows.append((year, *people, sum(people)))
    return Grid(name, title, fields, tuple(rows))


def _drawn(name: str, title: str, wave: Wave, years: range) -> tuple[Chart, ...]:
    leaving = [
        Leaving(year, quota_type_name(code), own.get(year, 0))
        for code, own in wave.items()
        for year in years
    ]
    totals = {year: sum(own.get(year, 0) for own in wave.values()) for year in years}
    most = max(totals, key=lambda year: totals[year])
    description = _(
        "{people} people in the years {first} to {last}, the most in {year}: {most}."
    ).format(
        people=shown(sum(totals.values()), "number", decimals=0),
        first=years[0],
        last=years[-1],
        year=most,
        most=shown(totals[most], "number", decimals=0),
    )
    return (Chart(name, title, description, wave_chart(leaving)),)
