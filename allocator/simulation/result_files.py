"""The files of a simulation: all of them appear together, or none."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.folders import FolderTaken, appearing_together
from allocator.simulation.provenance import NOT_OF_THE_NUMBERS
from allocator.simulation.results import Simulation
from allocator.text import _

RECORD = "simulation.json"
LOG = "log"
FORMATS = ("csv", "parquet")

METADATA = b"allocator"
"""Key of the record in the metadata of a Parquet file."""


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
    if folder.exists() and not folder.is_dir():
        raise FolderTaken(
            _("{folder} is a file; choose a folder for the simulation").format(folder=folder)
        )
    if folder.is_dir() and any(folder.iterdir()) and not holds_simulation(folder):
        raise FolderTaken(
            _("{folder} holds other files and no simulation; choose a new or empty folder").format(
                folder=folder
            )
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
            _write_csv(table, simulation.record["run"], work / f"{name}.csv")
            _write_parquet(table, of_the_numbers(simulation.record), work / f"{name}.parquet")
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


def _write_csv(table: pd.DataFrame, run: str, path: Path) -> None:
    named = table.copy(deep=False)
    named.insert(0, "run", run)
    named.to_csv(path, index=False, lineterminator="\n")


def _write_parquet(table: pd.DataFrame, record: Mapping[str, Any], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = {
        "int64": pa.field("", pa.int64(), nullable=False),
        "Int64": pa.field("", pa.int64()),
        "float64": pa.field("", pa.float64()),
    }
    text = pa.field("", pa.string())
    content = json.dumps(record, sort_keys=True, ensure_ascii=False).encode()
    # Not what pandas would note of itself: it differs with what else has been imported.
    schema = pa.schema(
        [fields.get(str(column.dtype), text).with_name(name) for name, column in table.items()],
        metadata={METADATA: content},
    )
    arrow = pa.Table.from_pandas(table, schema, preserve_index=False)
    pq.write_table(arrow.replace_schema_metadata(schema.metadata), path)
