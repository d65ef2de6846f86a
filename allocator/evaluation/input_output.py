"""What a unit uses against what it achieves, within its group."""

from collections.abc import Sequence
from statistics import median_high, median_low

import numpy as np
import pandas as pd

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.tiers import leaves_below

COLUMNS = ["unit_id", "group", "posts", "points", "posts_share", "points_share", "ratio", "place"]


def input_output(evaluated: Evaluated) -> pd.DataFrame:
    """Input and output of every ranked unit.

    Returns
    -------
    DataFrame
        ``unit_id, group``; ``posts``, the input: people in post or approved posts of all
        types; ``points``, the output: points for the policy's output indicators, or the whole
        score; ``posts_share, points_share``, both as shares of the group's sums (NaN where
        that is 0); ``ratio``, share of points over share of posts; ``place``, against the
        group's medians: ``high_low`` (more input than the median, less output), ``low_high``,
        ``high_high``, ``low_low``, or ``middle`` where either is the median.

    Notes
    -----
    Source: S County looks at what units use and achieve within a class, and picks those with
    high input and low output for a closer evaluation. Medians are our choice: one very large
    unit does not move them.
    """
    frame = _measured(evaluated)
    groups = frame.groupby("group", sort=False)
    frame["posts_share"] = frame["posts"] / groups["posts"].transform("sum").replace(0, np.nan)
    points = frame["points"].astype(float)
    sums = points.groupby(frame["group"]).transform("sum").replace(0, np.nan)
    frame["points_share"] = points / sums
    frame["ratio"] = frame["points_share"] / frame["posts_share"].replace(0, np.nan)
    frame["place"] = ""
    for _group, own in groups:
        frame.loc[own.index, "place"] = _places(own["posts"].tolist(), own["steps"].tolist())
    return frame.assign(points=points)[COLUMNS]


def _measured(evaluated: Evaluated) -> pd.DataFrame:
    scores, standing = evaluated.scores, evaluated.standing
    rules = evaluated.scenario.policy.evaluation
    if rules.input_output.output:
        named = [leaves_below(rules, name) for name in rules.input_output.output]
        steps = scores.part(frozenset().union(*named))
    else:
        steps = scores.total
    posts = evaluated.scenario.tables["posts"]
    used = posts.groupby("unit_id")[rules.input_output.input].sum()
    frame = pd.DataFrame(
        {
            "unit_id": scores.units.astype(str),
            "group": scores.groups.astype(str),
            "steps": pd.Series([int(value) for value in steps], dtype=object),
            "points": pd.Series([float(scores.exact(value)) for value in steps], dtype=float),
        }
    )
    frame["posts"] = frame["unit_id"].map(used).fillna(0).astype("int64")
    return frame[standing.rank > 0].reset_index(drop=True)


def _places(posts: Sequence[int], steps: Sequence[int]) -> list[str]:
    middle_posts, middle_steps = _doubled_median(posts), _doubled_median(steps)
    return [
        _place(_side(used, middle_posts), _side(gained, middle_steps))
        for used, gained in zip(posts, steps, strict=True)
    ]


def _doubled_median(values: Sequence[int]) -> int:
    """Twice the median, which is whole; steps may be too many for a float."""
    return median_low(values) + median_high(values)


def _side(value: int, doubled_middle: int) -> str:
    return "high" if 2 * value > doubled_middle else "low" if 2 * value < doubled_middle else ""


def _place(used: str, gained: str) -> str:
    return f"{used}_{gained}" if used and gained else "middle"
