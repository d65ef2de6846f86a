"""Requests for posts, and the assessment points that the posts are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Flags, Texts, Whole, codes, texts
from allocator.scenario.synthetic.organisation import QUOTA_TYPES, Cells, Units

PURPOSES = texts(["key_project", "livelihood", "reform", "talent", "grassroots", "routine"])
_PURPOSE_WEIGHTS = (0.2, 0.2, 0.1, 0.15, 0.15, 0.2)
REFORM, TALENT = 2, 3
REPAYMENTS = texts(["", "at_term", "as_vacated"])
ITEMS = texts(
    [
        "重点项目",
        "民生实事",
        "营商环境",
        "安全生产",
        "生态环保",
        "基层治理",
        "数字化改革",
        "招商引资",
    ]
)
LATEST_START = 2
"""Requests start at most so many years after the base year."""


@dataclass(frozen=True)
class Requests:
    """Arrays of shape (requests,); ``cell`` and ``purpose`` are positions."""

    ids: Texts
    cell: Whole
    purpose: Whole
    posts: Whole
    start: Whole
    min_term: Whole
    max_term: Whole
    min_posts: Whole
    repayment: Texts
    duties_grew: Flags

    def frame(self, units: Units, cells: Cells, base_year: int) -> pd.DataFrame:
        """The table ``requests``."""
        return pd.DataFrame(
            {
                "request_id": self.ids,
                "unit_id": units.ids[cells.unit[self.cell]],
                "quota_type": QUOTA_TYPES[cells.quota_type[self.cell]],
                "posts": self.posts,
                "purpose": PURPOSES[self.purpose],
                "start_year": base_year + self.start,
                "min_term": self.min_term,
                "max_term": self.max_term,
                "min_posts": self.min_posts,
                "repayment": self.repayment,
                "duties_grew": self.duties_grew,
            }
        )


def make_requests(
    draws: Draws, units: Units, cells: Cells, terms: Sequence[int], asking: float
) -> Requests:
    """One or two requests from the share ``asking`` of the units, and from one at least."""
    cell = _asking_cells(draws, units, cells, asking)
    count = len(cell)
    posts = draws.whole(1, np.clip(cells.approved[cell] // 6, 2, 7), count)
    term = np.sort(terms)[draws.whole(0, len(terms) - 1, count)]
    least = draws.places((0.65, 0.2, 0.15), count)
    return Requests(
        ids=codes("Q", count, 5),
        cell=cell,
        purpose=draws.places(_PURPOSE_WEIGHTS, count),
        posts=posts,
        start=draws.places((0.85, 0.1, 0.05), count),
        min_term=draws.whole(1, term, count),
        max_term=draws.whole(term, max(terms), count),
        min_posts=np.choose(least, [np.ones_like(posts), (posts + 1) // 2, posts]),
        repayment=REPAYMENTS[draws.places((0.5, 0.25, 0.25), count)],
        duties_grew=draws.happens(0.1, count),
    )


def _asking_cells(draws: Draws, units: Units, cells: Cells, asking: float) -> Whole:
    """The cell of each request: units with few vacancies ask rather than others."""
    first_cell = np.searchsorted(cells.unit, np.arange(units.count))
    short = 1 - cells.vacancy()[first_cell] / np.maximum(cells.approved[first_cell], 1)
    eager = draws.uniform(units.count) + 4 * short
    asks = np.sort(np.argsort(-eager, kind="stable")[: max(1, round(asking * units.count))])
    again = asks[draws.happens(0.35, len(asks))]
    unit = np.sort(np.concatenate([asks, again]))
    last_cell = np.searchsorted(cells.unit, unit, side="right") - 1
    return np.where(draws.happens(0.2, len(unit)), last_cell, first_cell[unit])


def make_benefits(draws: Draws, units: Units, cells: Cells, requests: Requests) -> pd.DataFrame:
    """The table ``benefits``: points that are worth from 0.4 to 2.4 of each post they need."""
    counts = draws.whole(1, np.minimum(3, requests.posts), len(requests.ids))
    bare = (requests.purpose == REFORM) & draws.happens(0.5, len(counts))
    counts = np.where(bare & (np.arange(len(counts)) > 0), 0, counts)
    request = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(request)) - np.repeat(np.cumsum(counts) - counts, counts)
    needs = -(-(requests.posts[request] - place) // counts[request])
    approved = np.bincount(cells.unit, cells.approved, units.count)
    value = 10_000 / approved[cells.unit[requests.cell[request]]]
    gain = np.maximum(1, np.floor(needs * value * draws.between(0.4, 2.4, len(request))))
    previous = _previous(draws, len(request))
    unknown = draws.happens(0.1, len(request)) & (previous == 0)
    first_item = draws.whole(0, len(ITEMS) - 1, len(counts))[request]
    return pd.DataFrame(
        {
            "request_id": requests.ids[request],
            "item": ITEMS[(first_item + place) % len(ITEMS)],
            "previous": _hundredths(previous, unknown),
            "current": _hundredths(previous + gain.astype(np.int64)),
            "posts": needs,
        }
    )


def _previous(draws: Draws, count: int) -> Whole:
    """Points of the year before, in hundredths: none, a deduction, or some."""
    kind = draws.places((0.6, 0.2, 0.2), count)
    return np.choose(
        kind, [np.zeros(count), draws.whole(-300, -1, count), draws.whole(1, 500, count)]
    ).astype(np.int64)


def _hundredths(numbers: Whole, unknown: Flags | None = None) -> Any:
    exact = pd.Series([Decimal(int(number)).scaleb(-2) for number in numbers], dtype=object)
    return exact if unknown is None else exact.mask(unknown, None)
