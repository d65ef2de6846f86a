"""Rules on pools and the bank: balance, deposits, transfers, crossing, shares."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from allocator.allocation.audit.case import Attributes, Case
from allocator.allocation.audit.findings import Check
from allocator.scenario.serving import ATTRIBUTES, cross_share
from allocator.scenario.tables import ANY
from allocator.text import _


def pool_balance(case: Case) -> Iterator[Check]:
    """``capital + collected + transfers in − out − reserve`` covers the loans out."""
    out, most = case.out(), lendable(case)
    for pool in case.pools:
        for year in case.scenario.years:
            yield Check(
                out[pool, year] <= most[pool],
                f"{pool}, {year}",
                out[pool, year],
                most[pool],
                _("{where}: {found} posts out on loan; the pool has {allowed} to lend"),
            )


def lendable(case: Case) -> dict[str, int]:
    """Posts that each pool may have out on loan at a time."""
    collected, transferred = case.collected_into(), case.transferred()
    return {
        name: int(pool["capital"])
        + collected[name]
        + transferred[name]
        - case.collecting.reserve(name)
        for name, pool in case.pools.items()
    }


def crossing(case: Case) -> Iterator[Check]:
    """Earmarks are kept, and posts lent outside an attribute stay within its share."""
    outside: Counter[tuple[str, str]] = Counter()
    for loan in case.new:
        pool, unit = case.pools[loan.pool_id], case.units[loan.unit_id]
        yield Check(
            pool["purpose"] in (ANY, loan.purpose),
            f"{loan.id}, {loan.pool_id}",
            loan.purpose,
            pool["purpose"],
            _("{where}: lent for {found}; the pool is earmarked for {allowed}"),
        )
        for attribute in ATTRIBUTES:
            if _is_outside(pool, unit, attribute, loan.quota_type):
                outside[loan.pool_id, attribute] += loan.posts
    for (name, attribute), posts in outside.items():
        share = Fraction(cross_share(case.policy, attribute))
        allowed = floor(share * int(case.pools[name]["capital"]))
        yield Check(
            posts <= allowed,
            f"{name}, {attribute}",
            posts,
            allowed,
            _("{where}: {found} posts lent outside the pool's own; at most {allowed} may be"),
        )


def _is_outside(pool: Attributes, unit: Attributes, attribute: str, quota_type: str) -> bool:
    if attribute == "type":
        return bool(pool["quota_type"] != quota_type)
    return pool[attribute] not in (ANY, unit[attribute])


def transfer(case: Case) -> Iterator[Check]:
    """Transfers stay within the table ``transfers``, between types within the share for them."""
    table = case.scenario.tables["transfers"]
    columns = (table[name].tolist() for name in ("from_pool", "to_pool", "posts"))
    most = {(giving, taking): posts for giving, taking, posts in zip(*columns, strict=True)}
    for row in case.plan.transfers:
        allowed = most.get((row.from_pool, row.to_pool), 0)
        giving, taking = (case.pools.get(name) for name in (row.from_pool, row.to_pool))
        if giving and taking and giving["quota_type"] != taking["quota_type"]:
            share = Fraction(cross_share(case.policy, "type"))
            allowed = min(allowed, floor(share * int(giving["capital"])))
        yield Check(
            row.posts <= allowed,
            f"{row.from_pool} → {row.to_pool}",
            row.posts,
            allowed,
            _("{where}: {found} posts transferred; at most {allowed} may be"),
        )


def deposit(case: Case) -> Iterator[Check]:
    """Collected posts are what the policy's mode says, in the pool that receives them."""
    for cell in case.posts:
        found = case.collected.get(cell, 0)
        least, most = case.collecting.collectable(cell)
        if found or most:
            yield _collected(", ".join(cell), found, least, most)
    for row in case.plan.deposits:
        if (row.unit_id, row.quota_type) in case.posts:
            pool = case.collecting.receiving_pool((row.unit_id, row.quota_type)) or _("none")
            yield Check(
                row.pool_id == pool,
                f"{row.unit_id}, {row.quota_type}",
                row.pool_id,
                pool,
                _("{where}: collected into pool {found}; expected {allowed}"),
            )


def _collected(where: str, found: int, least: int, most: int) -> Check:
    if least == most:
        message = _("{where}: {found} posts collected; expected {allowed}")
    elif found < least:
        message = _("{where}: {found} posts collected; at least {allowed} must be")
    else:
        message = _("{where}: {found} posts collected; at most {allowed} may be")
    return Check(least <= found <= most, where, found, least if found < least else most, message)


def purpose_share(case: Case) -> Iterator[Check]:
    """Posts lent for the named purposes: at least the share of all posts lent."""
    rule = case.policy.shares.min_purpose_share
    if rule is None:
        return
    lent = sum(loan.posts for loan in case.new)
    named = sum(loan.posts for loan in case.new if loan.purpose in rule.purposes)
    least = ceil(Fraction(rule.share) * lent)
    yield Check(
        named >= least,
        ", ".join(rule.purposes),
        named,
        least,
        _("{where}: {found} posts lent for these purposes; expected at least {allowed}"),
    )


def department_share(case: Case) -> Iterator[Check]:
    """Posts lent to one department: at most the share of what the bank can lend."""
    share = case.policy.shares.max_department_share
    if share is None:
        return
    collected = case.collected_into()
    bank = sum(
        int(pool["capital"]) + collected[name] - case.collecting.reserve(name)
        for name, pool in case.pools.items()
    )
    lent: Counter[str] = Counter()
    for loan in case.new:
        lent[case.units[loan.unit_id]["department"]] += loan.posts
    most = floor(Fraction(share) * bank)
    for department, posts in lent.items():
        yield Check(
            posts <= most,
            department,
            posts,
            most,
            _("{where}: {found} posts lent to this department; at most {allowed} may be"),
        )
