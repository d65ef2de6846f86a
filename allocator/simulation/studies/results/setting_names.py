"""Settings, assumptions and changes by what makes them, for people to read."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from allocator.text import _, language
from allocator.text.listing import listed

Titles = Mapping[str, str]
"""What a factor is called, by its id."""


def title_of(declared: Mapping[str, Any], otherwise: str) -> str:
    """Title of a study or a factor in the language in use, where it has one."""
    return declared.get("title", {}).get(language()) or otherwise


def factor_titles(declared: Mapping[str, Any]) -> Titles:
    """Title of every lever and uncertainty of a study, or else its id; who lends is a factor too.

    Parameters
    ----------
    declared : mapping
        The study, as its record has it.
    """
    factors = [*declared["levers"], *declared["uncertainties"]]
    return {"lender": _("lender")} | {each["id"]: title_of(each, each["id"]) for each in factors}


def setting_names(settings: pd.DataFrame, titles: Titles) -> Mapping[str, str]:
    """Name of each setting by its id, as “optimal, longest term = 3”.

    Parameters
    ----------
    settings : DataFrame
        ``setting, lender``, one column for each lever, ``baseline``.
    """
    return _names(settings, ("lender",), ("setting", "baseline"), titles)


def assumption_names(assumptions: pd.DataFrame, titles: Titles) -> Mapping[str, str]:
    """Name of each assumption by its id, as “law = before, late = 0.2”.

    Parameters
    ----------
    assumptions : DataFrame
        ``assumption``, one column for each uncertainty, ``weight``.
    """
    return _names(assumptions, (), ("assumption", "weight"), titles)


def _names(
    table: pd.DataFrame, bare: tuple[str, ...], apart: tuple[str, ...], titles: Titles
) -> Mapping[str, str]:
    """What stands in each row but in the columns ``apart``; the id too where rows are alike."""
    told = {row[apart[0]]: _told(row, bare, apart, titles) for row in table.to_dict("records")}
    often = Counter(told.values())
    return {
        each: text if often[text] == 1 else _("{title} ({name})").format(title=text, name=each)
        for each, text in told.items()
    }


def _told(
    row: Mapping[Hashable, Any], bare: tuple[str, ...], apart: tuple[str, ...], titles: Titles
) -> str:
    parts = [
        str(value) if column in bare else f"{titles.get(str(column), column)} = {value}"
        for column, value in row.items()
        if column not in apart and pd.notna(value)
    ]
    return listed(parts) or _("as the scenario has it")


def change_named(change: str, titles: Titles) -> str:
    """A change as the table of effects has it, ``terms: 1 → 3; late: 0 → 0.2``, with titles."""
    parts = [each.partition(": ") for each in change.split("; ")]
    return _("; ").join(
        _("{factor}: {levels}").format(factor=titles.get(factor, factor), levels=levels)
        for factor, _between, levels in parts
    )


def levels_named(levels: str, titles: Titles) -> str:
    """Where other levers stand, as a curve has it, ``terms=3; late=0``, with titles."""
    parts = [each.partition("=") for each in levels.split("; ") if each]
    return listed(f"{titles.get(factor, factor)} = {level}" for factor, _between, level in parts)


def held_name(
    row: Mapping[Any, Any], settings: Mapping[str, str], assumptions: Mapping[str, str]
) -> str:
    """What a row of the table of sensitivity holds while the factors of one side vary."""
    if row["of"] == "uncertainties":
        return settings[row["within"]]
    under = [assumptions[row["within"]]] if len(assumptions) > 1 else []
    return listed([row["lender"], *under])
