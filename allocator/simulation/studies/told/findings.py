"""What a study comes to, in sentences."""

from collections.abc import Iterator, Mapping
from math import isclose, isfinite
from typing import Any

from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.listing import first_of
from allocator.simulation.studies.told.curve_reached import curves_reach
from allocator.simulation.studies.told.interactions import interactions
from allocator.simulation.studies.told.sampled import sides_varied
from allocator.simulation.studies.told.study_names import Item, StudyNames, rows_of
from allocator.text import _
from allocator.text.listing import listed
from allocator.text.sentences import joined


def findings(comparison: Comparison, names: StudyNames) -> Iterator[str]:
    """How often it was repeated, what common chances were worth, and what settings are good for."""
    yield stopped(comparison.record)
    sampled = sides_varied(comparison)
    if "levers" not in sampled:
        for item in names.main:
            yield from interactions(comparison, names, item)
            yield from variance_reduction(comparison, names, item)
            if names.several:
                yield from least_regret(comparison, names, item)
    if not sampled:
        yield from curves_reach(comparison, names)
    yield from front(comparison, names)


def stopped(record: Mapping[str, Any]) -> str:
    """How often it was repeated, and why no more."""
    count = record["stopping"]["replications"]
    wanted = record["declared"]["replications"]["half_width"]
    sentences = {
        "half_width": _("{count} replications: the half-widths that were wanted are reached."),
        "most": _("{count} replications, the most that the study allows."),
        "runs": _("{count} replications: the budget allows no more runs."),
        "hours": _("{count} replications: the hours of the budget are over."),
    }
    said = sentences[record["stopping"]["reason"]].format(count=count)
    if wanted and record["stopping"]["reason"] != "half_width":
        missed = _("The half-widths that were wanted are not reached.")
        return joined([said, missed])
    return said


def variance_reduction(comparison: Comparison, names: StudyNames, item: Item) -> Iterator[str]:
    """Where the difference varies at all."""
    rows = rows_of(comparison.tables["differences"], item)
    factors = [row["variance_reduction"] for row in rows if isfinite(row["variance_reduction"])]
    if factors:
        least, most = min(factors), max(factors)
        yield _divided_or_raised(round(least, 1), round(most, 1)).format(
            measure=names.title(item),
            least=f"{least:.1f}",
            most=f"{most:.1f}",
            raised=f"{1 / least:.1f}",
        )


def _divided_or_raised(least: float, most: float) -> str:
    """Below 1 the variance is not divided: common chances make it larger, at most twice as large.

    So it is where settings answer to the same chances in opposite ways.
    """
    if least == most >= 1:
        return _(
            "Common random numbers divide the variance of differences in “{measure}” by {most}."
        )
    if least >= 1:
        return _(
            "Common random numbers divide the variance of differences in “{measure}” by "
            "{least} to {most}."
        )
    if most > 1:
        return _(
            "Common random numbers divide the variance of differences in “{measure}” by up to "
            "{most}; some variances they multiply, by up to {raised}."
        )
    return _(
        "Common random numbers do not lower the variance of differences in “{measure}”: they "
        "multiply it by up to {raised}."
    )


def least_regret(comparison: Comparison, names: StudyNames, item: Item) -> Iterator[str]:
    """Every setting that no other is better than in the worst case."""
    rows = rows_of(comparison.tables["robustness"], item)
    least = min((row["max_regret"] for row in rows if isfinite(row["max_regret"])), default=None)
    if least is None:
        return
    tied = [row for row in rows if isclose(row["max_regret"], least)]
    worst = {names.assumptions.get(row["worst_assumption"], "") for row in tied}
    yield _regretted(least, len(worst) == 1).format(
        measure=names.title(item),
        settings=first_of([names.settings[row["setting"]] for row in tied]),
        regret=names.difference(item, least),
        assumption=min(worst),
    )


def _regretted(least: float, one_assumption: bool) -> str:
    if least == 0:
        return _("“{measure}” has its best mean in {settings}, whichever assumption holds.")
    if one_assumption:
        return _(
            "Least regret of “{measure}” whichever assumption holds: {settings}, {regret} behind "
            "the best under {assumption}."
        )
    return _(
        "Least regret of “{measure}” whichever assumption holds: {settings}, {regret} behind the "
        "best in the worst case."
    )


def front(comparison: Comparison, names: StudyNames) -> Iterator[str]:
    """The settings of the Pareto front, where the study has one."""
    table = comparison.tables.get("pareto")
    if table is not None:
        beaten_by_none = table.loc[table["on_front"], "setting"]
        measures = comparison.record["pareto"]["measures"]
        yield _("Beaten by no other in {measures} at once: {settings}.").format(
            measures=listed(f"“{names.title(parted(each))}”" for each in measures),
            settings=_("; ").join(names.settings[each] for each in beaten_by_none),
        )
