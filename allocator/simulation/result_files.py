"""The files of a simulation: all of them appear together, or none."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from allocator.folders import appearing_together, refuse_taken
from allocator.simulation.provenance import NOT_OF_THE_NUMBERS
from allocator.simulation.results import Simulation
from allocator.simulation.table_files import FORMATS, write_table
from allocator.text import _

RECORD = "simulation.json"
LOG = "log"


def holds_simulation(folder: Path) -> bool:
    """Whether there is a simulation in the folder."""
    return (folder / RECORD).is_file()


def refuse_taken_folder(folder: Path) -> None:
    """Refuse a folder to which a simulation may not be written.

    It may where there is nothing, or a former simulation.

    Raises
    ------
    FolderTaken
        It holds something else.
    """
    refuse_taken(
        folder,
        replaceable=holds_simulation,
        a_file=_("{folder} is a file; choose a folder for the simulation"),
        taken=_("{folder} holds other files and no simulation; choose a new or empty folder"),
    )


def write_simulation(simulation: Simulation, folder: Path) -> None:
    """Write every table as CSV and as Parquet, and ``simulation.json``.

    A former simulation is replaced, its log removed where there is no new one; other files in
    its folder stay. Every file tells the run that it is of: CSV files in the column ``run``,
    Parquet files by the whole record, without timings, in their metadata.

    Raises
    ------
    FolderTaken
        The folder holds something that is not a simulation.
    OSError
        The files cannot be written; nothing has changed.
    """
    refuse_taken_folder(folder)
    outdated = () if simulation.log is not None else _former_log(folder)
    with appearing_together(folder, last=RECORD, outdated=outdated) as work:
        for name, table in simulation.tables.items():
            write_table(table, name, work, "run", of_the_numbers(simulation.record))
        record = json.dumps(dict(simulation.record), ensure_ascii=False, indent=2)
        (work / RECORD).write_text(f"{record}\n", encoding="utf-8", newline="\n")


def of_the_numbers(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without what differs from one run of the same to the next."""
    return {name: value for name, value in record.items() if name not in NOT_OF_THE_NUMBERS}


def _former_log(folder: Path) -> tuple[str, ...]:
    """Files of the log of the simulation in the folder; a file that is merely called so stays."""
    try:
        former = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    logged = isinstance(former, dict) and former.get("log") is True
    return tuple(f"{LOG}.{suffix}" for suffix in FORMATS) if logged else ()
