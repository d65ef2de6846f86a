"""Share of the full score that each unit reached, per indicator, over all sources."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from allocator.allocation.audit.records import Measure, Questionnaire, Score, records
from allocator.allocation.audit.rounding import half_up
from allocator.scenario.policy import Evaluation
from allocator.scenario.scenario import Scenario

Mark = tuple[str, str, str, Fraction]
"""Unit, indicator, source, share of the full score."""

HUNDREDTHS = 10_000
"""Questionnaires and measures count in hundredths of a score out of 100."""


def reached(scenario: Scenario) -> dict[str, dict[str, Fraction]]:
    """Unit → indicator → share, averaged over the sources by their weights.

    Sources without weight are left out; where none is left there is no share.
    """
    sources: dict[str, Decimal] = dict(scenario.policy.evaluation.sources)  # type: ignore[arg-type]
    weighed: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    units = {unit for unit, *_rest in _marks(scenario)}
    for unit, indicator, source, share in _marks(scenario):
        weighed[unit, indicator].append((Fraction(sources.get(source, 1)), share))
    shares: dict[str, dict[str, Fraction]] = {unit: {} for unit in sorted(units)}
    for (unit, indicator), marks in weighed.items():
        total = sum(weight for weight, _share in marks)
        if total:
            gained = sum((weight * share for weight, share in marks), Fraction(0))
            shares[unit][indicator] = gained / total
    return shares


def _marks(scenario: Scenario) -> Iterator[Mark]:
    evaluation, tables = scenario.policy.evaluation, scenario.tables
    for score in records(tables["scores"], Score):
        share = Fraction(score.score) / Fraction(score.full_score)
        yield score.unit_id, score.indicator, score.source, share
    for row in records(tables["questionnaires"], Questionnaire):
        worth = {name: Fraction(value) for name, value in evaluation.answers}
        counts = {name: int(getattr(row, name)) for name in worth}
        earned = sum((worth[name] * counts[name] for name in worth), Fraction(0))
        yield row.unit_id, row.indicator, row.source, _rounded(earned / sum(counts.values()))
    for measure in records(tables["measures"], Measure):
        share = _on_scale(evaluation, measure.indicator, Fraction(measure.value))
        yield measure.unit_id, measure.indicator, "data", share


def _on_scale(evaluation: Evaluation, indicator: str, value: Fraction) -> Fraction:
    scale = next(entry.scale for entry in evaluation.indicators if entry.id == indicator)
    if scale is None:
        return Fraction(0)
    worst, best = Fraction(scale.worst), Fraction(scale.best)
    return _rounded(min(max((value - worst) / (best - worst), Fraction(0)), Fraction(1)))


def _rounded(share: Fraction) -> Fraction:
    return Fraction(half_up(share * HUNDREDTHS), HUNDREDTHS)
