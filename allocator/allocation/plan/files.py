"""The files of a plan: all of them appear together, or none."""

import json
import shutil
import tempfile
from pathlib import Path

from allocator.allocation.plan.plan import Plan
from allocator.text import _

RECORD = "plan.json"


class PlanFolderTaken(Exception):
    """The folder holds something that is not a plan."""


def refuse_taken_folder(folder: Path) -> None:
    """Raise :class:`PlanFolderTaken` where a plan may not be written to ``folder``."""
    if folder.exists() and not folder.is_dir():
        raise PlanFolderTaken(
            _("{folder} is a file; choose a folder for the plan").format(folder=folder)
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / RECORD).is_file():
        raise PlanFolderTaken(
            _("{folder} holds other files and no plan; choose a new or empty folder").format(
                folder=folder
            )
        )


def write_plan(plan: Plan, folder: Path) -> None:
    """Write the plan's CSV files and ``plan.json``.

    A new folder appears by one rename. In a folder that holds a former plan the files are
    replaced one by one after all have been written beside them, ``plan.json`` last; other
    files in it stay.

    Raises
    ------
    PlanFolderTaken
        The folder holds something that is not a plan.
    OSError
        The files cannot be written; nothing has changed.
    """
    refuse_taken_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        work.chmod(0o755)
        for name, table in plan.tables.items():
            table.to_csv(work / f"{name}.csv", index=False, lineterminator="\n")
        record = json.dumps(dict(plan.record), ensure_ascii=False, indent=2)
        (work / RECORD).write_text(record + "\n", encoding="utf-8")
        if folder.is_dir() and any(folder.iterdir()):
            _replace_files(work, folder)
        else:
            work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _replace_files(work: Path, folder: Path) -> None:
    """Move the files of ``work`` into ``folder``; where one fails, all are as before."""
    files = sorted(work.iterdir(), key=lambda path: path.name == RECORD)
    former = work / "former"
    former.mkdir()
    for path in files:
        if (folder / path.name).exists():
            shutil.copy2(folder / path.name, former)
    try:
        for path in files:
            path.replace(folder / path.name)
    except OSError:
        for path in files:
            (folder / path.name).unlink(missing_ok=True)
        for path in former.iterdir():
            path.replace(folder / path.name)
        raise
