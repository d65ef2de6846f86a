"""Efficiency as a screen: what each unit's posts must earn, which requests pay, and by what.

Source: the Sichuan study of vacant posts (Yu, Liu and Peng), tables 1 and 2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from allocator.allocation.prepare.efficiency import efficiency, efficiency_cap, value_per_post
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of

MOST_RATES = 10
"""So many rates are listed, unless more posts are asked for."""


@dataclass(frozen=True)
class ScreenItem:
    """An assessment item: points the year before and this year, ``None`` for not assessed.

    Attributes
    ----------
    gain : Fraction
        Points gained; what was lost is negative.
    posts : int
        Posts that the request says it needs; 0 for an item that no request claims.
    carries : range
        Which of the request's posts it carries: the first is 1.
    """

    item: str
    previous: Decimal | None
    current: Decimal | None
    gain: Fraction
    posts: int
    carries: range


@dataclass(frozen=True)
class ScreenedRequest:
    """A request: its points, its rates, the most posts that pay.

    Attributes
    ----------
    points : Fraction
        γ, the sum of its gains.
    rates : tuple of Fraction
        ε at 1, 2, 3, … posts, 1 for 100 %: as many as are asked for, and up to
        :data:`MOST_RATES` until one does not pay.
    most : int
        The most posts with ε at the threshold or above.
    exempt : str
        ``duties_grew``, ``purpose`` or ``policy`` where no threshold binds it; else empty.
    items : tuple of ScreenItem
        In the order in which posts serve them: most gain per post first.
    """

    request_id: str
    purpose: str
    asked: int
    points: Fraction
    rates: tuple[Fraction, ...]
    most: int
    exempt: str
    items: tuple[ScreenItem, ...]

    @property
    def carrying(self) -> tuple[ScreenItem, ...]:
        """The items that carry the posts that pay; where no threshold binds it, all that gain."""
        return tuple(
            item
            for item in self.items
            if item.carries and (self.exempt or item.carries[0] <= self.most)
        )


@dataclass(frozen=True)
class ScreenedUnit:
    """A unit: what a post of it costs, its requests, and what else its assessment holds.

    Attributes
    ----------
    approved : int
        Approved posts, all quota types together.
    value_per_post : Decimal
        δ, in points; 0 where the unit has no posts, or so many that δ rounds to 0.
    needed : Decimal
        Points that one post has to earn, threshold × δ.
    unclaimed : tuple of ScreenItem
        Items of the assessment table that no request claims, the largest gain first.
    possible : ScreenedRequest or None
        The screen of a request for those of them that gained, one post each; ``None`` where
        there are none. Its ``asked`` is 0.
    """

    unit_id: str
    name: str
    approved: int
    value_per_post: Decimal
    needed: Decimal
    requests: tuple[ScreenedRequest, ...]
    unclaimed: tuple[ScreenItem, ...]
    possible: ScreenedRequest | None


def efficiency_screen(scenario: Scenario, *, requesting: bool = False) -> tuple[ScreenedUnit, ...]:
    """Every unit of a scenario, sorted by id.

    Parameters
    ----------
    requesting
        Only those that request posts.
    """
    approved = scenario.tables["posts"].groupby("unit_id")["approved"].sum()
    requests = _by(scenario, "requests", "unit_id")
    benefits = _by(scenario, "benefits", "request_id")
    assessments = _by(scenario, "assessments", "unit_id")
    return tuple(
        _unit(
            scenario,
            row,
            int(approved.get(row["unit_id"], 0)),
            [
                (request, benefits.get(request["request_id"], ()))
                for request in requests.get(row["unit_id"], ())
            ],
            assessments.get(row["unit_id"], ()),
        )
        for row in rows_of(scenario.tables["units"])
        if not requesting or row["unit_id"] in requests
    )


Row = Mapping[str, Any]


def _unit(
    scenario: Scenario,
    row: Mapping[Any, Any],
    approved: int,
    requests: Sequence[tuple[Row, Sequence[Row]]],
    assessed: Sequence[Row],
) -> ScreenedUnit:
    delta = _delta(scenario, approved)
    claimed = {benefit["item"] for _request, benefits in requests for benefit in benefits}
    open_items = [item for item in assessed if item["item"] not in claimed]
    return ScreenedUnit(
        str(row["unit_id"]),
        str(row["name"]),
        approved,
        delta,
        scenario.policy.efficiency.threshold * delta,
        tuple(_request(scenario, request, benefits, delta) for request, benefits in requests),
        _unclaimed(open_items),
        _possible(scenario, open_items, delta),
    )


def _possible(scenario: Scenario, items: Sequence[Row], delta: Decimal) -> ScreenedRequest | None:
    """What a request for every item that gained would earn, one post for each."""
    rising = [{**item, "posts": 1} for item in items if _gain(item) > 0]
    if not rising or not delta:
        return None
    row = {"request_id": "", "purpose": "", "posts": 0, "duties_grew": False}
    return _request(scenario, row, rising, delta)


def _by(scenario: Scenario, table: str, key: str) -> Mapping[str, Sequence[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(scenario.tables[table]):
        rows.setdefault(row[key], []).append(row)
    return rows


def _delta(scenario: Scenario, approved: int) -> Decimal:
    rules = scenario.policy.efficiency
    return value_per_post(approved, rules.value_decimals) if approved else Decimal(0)


def _request(
    scenario: Scenario,
    row: Row,
    benefits: Sequence[Row],
    delta: Decimal,
) -> ScreenedRequest:
    points = sum((_gain(benefit) for benefit in benefits), Fraction(0))
    most = efficiency_cap(points, delta, scenario.policy.efficiency.threshold) if delta else 0
    asked = int(row["posts"])
    shown = max(asked, min(most + 1, MOST_RATES)) if benefits and delta else 0
    return ScreenedRequest(
        row["request_id"],
        row["purpose"],
        asked,
        points,
        tuple(efficiency(points, posts, delta) for posts in range(1, shown + 1)),
        most,
        _exempt(scenario, row),
        _items(benefits),
    )


def _gain(row: Row) -> Fraction:
    return Fraction(row["current"] or 0) - Fraction(row["previous"] or 0)


def _exempt(scenario: Scenario, row: Row) -> str:
    rules = scenario.policy.efficiency
    if not rules.apply:
        return "policy"
    if row["duties_grew"]:
        return "duties_grew"
    return "purpose" if row["purpose"] in rules.exempt_purposes else ""


def _items(benefits: Sequence[Row]) -> tuple[ScreenItem, ...]:
    ordered = sorted(benefits, key=lambda row: (-_gain(row) / row["posts"], row["item"]))
    items, first = [], 1
    for row in ordered:
        posts = int(row["posts"])
        carries = range(first, first + posts)
        items.append(
            ScreenItem(row["item"], row["previous"], row["current"], _gain(row), posts, carries)
        )
        first += posts
    return tuple(items)


def _unclaimed(rows: Sequence[Row]) -> tuple[ScreenItem, ...]:
    items = [
        ScreenItem(row["item"], row["previous"], row["current"], _gain(row), 0, range(0))
        for row in rows
    ]
    return tuple(sorted(items, key=lambda item: (-item.gain, item.item)))
