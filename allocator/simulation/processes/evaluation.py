"""Each January scores move, and tiers, colours and freezes follow."""

from collections.abc import Iterator, Mapping

import numpy as np

from allocator.evaluation.freezes import colour_of, last_frozen_year
from allocator.simulation.clock import Kind, Moment
from allocator.simulation.draws import normal
from allocator.simulation.play import Play
from allocator.simulation.scoring import Floats, Group
from allocator.simulation.staffing import unfilled_shares
from allocator.simulation.streams import Process


def evaluation(play: Play) -> Iterator[Moment]:
    """Every year but the first, whose evaluation is the scenario's own."""
    yield play.clock.at(12 * play.year, Kind.EVALUATION)
    if play.year > play.world.first_year:
        play.process = "evaluation"
        _thaw(play)
        empty = unfilled_shares(play.state)
        for group in play.world.scoring.groups:
            _evaluate(play, group, empty)


def _thaw(play: Play) -> None:
    """Freezes that are over."""
    for unit in play.state.units.values():
        if unit.frozen_until is not None and unit.frozen_until < play.year:
            play.set(unit, frozen_until=None)


def _evaluate(play: Play, group: Group, empty: Mapping[str, float]) -> None:
    units, policy = play.state.units, play.world.policy
    scores = _next_scores(play, group, empty)
    places = group.places(scores, policy)
    grades = policy.evaluation.grades
    for name, score, place in zip(group.units, scores.tolist(), places, strict=True):
        unit = units[name]
        tier, colour, grade = unit.tier, unit.colour, unit.grade
        if group.tiered:
            tier = group.lines.tier_of_place[place] if grades else place + 1
            colour = grades[place].colour or colour_of(policy, tier) if grades else ""
            colour = colour or colour_of(policy, tier)
            grade = grades[place].id if grades else ""
        last = max(last_frozen_year(policy, play.year, colour), unit.frozen_until or 0)
        frozen = last if last >= play.year else None
        play.set(unit, score=score, tier=tier, colour=colour, grade=grade, frozen_until=frozen)


def _next_scores(play: Play, group: Group, empty: Mapping[str, float]) -> Floats:
    """Back to the unit's own level, with noise, less for posts that stand empty."""
    settings = play.world.settings.evaluation
    before = np.array([play.state.units[name].score for name in group.units], dtype=np.float64)
    shock = normal(play.streams.uniforms(Process.PERFORMANCE, group.keys, play.year)[0])
    at_start = play.world.unfilled_at_start
    more_empty = np.array([empty.get(name, 0.0) - at_start[name] for name in group.units])
    scores = group.level + float(settings.persistence) * (before - group.level)
    scores += float(settings.noise) * shock - float(settings.staffing_effect) * more_empty
    return np.clip(scores, 0.0, group.full)
