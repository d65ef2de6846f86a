"""Settings of a study side by side on the terminal."""

from typing import TYPE_CHECKING, Any

from allocator.cli.show import show_table
from allocator.simulation.studies.told.study_names import (
    OVER_ALL,
    Item,
    StudyNames,
    p_value,
    rows_of,
)
from allocator.text import _

if TYPE_CHECKING:
    from allocator.simulation.studies.results.comparison import Comparison

Rows = dict[str, dict[str, Any]]
"""Rows of a table by setting."""


def show_under(comparison: "Comparison", names: StudyNames, item: Item, assumption: str) -> None:
    """Means and differences from the baseline under one assumption."""
    title = _("{measure}: mean and {confidence} interval, and difference from the baseline")
    if names.several:
        title = _(
            "{measure}: mean and {confidence} interval, and difference from the baseline, under "
            "{assumption}"
        )
    show_table(
        title.format(
            measure=names.title(item),
            confidence=names.confidence,
            assumption=names.assumptions[assumption],
        ),
        _headers(),
        _cells(comparison, names, item, assumption).values(),
    )


def show_over_all(comparison: "Comparison", names: StudyNames, item: Item) -> None:
    """Weighted means and their differences; where one way is better also the largest regret."""
    title = _(
        "{measure}: mean over all assumptions and {confidence} interval, and difference from the "
        "baseline"
    )
    cells, headers = _cells(comparison, names, item, OVER_ALL), _headers()
    regrets = _by_setting(comparison, "robustness", item)
    if regrets:
        title = _(
            "{measure}: mean over all assumptions and {confidence} interval, difference from the "
            "baseline, and largest regret"
        )
        headers += [_("largest regret"), _("under the assumption")]
        for setting, row in regrets.items():
            worst = names.assumptions.get(row["worst_assumption"], "")
            cells[setting] += [names.difference(item, row["max_regret"]), worst]
    show_table(
        title.format(measure=names.title(item), confidence=names.confidence),
        headers,
        cells.values(),
    )


def _headers() -> list[str]:
    ends = [_("interval from"), _("interval to")]
    means = [_("setting"), _("mean"), *ends]
    return [*means, _("difference"), *ends, _("p (Holm)"), _("may be best")]


def _cells(
    comparison: "Comparison", names: StudyNames, item: Item, assumption: str
) -> dict[str, list[str]]:
    """What stands below the headers, by setting."""
    means, differences, best = (
        _by_setting(comparison, name, item, assumption=assumption)
        for name in ("summary", "differences", "best")
    )
    return {
        setting: [
            names.settings[setting],
            *names.numbers(item, row, ("mean", "low", "high")),
            *_difference(names, item, differences.get(setting)),
            _may_be_best(best.get(setting)),
        ]
        for setting, row in means.items()
    }


def _by_setting(comparison: "Comparison", table: str, item: Item, **equal: str) -> Rows:
    return {row["setting"]: row for row in rows_of(comparison.tables[table], item, **equal)}


def _difference(names: StudyNames, item: Item, row: dict[str, Any] | None) -> list[str]:
    """The baseline has none."""
    if row is None:
        return [""] * 4
    return [*names.differences(item, row, ("difference", "low", "high")), p_value(row["p_holm"])]


def _may_be_best(row: dict[str, Any] | None) -> str:
    return _("yes") if row is not None and row["may_be_best"] else ""
