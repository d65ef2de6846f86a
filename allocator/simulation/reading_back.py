"""The files of a simulation, read; everything wrong with them in one report."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario.problems import Problems
from allocator.simulation.provenance import SIMULATION_SCHEMA
from allocator.simulation.result_files import LOG, METADATA, RECORD
from allocator.simulation.results import Simulation
from allocator.text import _

TABLES = ("years", "runs", "summary")


def read_simulation(folder: str | Path) -> Simulation:
    """Read the folder of a simulation: its record, and its tables from the Parquet files.

    Raises
    ------
    InvalidData
        With every file that is missing, unreadable or of another run.
    """
    folder = Path(folder)
    problems = Problems()
    if not folder.is_dir():
        problems.add(
            str(folder),
            0,
            "",
            found=_("no such folder"),
            expected=_("the folder of a simulation"),
            mend=_("Check the name; “allocator simulate SCENARIO --out DIR” makes a simulation."),
        )
        problems.raise_if_any()
    record = _record(folder / RECORD, problems)
    names = (*TABLES, LOG) if record.get("log") else TABLES
    tables = {name: _table(folder / f"{name}.parquet", record, problems) for name in names}
    problems.raise_if_any()
    return Simulation(record=record, **tables)


def _record(path: Path, problems: Problems) -> dict[str, Any]:
    if not path.is_file():
        _missing(path, problems)
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        _unreadable(path, str(error), _("a JSON object"), problems)
        return {}
    if not isinstance(record, dict) or record.get("schema") != SIMULATION_SCHEMA:
        schema = record.get("schema") if isinstance(record, dict) else type(record).__name__
        expected = _("a simulation of schema {schema}").format(schema=SIMULATION_SCHEMA)
        _unreadable(path, str(schema), expected, problems)
        return {}
    return record


def _table(path: Path, record: Mapping[str, Any], problems: Problems) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    nothing = pd.DataFrame()
    if not path.is_file():
        _missing(path, problems)
        return nothing
    try:
        arrow = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        _unreadable(path, str(error), _("a Parquet file"), problems)
        return nothing
    run = _run(arrow.schema.metadata or {})
    if record and run != record.get("run"):
        expected = _("a table of the run {run}").format(run=record.get("run"))
        found = _("no run") if run is None else _("the run {run}").format(run=run)
        _unreadable(path, found, expected, problems)
    return _typed(arrow)


def _typed(arrow: Any) -> pd.DataFrame:
    """The table with the types it had before it was written."""
    table: pd.DataFrame = arrow.to_pandas(integer_object_nulls=True)
    types = {"int64": "Int64", "string": "str"}
    typed = {
        field.name: types[str(field.type)]
        for field in arrow.schema
        if field.nullable and str(field.type) in types
    }
    return table.astype(typed)


def _run(metadata: Mapping[bytes, bytes]) -> Any:
    try:
        record = json.loads(metadata[METADATA])
    except (KeyError, ValueError):
        return None
    return record.get("run") if isinstance(record, dict) else None


def _missing(path: Path, problems: Problems) -> None:
    problems.add(
        path.name,
        0,
        "",
        found=_("no such file"),
        expected=_("a file of the simulation"),
        mend=_(
            "All files of a simulation belong together: copy the whole folder, or simulate again."
        ),
    )


def _unreadable(path: Path, found: str, expected: str, problems: Problems) -> None:
    problems.add(
        path.name,
        0,
        "",
        found=found,
        expected=expected,
        mend=_("Leave this file as the software wrote it, or simulate again."),
    )
