"""What must hold within a study, beyond the kind of each key. This page lists it all."""

from collections.abc import Callable, Collection

from allocator.simulation.studies.checks import (
    designs,
    factors,
    keys_set,
    measures,
    replications,
    settings,
)
from allocator.simulation.studies.checks.given import Given

__all__ = ["CHECKS", "Given", "check_study"]

FACTORS = frozenset({"levers", "uncertainties"})

CHECKS: tuple[tuple[Callable[[Given], None], frozenset[str]], ...] = (
    (factors.ids_once, FACTORS),
    (factors.one_form, FACTORS),
    (factors.ranges_sensible, FACTORS),
    (factors.values_once, FACTORS),
    (factors.weights_sensible, FACTORS | {"design"}),
    (keys_set.keys_set_once, FACTORS | {"set"}),
    (keys_set.base_year_alike, FACTORS),
    (designs.ranges_sampled, FACTORS | {"design"}),
    (designs.points_sensible, frozenset({"design"})),
    (designs.samples_have_factors, FACTORS | {"design"}),
    (designs.rows_known, FACTORS | {"design"}),
    (settings.lenders_known, frozenset({"lenders"})),
    (settings.baseline_known, FACTORS | {"baseline", "lenders"}),
    (settings.cells_few_enough, FACTORS | {"design", "lenders"}),
    (measures.measures_known, frozenset({"measures"})),
    (measures.pareto_possible, frozenset({"measures", "pareto"})),
    (measures.curve_possible, FACTORS | {"measures", "curve", "design"}),
    (replications.warm_up_within, frozenset({"years", "warm_up"})),
    (
        replications.half_widths_possible,
        FACTORS | {"measures", "replications", "design", "lenders"},
    ),
    (replications.counts_sensible, frozenset({"replications"})),
    (replications.budget_enough, FACTORS | {"replications", "design", "lenders", "budget"}),
)
"""Every check, and the keys of the file that it reads."""


def check_study(given: Given, unread: Collection[str] = ()) -> None:
    """Note all that does not fit together; checks of keys that could not be read are left out."""
    for check, reads in CHECKS:
        if reads.isdisjoint(unread):
            check(given)
