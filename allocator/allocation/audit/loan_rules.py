"""Rules on loans: when posts come back, what may be renewed."""

from collections.abc import Iterator

from allocator.allocation.audit.case import Case, Loan
from allocator.allocation.audit.findings import Check
from allocator.text import _


def repayment(case: Case) -> Iterator[Check]:
    """Posts come back in the years that the way of recall allows, and all of them do.

    ``at_term``: in the due year. ``as_vacated``: in any year of the term. An old loan due
    by the end of ``y0``, overdue ones among them: at the end of ``y0``. Renewed posts: at
    the end of ``y0 + years``.
    """
    for loan in case.new:
        first = loan.due if loan.repayment == "at_term" else loan.start
        yield from _comes_back(loan, range(first, loan.due + 1), {})
    new_due = case.base_year + case.policy.recall.renewal.years
    for loan in case.old:
        due = max(loan.due, case.base_year)
        first = due if loan.repayment == "at_term" else case.base_year
        renewed = {new_due: loan.renewed} if loan.renewed else {}
        yield from _comes_back(loan, range(first, due + 1), renewed)


def _comes_back(loan: Loan, term: range, renewed: dict[int, int]) -> Iterator[Check]:
    """``renewed`` posts in their year, all others within ``term``."""
    where = f"{loan.id}, {loan.pool_id}"
    years = f"{term[0]}–{term[-1]}" if len(term) > 1 else "".join(map(str, term))
    for year in sorted({*loan.back, *renewed} - set(term)):
        expected = renewed.get(year, 0)
        yield Check(
            loan.back.get(year, 0) == expected,
            f"{where}, {year}",
            loan.back.get(year, 0),
            expected,
            _(
                "{where}: {found} posts come back in this year; expected {allowed}, "
                "others within the term"
            ),
        )
    in_term = sum(loan.back.get(year, 0) for year in term)
    expected = loan.posts - sum(posts for year, posts in renewed.items() if year not in term)
    yield Check(
        in_term == expected,
        f"{where}, {years}",
        in_term,
        expected,
        _("{where}: {found} posts come back in time; expected {allowed}"),
    )


def renewal(case: Case) -> Iterator[Check]:
    """At most the posts out, and only where loan, tier and total term allow it."""
    for loan in case.old:
        may = loan.posts if case.may_renew(case.book[loan.id]) else 0
        yield Check(
            loan.renewed <= may,
            loan.id,
            loan.renewed,
            may,
            _("{where}: {found} posts renewed; {allowed} may be renewed in this round"),
        )
