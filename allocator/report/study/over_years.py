"""How the settings go on over the years."""

from collections.abc import Iterator
from typing import Any

from allocator.report.document import Chart, Field, Grid, Section
from allocator.report.simulation.measured import Item, amount, heading_of, is_share
from allocator.report.study.columns import Column, count, grid, quantity, what
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.report.study.years_chart import Course, Year, years_chart
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _
from allocator.text.sentences import joined

MOST_SETTINGS = 5
"""Lines that are told apart in one chart."""


def over_years(studied: Studied) -> Iterator[Section]:
    """Means by year, of some settings as lines."""
    table = studied.table("years")
    if table is None:
        return
    chosen = [] if "levers" in studied.sampled else _chosen(studied)
    said = _(
        "Means of each year with {confidence} intervals; over all assumptions where there are "
        "several."
    ).format(confidence=studied.names.confidence)
    left_out = len(studied.names.settings) - len(chosen)
    told = _(
        "Lines are of the baseline and of the settings with the best means of the first measure; "
        "{count} others are in the table."
    ).format(count=left_out)
    yield from section(
        "years",
        _("Year by year"),
        text=(said, told) if chosen and left_out else (said,),
        charts=(_chart(chosen, studied),) if chosen else (),
        grids=(_grid(studied),),
    )


def _grid(studied: Studied) -> Grid:
    table = studied.comparison.tables["years"]
    columns = [
        Column(Field("year", _("year"), "year"), lambda row: int(row["year"])),
        *what(table, studied),
        count("replications", _("replications")),
        quantity("mean", _("mean")),
        quantity("low", _("interval from")),
        quantity("high", _("interval to")),
        quantity("sd", _("standard deviation")),
    ]
    return grid("years", _("Means by year"), table, columns)


def _chosen(studied: Studied) -> list[str]:
    """The baseline, and those with the best means of the first measure; in their order if few."""
    settings = list(studied.names.settings)
    if len(settings) <= MOST_SETTINGS:
        return settings
    item = studied.names.items[0]
    rows = rows_of(studied.comparison.tables["summary"], item, assumption=studied.over_all)
    way = -1.0 if studied.better(item) == "less" else 1.0
    known = [row for row in rows if row["mean"] == row["mean"]]  # NaN alone differs from itself
    ranked = [row["setting"] for row in sorted(known, key=lambda row: -way * row["mean"])]
    others = [setting for setting in ranked if setting != studied.baseline]
    return [studied.baseline, *others[: MOST_SETTINGS - 1]]


def _chart(chosen: list[str], studied: Studied) -> Chart:
    courses = {item: _courses(item, chosen, studied) for item in studied.charted}
    said = (_described(item, of, studied) for item, of in courses.items())
    return Chart(
        id="settings_over_years",
        title=_("Means year by year"),
        description=joined(said),
        spec=years_chart([each for of in courses.values() for each in of]),
    )


def _courses(item: Item, chosen: list[str], studied: Studied) -> list[Course]:
    rows = rows_of(studied.comparison.tables["years"], item, assumption=studied.over_all)
    return [
        Course(
            heading_of(item),
            is_share(item),
            studied.names.settings[setting],
            tuple(_year(row) for row in rows if row["setting"] == setting),
        )
        for setting in chosen
    ]


def _year(row: dict[str, Any]) -> Year:
    return Year(int(row["year"]), row["mean"], row["low"], row["high"])


def _described(item: Item, courses: list[Course], studied: Studied) -> str:
    ends = [
        _("{setting} {first} to {last}").format(
            setting=course.setting,
            first=amount(item, course.years[0].mean),
            last=amount(item, course.years[-1].mean),
        )
        for course in courses[:3]
        if course.years
    ]
    if not ends:
        return ""
    return _("{measure}, from the first year to the last: {ends}.").format(
        measure=studied.names.title(item), ends=_("; ").join(ends)
    )
