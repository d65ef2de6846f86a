"""From which value of a lever on a study's measure is as wanted, in a sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from allocator.simulation.studies.measures_chosen import parted
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.setting_names import levels_named
from allocator.simulation.studies.told.study_names import StudyNames
from allocator.text import _
from allocator.text.listing import listed


def curves_reach(comparison: Comparison, names: StudyNames) -> Iterator[str]:
    """One sentence for each curve."""
    declared = comparison.record["declared"].get("curve")
    for reached in comparison.record.get("curve", ()):
        at = _values(comparison.tables["curve"], reached)
        missed = max((value for value in at if _before(value, reached)), default=None)
        sentence = _sentence(reached, at[0], missed)
        yield sentence.format(**_filled(dict(reached) | {"missed": missed}, declared, names))


def _values(curve: pd.DataFrame, reached: Mapping[str, Any]) -> list[float]:
    """Values at which the curve's measure has a mean, the smallest first."""
    same = ["lender", "other", "assumption"]
    rows = curve[(curve[same] == [reached[name] for name in same]).all(axis=1)]
    return sorted(rows.loc[rows["mean"].notna(), "value"].tolist()) or [float("nan")]


def _before(value: float, reached: Mapping[str, Any]) -> bool:
    """Whether the whole interval at a value that was played is not yet as wanted."""
    return reached["possibly_from"] is not None and value < reached["possibly_from"]


def _sentence(reached: Mapping[str, Any], smallest: float, missed: float | None) -> str:
    estimated, surely = reached["estimated"], reached["surely_from"]
    if estimated is None:
        return _(
            "{where}: “{measure}” does not reach {wanted} at any value of “{lever}” that was "
            "played."
        )
    if estimated == smallest:
        return _at_the_edge(surely, smallest)
    if missed is None:
        return _(
            "{where}: “{measure}” reaches {wanted} at about “{lever}” = {estimated}; of no smaller "
            "value that was played is it certain, with {confidence} confidence, that it does not."
        )
    if surely is None:
        return _(
            "{where}: “{measure}” reaches {wanted} at about “{lever}” = {estimated}; with "
            "{confidence} confidence not yet at {missed}, and surely at no value that was played."
        )
    return _(
        "{where}: “{measure}” reaches {wanted} at about “{lever}” = {estimated}; with {confidence} "
        "confidence not yet at {missed}, and surely at {surely_from}."
    )


def _at_the_edge(surely: float | None, smallest: float) -> str:
    """Where it would cease to be as wanted, below what was played, is not known."""
    if surely is None:
        return _(
            "{where}: “{measure}” reaches {wanted} already at the smallest value of “{lever}” "
            "played, {estimated}; with {confidence} confidence surely at no value that was played."
        )
    if surely == smallest:
        return _(
            "{where}: “{measure}” reaches {wanted} already at the smallest value of “{lever}” "
            "played, {estimated}, with {confidence} confidence."
        )
    return _(
        "{where}: “{measure}” reaches {wanted} already at the smallest value of “{lever}” played, "
        "{estimated}; with {confidence} confidence surely at {surely_from}."
    )


def _filled(
    reached: Mapping[str, Any], curve: Mapping[str, Any], names: StudyNames
) -> dict[str, str]:
    item = parted(curve["measure"])
    where = [reached["lender"], levels_named(reached["other"], names.factors)]
    if names.several:
        where.append(names.assumptions[reached["assumption"]])
    return {
        "measure": names.title(item),
        "wanted": names.number(item, reached["reaches"]),
        "lever": names.factors[curve["lever"]],
        "where": listed(part for part in where if part),
        "confidence": names.confidence,
        **{
            name: "–" if reached[name] is None else f"{reached[name]:.4g}"
            for name in ("estimated", "surely_from", "missed")
        },
    }
