"""The files of a simulation, read; everything wrong with them in one report."""

from pathlib import Path

from allocator.scenario.problems import Problems
from allocator.simulation.provenance import SIMULATION_SCHEMA
from allocator.simulation.result_files import LOG, RECORD
from allocator.simulation.results import Simulation
from allocator.simulation.table_reading import ResultFiles, require_folder
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
    require_folder(
        folder,
        problems,
        expected=_("the folder of a simulation"),
        mend=_("Check the name; “allocator simulate SCENARIO --out DIR” makes a simulation."),
    )
    files = _files(problems)
    record = files.read_record(folder / RECORD)
    names = (*TABLES, LOG) if record.get("log") else TABLES
    tables = {name: files.read_table(folder / f"{name}.parquet", record) for name in names}
    problems.raise_if_any()
    return Simulation(record=record, **tables)


def _files(problems: Problems) -> ResultFiles:
    return ResultFiles(
        problems,
        key="run",
        schema=SIMULATION_SCHEMA,
        file=_("a file of the simulation"),
        record=_("a simulation of schema {schema}"),
        table=_("a table of the run {run}"),
        another=_("the run {run}"),
        none=_("no run"),
        missing=_(
            "All files of a simulation belong together: copy the whole folder, or simulate again."
        ),
        spoilt=_("Leave this file as the software wrote it, or simulate again."),
    )
