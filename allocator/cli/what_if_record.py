"""How two plans differ, for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

    from allocator.allocation.plan.differences import (
        Granted,
        NumberDifference,
        PlanDifferences,
        RowDifference,
    )
    from allocator.allocation.plan.plan import Plan


def what_if_record(
    changes: Sequence[str], other: "Plan", found: "PlanDifferences"
) -> dict[str, Any]:
    """The changes, the provenance of the other plan, and every difference."""
    return {
        "changes": list(changes),
        "status": other.status,
        "fingerprint": other.record["fingerprint"],
        "nothing_differs": found.nothing_differs,
        "goals": [_number(goal) for goal in found.goals],
        "totals": [_number(total) for total in found.totals],
        "requests": [
            {
                "request_id": request.request,
                "unit_id": request.unit,
                "before": _granted(request.before),
                "after": _granted(request.after),
                "less": request.less,
            }
            for request in found.requests
        ],
    } | {name: [_row(row) for row in rows] for name, rows in found.rows.items()}


def _number(number: "NumberDifference") -> dict[str, Any]:
    return {
        "id": number.name,
        "before": _exact(number.before),
        "after": _exact(number.after),
        "difference": _exact(number.difference),
    }


def _exact(value: "Fraction | None") -> str | None:
    from allocator.allocation.plan.exact import exact_text

    return None if value is None else exact_text(value)


def _granted(granted: "Granted | None") -> dict[str, Any] | None:
    return None if granted is None else asdict(granted)


def _row(row: "RowDifference") -> dict[str, Any]:
    return {
        "key": list(row.key),
        "before": None if row.before is None else dict(row.before),
        "after": None if row.after is None else dict(row.after),
    }
