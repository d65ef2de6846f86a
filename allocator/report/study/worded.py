"""A study with the names of lenders and of levels in place of what files call them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from allocator.report.simulation.lenders import lender_name
from allocator.report.study.level_names import level_name
from allocator.simulation.studies.results.comparison import Comparison
from allocator.text.codes import named_code

Namer = Callable[[str, str], str]
"""A factor's id and its level → the level's name."""


def worded(comparison: Comparison, name: Namer) -> Comparison:
    """The same study, for people: numbers, and ids of settings and assumptions, are as they were.

    Names are of the language in use.
    """
    others = {
        "settings": _with_levels,
        "assumptions": _with_levels,
        "effects": _with_changes,
        "sensitivity": _with_lenders,
        "curve": _with_curves,
    }
    tables = {
        which: others[which](table, name) if which in others else table
        for which, table in comparison.tables.items()
    }
    return replace(comparison, tables=tables, record=_record(comparison.record, name))


def namer(declared: Mapping[str, Any]) -> Namer:
    """What names the levels of a study's factors, of which who lends is one."""
    factors = (*declared["levers"], *declared["uncertainties"])
    keys = {each["id"]: each.get("key") or "" for each in factors}

    def named(factor: str, level: str) -> str:
        if factor == "lender":
            return lender_name(level)
        return level_name(keys.get(factor, ""), level)

    return named


def coded(name: Namer) -> Namer:
    """The same names, with what ``--lender`` and ``--set`` take beside them."""
    return lambda factor, level: named_code(name(factor, level), level)


def _record(record: Mapping[str, Any], name: Namer) -> dict[str, Any]:
    curves = [
        {**each, "lender": name("lender", each["lender"]), "other": _others(each["other"], name)}
        for each in record.get("curve", ())
    ]
    return {**record, "curve": curves} if curves else dict(record)


def _with_levels(table: pd.DataFrame, name: Namer) -> pd.DataFrame:
    """Settings or assumptions; their ids, weights and the baseline are no factor's levels."""
    apart = ("setting", "assumption", "baseline", "weight")
    factors = [str(column) for column in table.columns if column not in apart]
    return table.assign(**{each: _named(table[each], each, name) for each in factors})


def _named(levels: "pd.Series[Any]", factor: str, name: Namer) -> "pd.Series[Any]":
    return levels.map(lambda level: name(factor, str(level)), na_action="ignore")


def _with_changes(table: pd.DataFrame, name: Namer) -> pd.DataFrame:
    return table.assign(change=table["change"].map(lambda change: _change(change, name)))


def _with_lenders(table: pd.DataFrame, name: Namer) -> pd.DataFrame:
    return table.assign(lender=_named(table["lender"], "lender", name))


def _with_curves(table: pd.DataFrame, name: Namer) -> pd.DataFrame:
    other = table["other"].map(lambda levels: _others(levels, name))
    return _with_lenders(table, name).assign(other=other)


def _change(change: str, name: Namer) -> str:
    """As ``law: before_2025 → decision_2024; late: 0 → 0.2``."""
    parts = [each.partition(": ") for each in change.split("; ")]
    return "; ".join(
        f"{factor}: {' → '.join(name(factor, level) for level in levels.split(' → '))}"
        for factor, _between, levels in parts
    )


def _others(levels: str, name: Namer) -> str:
    """As ``law=before_2025; late=0.2``."""
    parts = [each.partition("=") for each in levels.split("; ") if each]
    return "; ".join(f"{factor}={name(factor, level)}" for factor, _between, level in parts)
