"""What a study compares: settings and assumptions."""

from collections.abc import Iterator

import pandas as pd

from allocator.report.document import Field, Section
from allocator.report.names import titled
from allocator.report.simulation.lenders import lender_told
from allocator.report.study.columns import Column, Row, flag, grid, share, text
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.report.study.worded import namer
from allocator.text import _


def compared(studied: Studied) -> Iterator[Section]:
    """Settings, and assumptions where there are several."""
    names, tables = studied.names, studied.filed.tables
    settings, assumptions = tables["settings"], tables["assumptions"]
    grids = [
        grid(
            "settings",
            _("Settings"),
            settings,
            [
                text("setting", _("setting"), kind="id"),
                Column(Field("name", _("what it is")), lambda row: names.settings[row["setting"]]),
                Column(Field("lender", _("lender")), lambda row: lender_told(row["lender"])),
                *_levels(settings, studied, ("setting", "lender", "baseline")),
                flag("baseline", _("baseline")),
            ],
        )
    ]
    if names.several:
        columns = [
            text("assumption", _("assumption"), kind="id"),
            Column(
                Field("name", _("what it is")), lambda row: names.assumptions[row["assumption"]]
            ),
            *_levels(assumptions, studied, ("assumption", "weight")),
            share("weight", _("weight")),
        ]
        grids.append(grid("assumptions", _("Assumptions"), assumptions, columns))
    said = _(
        "Every setting met every assumption, replication by replication with the same chances, so "
        "that differences between settings are not differences of luck."
    )
    yield from section("compared", _("What is compared"), text=(said,), grids=grids)


def _levels(table: pd.DataFrame, studied: Studied, apart: tuple[str, ...]) -> list[Column]:
    """Where each factor stands; nothing where it is as the scenario has it."""
    factors = [str(column) for column in table.columns if column not in apart]
    return [_level(factor, studied) for factor in factors]


def _level(factor: str, studied: Studied) -> Column:
    name = namer(studied.comparison.record["declared"])

    def told(row: Row) -> str | None:
        """By its name, with what ``--set`` takes beside it."""
        level = row[factor]
        return None if pd.isna(level) else titled(name(factor, str(level)), str(level))

    return Column(Field(factor, studied.names.factors.get(factor, factor), "id"), told)
