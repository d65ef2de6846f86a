"""Strengthening: smaller bounds, fewer binaries, fewer rows, the same optimum.

Each step can be left out, which is how the tests prove that it leaves every goal's optimum
as it is. What the model is built from, strengthened or not, is a :class:`Formulation`.
"""

from collections import defaultdict

from allocator.allocation.prepare.numbers import Prepared, Step
from allocator.allocation.strengthen.bounds import Bounds
from allocator.allocation.strengthen.formulation import ALL, NONE, Formulation, Strengthening
from allocator.allocation.strengthen.terms import without_dominated_terms
from allocator.allocation.strengthen.windows import limit_windows

__all__ = ["ALL", "NONE", "Formulation", "Strengthening", "formulate"]


def formulate(numbers: Prepared, strengthening: Strengthening = ALL) -> Formulation:
    """The formulation of the prepared numbers, strengthened by the steps asked for."""
    bounds = Bounds(numbers, strengthening.bounds)
    lending, term_most = bounds.lending, bounds.term_most
    if strengthening.terms:
        lending, term_most = without_dominated_terms(numbers, lending, term_most)
    granted = bounds.granted_most
    live = [j for j, most in granted.items() if most]
    terms: defaultdict[str, set[int]] = defaultdict(set)
    for j, t in term_most:
        terms[j].add(t)
    spare = not strengthening.binaries
    lent_cells = {numbers.requests[j].cell for j, _, _ in lending}
    return Formulation(
        lending=lending,
        term_most=term_most,
        own_most=bounds.own_most,
        granted_most=granted,
        steps={j: _cut(numbers.requests[j].steps, granted[j]) for j in live},
        switched=tuple(j for j in live if spare or numbers.requests[j].min_posts > 1),
        choosing=tuple(j for j in live if j in terms and (spare or len(terms[j]) > 1)),
        tied_steps=strengthening.steps,
        own_first=tuple(cell for cell in sorted(lent_cells) if spare or bounds.most_own(cell) > 0),
        windows=limit_windows(numbers, lending, term_most, strengthening.windows),
    )


def _cut(steps: tuple[Step, ...], posts: int) -> tuple[Step, ...]:
    """The first ``posts`` posts of the steps."""
    kept = []
    for step in steps:
        if posts > 0:
            kept.append(Step(step.value, min(step.posts, posts)))
        posts -= step.posts
    return tuple(kept)
