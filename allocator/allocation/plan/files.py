"""The files of a plan, or of a contradiction: all of them appear together, or none."""

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from allocator.allocation.plan.plan import Plan
from allocator.folders import FolderTaken, appearing_together, refuse_taken
from allocator.text import _

RECORD = "plan.json"
CONTRADICTION_FILES = ("conflicts.csv", "mends.csv")
"""What a run leaves where the rules contradict each other."""


EXPLAINED_FILES = ("worth.csv", "explanations.csv")
"""What ``explain`` adds to a plan."""


def holds_plan(folder: Path) -> bool:
    """Whether there is a plan in the folder."""
    return (folder / RECORD).is_file()


def refuse_taken_folder(folder: Path) -> None:
    """Refuse a folder to which a plan may not be written.

    It may where there is nothing, a former plan, or what a contradiction left.

    Raises
    ------
    FolderTaken
        It holds something else.
    """
    refuse_taken(
        folder,
        replaceable=lambda folder: holds_plan(folder) or _left_by_contradiction(folder),
        a_file=_("{folder} is a file; choose a folder for the plan"),
        taken=_("{folder} holds other files and no plan; choose a new or empty folder"),
    )


def _left_by_contradiction(folder: Path) -> bool:
    """Whether the folder holds nothing but files of a contradiction."""
    return {path.name for path in folder.iterdir()} <= set(CONTRADICTION_FILES)


def write_plan(plan: Plan, folder: Path) -> None:
    """Write the plan's CSV files and ``plan.json``.

    A new folder appears by one rename. In a folder that holds a former plan the files are
    replaced one by one after all have been written beside them, ``plan.json`` last; other
    files in it stay. What a contradiction left, or ``explain`` added to the former plan, is
    removed.

    Raises
    ------
    FolderTaken
        The folder holds something that is not a plan.
    OSError
        The files cannot be written; nothing has changed.
    """
    refuse_taken_folder(folder)
    outdated = EXPLAINED_FILES if holds_plan(folder) else CONTRADICTION_FILES
    with appearing_together(folder, last=RECORD, outdated=outdated) as work:
        _write_tables(plan.tables, work)
        record = json.dumps(dict(plan.record), ensure_ascii=False, indent=2)
        (work / RECORD).write_text(record + "\n", encoding="utf-8")


def replace_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write some tables into the folder of a plan, all or none of them.

    Raises
    ------
    OSError
        The files cannot be written; nothing has changed.
    """
    with appearing_together(folder, last=RECORD) as work:
        _write_tables(tables, work)


def write_contradiction(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write the CSV files of a contradiction, instead of those of a former one.

    Raises
    ------
    FolderTaken
        The folder holds something else, a plan included.
    OSError
        The files cannot be written; nothing has changed.
    """
    refuse_taken_folder(folder)
    if holds_plan(folder):
        raise FolderTaken(
            _("{folder} holds an earlier plan, which is left as it is.").format(folder=folder)
        )
    with appearing_together(folder, last=RECORD) as work:
        _write_tables(tables, work)


def _write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
