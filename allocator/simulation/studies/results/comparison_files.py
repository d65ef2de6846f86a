"""The files of a study: all of them appear together, or none."""

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from allocator.folders import appearing_together, refuse_taken
from allocator.simulation.studies.results.comparison import TABLES, Comparison
from allocator.simulation.studies.results.latex_tables import latex_tables
from allocator.simulation.table_files import FORMATS, write_table
from allocator.text import _

RECORD = "study.json"
EFFORT = "effort.json"
STORE = "runs.sqlite3"
"""Where the runs of a study are kept unless another file is named."""

BESIDE_A_STORE = ("", "-journal", "-wal", "-shm")
"""What SQLite adds to the name of a file for those that it keeps beside it."""


def holds_comparison(folder: Path) -> bool:
    """Whether there are results of a study in the folder."""
    return (folder / RECORD).is_file()


def refuse_taken_folder(folder: Path, store: Path | None = None) -> None:
    """Refuse a folder to which a study may not be written.

    It may where there is nothing, a former study, or nothing but the runs of one that did not come
    to its end.

    Parameters
    ----------
    store : Path, optional
        Where runs are kept, if not in :data:`STORE`; it may be in the folder.

    Raises
    ------
    FolderTaken
        It holds something else.
    """
    refuse_taken(
        folder,
        replaceable=lambda folder: holds_comparison(folder) or _holds_runs_alone(folder, store),
        a_file=_("{folder} is a file; choose a folder for the study"),
        taken=_("{folder} holds other files and no study; choose a new or empty folder"),
    )


def _holds_runs_alone(folder: Path, store: Path | None) -> bool:
    stores = (folder / STORE, *(() if store is None else (store,)))
    ours = {Path(f"{path.absolute()}{more}") for path in stores for more in BESIDE_A_STORE}
    return all(path.absolute() in ours for path in folder.iterdir())


def write_comparison(comparison: Comparison, folder: Path, store: Path | None = None) -> None:
    """Write every table as CSV and Parquet, some as LaTeX, ``study.json`` and ``effort.json``.

    A former study is replaced, with those of its tables that there are no longer; other files in
    its folder stay. Every file but ``effort.json`` has the same bytes wherever and however often
    the study runs; only headings and names in the LaTeX tables are in the language in use.

    Parameters
    ----------
    store : Path, optional
        As in :func:`refuse_taken_folder`.

    Raises
    ------
    FolderTaken
        The folder holds something that is not a study.
    OSError
        The files cannot be written; nothing has changed.
    """
    refuse_taken_folder(folder, store)
    record = json_ready(comparison.record)
    latex = latex_tables(comparison)
    names = {f"{name}.{suffix}" for name in comparison.tables for suffix in FORMATS}
    outdated = sorted(_former_files(folder) - names - {f"{name}.tex" for name in latex})
    with appearing_together(folder, last=RECORD, outdated=outdated) as work:
        for name, table in comparison.tables.items():
            write_table(table, name, work, "study", record)
        for name, text in latex.items():
            _write_text(text, work / f"{name}.tex")
        _write_json(json_ready(comparison.effort), work / EFFORT)
        _write_json(record | {"tables": list(comparison.tables)}, work / RECORD)


def json_ready(content: Any) -> Any:
    """``content`` in lists and dictionaries; a number that JSON does not know is null."""
    if isinstance(content, Mapping):
        return {name: json_ready(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [json_ready(value) for value in content]
    return None if isinstance(content, float) and not isfinite(content) else content


def _former_files(folder: Path) -> set[str]:
    """Files of tables of the study in the folder; one that is merely called so stays."""
    try:
        former = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        tables = set(TABLES) & set(former["tables"])
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {f"{name}.{suffix}" for name in tables for suffix in (*FORMATS, "tex")}


def _write_json(content: Any, path: Path) -> None:
    _write_text(f"{json.dumps(content, ensure_ascii=False, indent=2)}\n", path)


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
