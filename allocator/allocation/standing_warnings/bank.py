"""Warnings on the bank: loans not returned, reserves lent out."""

from collections.abc import Iterator

from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.pools import pool_numbers
from allocator.allocation.standing_warnings.survey import Survey
from allocator.allocation.standing_warnings.warning import StandingWarning
from allocator.text import _


def overdue_loan(survey: Survey) -> Iterator[StandingWarning]:
    """Loans whose due year is over."""
    base, loans = survey.scenario.base_year, survey.scenario.tables["loans"]
    for row in loans[loans["due_year"] < base].to_dict("records"):
        late = base - int(row["due_year"])
        numbers = {"posts": int(row["posts"]), "due_year": int(row["due_year"])}
        yield StandingWarning(
            "overdue_loan",
            f"{row['unit_id']}, {row['loan_id']}",
            numbers | {"years_late": late},
            _("{posts} post(s) due back by the end of {due_year} are still out").format(**numbers),
            _("Recall them as the next people leave; the plan has them back this year."),
        )


def reserve_broken(survey: Survey) -> Iterator[StandingWarning]:
    """Pools that own too little for what they have out and should keep back.

    What must be collected this year counts as owned.
    """
    scenario, facts = survey.scenario, survey.facts
    deposits = deposit_numbers(facts)
    out = scenario.tables["loans"].groupby("pool_id")["posts"].sum()
    for pool in pool_numbers(facts, deposits).values():
        lent = int(out.get(pool.id, 0))
        sure = sum(entry.least for entry in deposits.values() if entry.pool == pool.id)
        owned = pool.capital + sure
        lacking = pool.reserve - (owned - lent)
        if lacking <= 0:
            continue
        numbers = {"owned": owned, "out": lent, "reserve": pool.reserve}
        yield StandingWarning(
            "reserve_broken",
            pool.id,
            numbers | {"lacking": lacking},
            _(
                "of {owned} posts (those to be collected included) {out} are out on loan; the "
                "reserve of {reserve} lacks {lacking}"
            ).format(lacking=lacking, **numbers),
            _("Recall or collect posts, or lower the reserve, before lending from the pool."),
        )
