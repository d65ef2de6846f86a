"""The audit: a second implementation of every rule, without solver or model.

It reads scenario and plan files, recomputes the prepared numbers by the plainest means, and
lists what breaks a rule. It shares no code with the model that it checks.
"""

from allocator.allocation.audit.checks import RULES, audit
from allocator.allocation.audit.findings import Audit, Remark, Violation
from allocator.allocation.audit.plan_files import PLAN_TABLES, PlanFiles, read_plan

__all__ = [
    "PLAN_TABLES",
    "RULES",
    "Audit",
    "PlanFiles",
    "Remark",
    "Violation",
    "audit",
    "read_plan",
]
