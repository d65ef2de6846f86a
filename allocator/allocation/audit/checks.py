"""The table of contents: every rule, and the function that checks it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from allocator.allocation.audit.case import Case, join
from allocator.allocation.audit.findings import Audit, Check, Remark, Violation
from allocator.allocation.audit.loan_rules import renewal, repayment
from allocator.allocation.audit.plan_consistency import plan_files
from allocator.allocation.audit.pool_rules import (
    crossing,
    department_share,
    deposit,
    pool_balance,
    purpose_share,
    transfer,
)
from allocator.allocation.audit.remarks import comparisons
from allocator.allocation.audit.request_rules import (
    efficiency_threshold,
    one_term,
    own_vacancies_first,
    request_size,
)
from allocator.allocation.audit.unit_rules import (
    borrowing_limit,
    overdue,
    people_ceiling,
    response,
    staffing_standard,
)
from allocator.scenario.scenario import Scenario

RULES: tuple[Callable[[Case], Iterator[Check]], ...] = (
    plan_files,
    one_term,
    request_size,
    own_vacancies_first,
    efficiency_threshold,
    response,
    repayment,
    borrowing_limit,
    renewal,
    pool_balance,
    crossing,
    transfer,
    deposit,
    people_ceiling,
    purpose_share,
    department_share,
    overdue,
    staffing_standard,
)


def audit(
    scenario: Scenario, plan_frames: Mapping[str, pd.DataFrame], plan_json: Mapping[str, Any]
) -> Audit:
    """Check a plan against every rule, without a solver.

    Parameters
    ----------
    scenario : Scenario
        What the plan was made for.
    plan_frames : mapping of str to DataFrame
        The tables of :data:`~allocator.allocation.plan_tables.PLAN_TABLES`.
    plan_json : mapping
        What ``plan.json`` holds; its goals and fingerprint lead to remarks only.
    """
    case = join(scenario, plan_frames)
    violations: set[Violation] = set()
    counts: dict[str, int] = {}
    for rule in RULES:
        checks = list(rule(case))
        counts[rule.__name__] = len(checks)
        violations |= {Violation.of(rule.__name__, check) for check in checks if not check.holds}
    remarks = {Remark.of(check) for check in comparisons(case, plan_json) if not check.holds}
    return Audit(tuple(sorted(violations)), tuple(sorted(remarks)), counts)
