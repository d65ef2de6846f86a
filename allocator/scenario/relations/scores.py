"""Scores against the policy's indicators."""

import pandas as pd

from allocator.scenario.relations.data import Data, literal
from allocator.text import _


def scores_known(data: Data) -> None:
    """Scores are of leaf indicators of the policy and at most the full score."""
    frame = data.frames["scores"]
    above = [
        score is not None and full is not None and (score > full or full <= 0)
        for score, full in zip(frame["score"], frame["full_score"], strict=True)
    ]
    data.note(
        "scores",
        pd.Series(above, index=frame.index, dtype=bool),
        "score",
        found="{score}",
        expected=_("at most the full score, {full_score}, which is above 0"),
        mend=_("Correct score or full_score."),
    )
    if data.policy is None:
        return
    indicators = data.policy.evaluation.indicators
    leaves = {i.id for i in indicators} - {i.parent for i in indicators}
    data.note(
        "scores",
        ~frame["indicator"].isin(leaves) & (frame["indicator"] != ""),
        "indicator",
        found="“{indicator}”",
        expected=_("a last-level indicator of the policy: {names}").format(names=literal(leaves)),
        mend=_("Correct the indicator, or add it to the policy's evaluation."),
    )
