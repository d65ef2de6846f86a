"""What a plan comes to, counted from its files."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from allocator.report.plan.basis import Basis, Row


@dataclass(frozen=True)
class Share:
    """What some requests asked for and got, in posts.

    Attributes
    ----------
    requests, met : int
        How many there are, and how many of them got any.
    """

    requests: int
    met: int
    asked: int
    own: int
    lent: int

    @property
    def granted(self) -> int:
        """Own and lent posts together."""
        return self.own + self.lent


def share_of(rows: Sequence[Row]) -> Share:
    """What the requests of some decisions got."""
    return Share(
        requests=len(rows),
        met=sum(row["granted"] > 0 for row in rows),
        asked=sum(row["asked"] for row in rows),
        own=sum(row["own_vacancies"] for row in rows),
        lent=sum(row["lent"] for row in rows),
    )


def shares_by(basis: Basis, key: Callable[[Row], str]) -> Mapping[str, Share]:
    """Shares by what ``key`` says of a decision, the most posts asked for first."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in basis.rows("decisions"):
        rows[key(row)].append(row)
    shares = {name: share_of(own) for name, own in rows.items()}
    return dict(sorted(shares.items(), key=lambda item: (-item[1].asked, item[0])))


def by_purpose(basis: Basis) -> Mapping[str, Share]:
    """Shares by code of the purpose."""
    requests = basis.requests
    return shares_by(
        basis,
        lambda row: (
            str(requests[row["request_id"]]["purpose"]) if row["request_id"] in requests else ""
        ),
    )


def by_department(basis: Basis) -> Mapping[str, Share]:
    """Shares by department of the unit that asks."""
    return shares_by(basis, lambda row: basis.department(row["unit_id"]))


def stopped_by(basis: Basis) -> list[tuple[str, int]]:
    """Rules that stopped requests which were not met in full, the most frequent first."""
    counts = Counter(row["reason"] for row in basis.rows("decisions") if row["reason"])
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def returns(basis: Basis) -> dict[int, int]:
    """Newly lent posts by the year at whose end they come back, in order."""
    back: Counter[int] = Counter()
    for row in basis.rows("repayments"):
        if row["loan"] not in basis.loans:
            back[row["year"]] += row["posts"]
    return dict(sorted(back.items()))


def pooled(basis: Basis, column: str, year: int) -> int:
    """The sum over the pools of a column of ``pools.csv`` in a year."""
    return sum(row[column] for row in basis.rows("pools") if row["year"] == year)


def all_posts(basis: Basis) -> tuple[int, int]:
    """Posts of units and pools together before the plan, and after it.

    Deposits move the use of posts from units to pools, transfers from pool to pool, and loans
    leave them the pools': if the plan keeps total control, both are the same.
    """
    tables, year = basis.scenario.tables, basis.scenario.base_year
    approved = int(tables["posts"]["approved"].sum())
    before = approved + int(tables["pools"]["capital"].sum())
    kept = approved - sum(row["posts"] for row in basis.rows("deposits"))
    owned = sum(pooled(basis, name, year) for name in ("capital", "collected", "transferred"))
    return before, kept + owned
