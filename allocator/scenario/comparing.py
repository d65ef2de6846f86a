"""Policy models side by side: the keys in which they differ."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from allocator.scenario.policy import Evaluation, Policy
from allocator.scenario.toml_text import toml_value

IDENTITY = ("schema", "name", "title", "source", "notes")
"""Keys that say what a model is rather than what it does."""


def differences(policies: Sequence[Policy]) -> dict[str, tuple[str, ...]]:
    """Dotted key → its value in each model, for the keys in which they differ.

    Values are written as a policy file writes them. Indicator trees are summed up by level:
    ``6 / 17–19 / 36–41`` are the numbers of first, second and third level, over the groups;
    where all models have the same indicators, their weights, parents and scales are compared
    too. Pairwise matrices are compared one by one where all models compare the same.
    """
    alike = len({_ids(policy) for policy in policies}) == 1
    compared = len({_parents(policy) for policy in policies}) == 1
    tables = [dict(_values(policy, alike, compared)) for policy in policies]
    keys = list(dict.fromkeys(key for table in tables for key in table))
    rows = {key: tuple(table.get(key, "") for table in tables) for key in keys}
    return {key: values for key, values in rows.items() if len(set(values)) > 1}


def _ids(policy: Policy) -> frozenset[str]:
    return frozenset(indicator.id for indicator in policy.evaluation.indicators)


def _parents(policy: Policy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each matrix compares, and for whom."""
    return tuple((entry.parent, entry.groups) for entry in policy.evaluation.pairwise)


def _values(policy: Policy, alike: bool, compared: bool) -> Iterator[tuple[str, str]]:
    content = policy.model_dump(by_alias=True)
    for key in IDENTITY:
        del content[key]
    evaluation = policy.evaluation
    indicators, matrices = content["evaluation"]["indicators"], content["evaluation"]["pairwise"]
    content["evaluation"] |= {
        "indicators": level_counts(evaluation),
        "pairwise": len(evaluation.pairwise),
        "grades": [grade.model_dump(exclude={"title"}) for grade in evaluation.grades],
    }
    for key, value in _flat(content, ""):
        yield key, _written(value)
    if alike:
        for entry in indicators:
            for name in ("parent", "weight", "scale"):
                yield f"evaluation.indicators.{entry['id']}.{name}", _written(entry[name])
    if compared:
        for place, entry in enumerate(matrices, start=1):
            for name in ("judge", "judge_weight", "matrix"):
                yield f"evaluation.pairwise[{place}].{name}", _written(entry[name])


def _flat(section: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in section.items():
        if isinstance(value, Mapping) and name not in WHOLE:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


WHOLE = frozenset(
    {
        "purposes", "tiers", "sectors", "sources", "limit_multiplier", "tier_shares",
        "tier_thresholds", "colour_by_tier", "answers", "flexible",
    }
)  # fmt: skip
"""Sections that read better as one value."""


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_written(entry)}" for name, entry in value.items())
    if isinstance(value, list | tuple):
        nested = any(isinstance(entry, Mapping | list | tuple) for entry in value)
        mark = " | " if nested else ", "
        return mark.join(_written(entry) for entry in value)
    return value if isinstance(value, str) else _plain(value)


def _plain(value: Any) -> str:
    try:
        return toml_value(value)
    except TypeError:  # a date
        return str(value)


def level_counts(evaluation: Evaluation) -> str:
    """Numbers of indicators on the first, second, … level, each from least to most by group."""
    counts = [counts_of_group(evaluation, group) for group in _groups(evaluation)]
    levels = max(map(len, counts), default=0)
    return " / ".join(_span([own[level] if level < len(own) else 0 for own in counts])
                      for level in range(levels))  # fmt: skip


def _groups(evaluation: Evaluation) -> list[str]:
    return sorted(evaluation.groups_named()) or ["*"] if evaluation.indicators else []


def _span(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(least) if least == most else f"{least}–{most}"


def counts_of_group(evaluation: Evaluation, group: str) -> list[int]:
    """Numbers of a group's indicators by level; those above its last level are its own too."""
    parents = {entry.id: entry.parent for entry in evaluation.indicators}
    levels: dict[int, set[str]] = {}
    for leaf in evaluation.leaves():
        if evaluation.method == "weights" and not leaf.weight_for(group):
            continue
        line = [leaf.id]
        while parents[line[-1]]:
            line.append(parents[line[-1]])
        for level, name in enumerate(reversed(line)):
            levels.setdefault(level, set()).add(name)
    return [len(levels[level]) for level in sorted(levels)]
