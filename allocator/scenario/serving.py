"""Which pools may serve which units: quota type, region, level, department and purpose."""

from collections.abc import Mapping
from typing import Any

from allocator.scenario.policy import Policy
from allocator.scenario.tables import ANY

ATTRIBUTES = ("region", "level", "department", "type")


def outside_attributes(
    policy: Policy,
    pool: Mapping[str, Any] | Any,
    unit: Mapping[str, Any] | Any,
    quota_type: str,
    purpose: str,
) -> tuple[str, ...] | None:
    """Attributes of ``pool`` that ``unit`` lies outside of, where the pool may serve it.

    ``*`` matches all; a mismatch of region, level, department or quota type is allowed
    where the policy's ``cross_…`` share is positive; purpose must match.

    Returns
    -------
    tuple of str or None
        Some of ``region``, ``level``, ``department``, ``type``; ``None`` where the pool may
        not serve the unit.
    """
    outside = mismatches(pool, unit, quota_type, purpose)
    if outside is None or any(cross_share(policy, name) <= 0 for name in outside):
        return None
    return outside


def mismatches(
    pool: Mapping[str, Any] | Any,
    unit: Mapping[str, Any] | Any,
    quota_type: str,
    purpose: str,
) -> tuple[str, ...] | None:
    """Attributes of ``pool`` that ``unit`` lies outside of; ``None`` where the purpose differs."""
    if pool["purpose"] not in (ANY, purpose):
        return None
    outside = [name for name in ATTRIBUTES[:3] if pool[name] not in (ANY, unit[name])]
    if pool["quota_type"] != quota_type:
        outside.append("type")
    return tuple(outside)


def cross_share(policy: Policy, attribute: str) -> Any:
    """The policy's share of a pool's capital for units outside ``attribute``."""
    return getattr(policy.lending, f"cross_{attribute}")


def covers(pool: Mapping[str, Any] | Any, unit: Mapping[str, Any] | Any) -> bool:
    """Whether ``unit`` lies within the pool's region, level and department."""
    return all(pool[name] in (ANY, unit[name]) for name in ATTRIBUTES[:3])
