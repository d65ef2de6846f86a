"""HiGHS with the product's options, whoever handed the model over."""

from typing import Any

import highspy

from allocator.allocation.prepare.numbers import GRID

ABSOLUTE_GAP = 0.9 / GRID
"""As the product's for its first goal: less than one step of the goal's grid."""


def solved(highs: Any, gap: float, time_limit: float) -> dict[str, float]:
    """Run a loaded instance: HiGHS's own seconds and the goal's value."""
    highspy.Highs.resetGlobalScheduler(True)
    for option, value in {
        "output_flag": False,
        "threads": 0,
        "random_seed": 0,
        "mip_rel_gap": gap,
        "mip_abs_gap": ABSOLUTE_GAP,
        "time_limit": time_limit,
    }.items():
        highs.setOptionValue(option, value)
    began = highs.getRunTime()
    highs.run()
    seconds = highs.getRunTime() - began
    # A layer may minimise the negative of the goal; the goal itself is never negative.
    return {"solve": seconds, "value": abs(highs.getInfo().objective_function_value)}
