"""The files of a study, read; everything wrong with them in one report."""

from pathlib import Path

from allocator.scenario.problems import Problems
from allocator.simulation.studies.results.comparison import STUDY_SCHEMA, TABLES, Comparison
from allocator.simulation.studies.results.comparison_files import EFFORT, RECORD
from allocator.simulation.table_reading import ResultFiles, require_folder
from allocator.text import _


def read_comparison(folder: str | Path) -> Comparison:
    """Read the folder of a study: its record, and its tables from the Parquet files.

    Raises
    ------
    InvalidData
        With every file that is missing, unreadable or of another study.
    """
    folder = Path(folder)
    problems = Problems()
    require_folder(
        folder,
        problems,
        expected=_("the folder of a study"),
        mend=_("Check the name; “allocator compare SCENARIO STUDY --out DIR” makes one."),
    )
    files = _files(problems)
    record = files.read_record(folder / RECORD)
    written = record.pop("tables", ())
    names = [name for name in TABLES if name in written]
    tables = {name: files.read_table(folder / f"{name}.parquet", record) for name in names}
    effort = files.read_object(folder / EFFORT, _("a JSON object"))
    problems.raise_if_any()
    return Comparison(tables, record, effort or {})


def _files(problems: Problems) -> ResultFiles:
    return ResultFiles(
        problems,
        key="study",
        schema=STUDY_SCHEMA,
        file=_("a file of the study"),
        record=_("a study of schema {schema}"),
        table=_("a table of the study {study}"),
        another=_("the study {study}"),
        none=_("no study"),
        missing=_("All files of a study belong together: copy the whole folder, or compare again."),
        spoilt=_("Leave this file as the software wrote it, or compare again."),
    )
