"""Whether levers of a study act together, in sentences."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.setting_names import change_named
from allocator.simulation.studies.told.study_names import Item, StudyNames, rows_of
from allocator.text import _


def interactions(comparison: Comparison, names: StudyNames, item: Item) -> Iterator[str]:
    """Whether levers act together; nothing where the study cannot tell."""
    rows = rows_of(comparison.tables["effects"], item, kind="interaction")
    if not rows:
        return
    level = float(1 - Decimal(str(comparison.record["declared"]["confidence"])))
    certain = [row for row in rows if row["p_holm"] < level]
    yield _how_many(bool(certain), names.several).format(
        measure=names.title(item), certain=len(certain), count=len(rows)
    )
    if certain:
        yield _largest(names, item, max(certain, key=lambda row: abs(row["effect"])))


def _how_many(any_certain: bool, several: bool) -> str:
    if not any_certain:
        return (
            _("“{measure}”: of {count} interactions under the several assumptions none is certain.")
            if several
            else _("“{measure}”: of {count} interactions none is certain.")
        )
    if several:
        return _(
            "“{measure}”: {certain} of {count} interactions under the several assumptions are "
            "certain: together the changes do other than the sum of what each does alone."
        )
    return _(
        "“{measure}”: {certain} of {count} interactions are certain: together the changes do other "
        "than the sum of what each does alone."
    )


def _largest(names: StudyNames, item: Item, row: dict[str, Any]) -> str:
    sentence = _(
        "The largest: {effect} ({confidence} interval {low} to {high}) by which “{change}” differs "
        "from that sum."
    )
    if names.several:
        sentence = _(
            "The largest: {effect} ({confidence} interval {low} to {high}) by which “{change}” "
            "differs from that sum, under {assumption}."
        )
    return sentence.format(
        change=change_named(row["change"], names.factors),
        confidence=names.confidence,
        assumption=names.assumptions[row["assumption"]],
        **{column: names.difference(item, row[column]) for column in ("effect", "low", "high")},
    )
