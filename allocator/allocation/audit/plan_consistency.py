"""Whether the files of a plan agree with each other and with the scenario."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.findings import Check
from allocator.allocation.audit.records import ScheduleRow
from allocator.text import _


def plan_files(case: Case) -> Iterator[Check]:
    """All files tell the same story, about things that the scenario knows."""
    return chain(
        _known(case),
        _counted(case),
        _once(case),
        _copied(case),
        _decided(case),
        _renewed(case),
        _returned(case),
        _accounted(case),
    )


def _known(case: Case) -> Iterator[Check]:
    """Every id names something in the scenario."""
    plan, pools, years = case.plan, case.pools, case.scenario.years
    lent = {(row.request_id, row.pool_id) for row in plan.schedule}
    for file, names, known in (
        ("schedule.csv", [row.request_id for row in plan.schedule], case.requests),
        ("schedule.csv", [row.pool_id for row in plan.schedule], pools),
        ("decisions.csv", [row.request_id for row in plan.decisions], case.requests),
        ("renewals.csv", [row.loan_id for row in plan.renewals], case.book),
        ("deposits.csv", [(row.unit_id, row.quota_type) for row in plan.deposits], case.posts),
        ("deposits.csv", [row.pool_id for row in plan.deposits], pools),
        ("transfers.csv", [row.from_pool for row in plan.transfers], pools),
        ("transfers.csv", [row.to_pool for row in plan.transfers], pools),
        ("pools.csv", [row.pool_id for row in plan.pools], pools),
        ("pools.csv", [row.year for row in plan.pools], years),
        (
            "repayments.csv",
            [(row.loan, row.pool_id) for row in plan.repayments],
            lent | {(loan.id, loan.pool_id) for loan in case.old},
        ),
    ):
        yield from _all_known(file, names, known)


def _all_known(file: str, names: Iterable[Any], known: Any) -> Iterator[Check]:
    for name in names:
        shown = ", ".join(name) if isinstance(name, tuple) else str(name)
        yield Check(
            name in known,
            file,
            shown,
            "",
            _("{where}: {found} is not in the scenario, or not in the plan's schedule"),
        )


def _counted(case: Case) -> Iterator[Check]:
    """Rows are there for posts, and for one at least."""
    plan = case.plan
    for file, rows in (
        ("schedule.csv", [(row.request_id, row.posts) for row in plan.schedule]),
        ("repayments.csv", [(row.loan, row.posts) for row in plan.repayments]),
        ("renewals.csv", [(row.loan_id, row.posts) for row in plan.renewals]),
        ("deposits.csv", [(row.unit_id, row.posts) for row in plan.deposits]),
        ("transfers.csv", [(row.from_pool, row.posts) for row in plan.transfers]),
    ):
        for name, posts in rows:
            yield Check(
                posts >= 1,
                f"{file}, {name}",
                posts,
                1,
                _("{where}: a row for {found} posts; leave out rows without posts"),
            )


def _once(case: Case) -> Iterator[Check]:
    """One row per key; one decision per request, one account per pool and plan year."""
    plan = case.plan
    wanted: list[tuple[str, list[Any], set[Any]]] = [
        ("schedule.csv", [(row.request_id, row.pool_id) for row in plan.schedule], set()),
        ("decisions.csv", [row.request_id for row in plan.decisions], set(case.requests)),
        ("repayments.csv", [(r.loan, r.pool_id, r.year) for r in plan.repayments], set()),
        ("renewals.csv", [row.loan_id for row in plan.renewals], set()),
        ("deposits.csv", [(row.unit_id, row.quota_type) for row in plan.deposits], set()),
        ("transfers.csv", [(row.from_pool, row.to_pool) for row in plan.transfers], set()),
        (
            "pools.csv",
            [(row.pool_id, row.year) for row in plan.pools],
            {(pool, year) for pool in case.pools for year in case.scenario.years},
        ),
    ]
    for file, keys, needed in wanted:
        times = Counter(keys)
        for name in needed | times.keys():
            shown = ", ".join(map(str, name)) if isinstance(name, tuple) else name
            yield Check(
                times[name] == 1,
                f"{file}, {shown}",
                times[name],
                1,
                _("{where}: {found} rows; expected {allowed}"),
            )


def _copied(case: Case) -> Iterator[Check]:
    """Columns that repeat the scenario repeat it faithfully."""
    for row in case.plan.schedule:
        if row.request_id in case.requests:
            yield from _same(f"schedule.csv, {row.request_id}", row, _schedule_row(case, row))
    for decision in case.plan.decisions:
        request = case.requests.get(decision.request_id)
        if request is not None:
            expected = {"unit_id": request.unit_id, "asked": request.posts}
            yield from _same(f"decisions.csv, {decision.request_id}", decision, expected)
    for repayment in case.plan.repayments:
        source = case.requests.get(repayment.loan) or case.book.get(repayment.loan)
        if source is not None:
            expected = {"unit_id": source.unit_id, "quota_type": source.quota_type}
            yield from _same(f"repayments.csv, {repayment.loan}", repayment, expected)


def _schedule_row(case: Case, row: ScheduleRow) -> dict[str, Any]:
    request = case.requests[row.request_id]
    return {
        "unit_id": request.unit_id,
        "unit": case.units[request.unit_id]["name"],
        "quota_type": request.quota_type,
        "purpose": request.purpose,
        "start_year": request.start_year,
        "due_year": request.start_year + row.term - 1,
        "repayment": request.repayment,
    }


def _same(where: str, row: object, expected: Mapping[str, Any]) -> Iterator[Check]:
    for name, value in expected.items():
        found = getattr(row, name)
        yield Check(
            found == value,
            f"{where}, {name}",
            found,
            value,
            _("{where}: found {found}; expected {allowed}"),
        )


def _decided(case: Case) -> Iterator[Check]:
    """Decisions add up, agree with the schedule, and have the right status."""
    lent = case.lent()
    for row in case.plan.decisions:
        granted = row.own_vacancies + row.lent
        status = "none" if not row.granted else "full" if row.granted >= row.asked else "part"
        expected = {"lent": lent[row.request_id], "granted": granted, "status": status}
        yield from _same(f"decisions.csv, {row.request_id}", row, expected)


def _renewed(case: Case) -> Iterator[Check]:
    """Renewals carry their loan's unit and the new due year."""
    new_due = case.base_year + case.policy.recall.renewal.years
    for row in case.plan.renewals:
        loan = case.book.get(row.loan_id)
        if loan is not None:
            expected = {"unit_id": loan.unit_id, "new_due_year": new_due}
            yield from _same(f"renewals.csv, {row.loan_id}", row, expected)


def _returned(case: Case) -> Iterator[Check]:
    """Every post lent comes back once."""
    for loan in (*case.old, *case.new):
        back = sum(loan.back.values())
        yield Check(
            back == loan.posts,
            f"repayments.csv, {loan.id}, {loan.pool_id}",
            back,
            loan.posts,
            _("{where}: {found} posts come back in all; {allowed} are lent"),
        )


def _accounted(case: Case) -> Iterator[Check]:
    """The accounts of the pools follow from the other files."""
    collected, transferred, out = case.collected_into(), case.transferred(), case.out()
    for row in case.plan.pools:
        if row.pool_id not in case.pools:
            continue
        expected = {
            "capital": int(case.pools[row.pool_id]["capital"]),
            "collected": collected[row.pool_id],
            "transferred": transferred[row.pool_id],
            "reserve": case.collecting.reserve(row.pool_id),
            "out": out[row.pool_id, row.year],
        }
        free = row.capital + row.collected + row.transferred - row.reserve - row.out
        yield from _same(f"pools.csv, {row.pool_id}, {row.year}", row, expected | {"free": free})
