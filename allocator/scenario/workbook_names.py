"""Workbooks by their names: those in a folder that is no scenario, and what is none."""

from pathlib import Path

from allocator.scenario.problems import Problems
from allocator.scenario.tables import tables_by_name
from allocator.text import _
from allocator.text.listing import listed

ENDINGS = (".xlsx", ".xlsm")
_LOCK = "~$"
"""So begin the files that Excel keeps beside a workbook while it is open."""


def note_lock_file(path: Path, problems: Problems) -> None:
    """Refuse a file that Excel keeps beside a workbook."""
    if not path.name.startswith(_LOCK):
        return
    name = path.name.removeprefix(_LOCK)
    problems.add(
        path.name,
        0,
        "",
        found=_("a lock file that Excel keeps while {name} is open").format(name=name),
        expected=_("the workbook itself"),
        mend=_("Name {name}.").format(name=name),
    )


def note_workbooks_instead(folder: Path, settings_file: str, problems: Problems) -> None:
    """Refuse a folder that holds workbooks and nothing of a scenario, and name them."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    known = tables_by_name()
    workbooks = [path.name for path in files if _is_workbook(path)]
    of_a_scenario = any(
        path.name == settings_file or (path.suffix.lower() == ".csv" and path.stem.lower() in known)
        for path in files
    )
    if of_a_scenario or not workbooks:
        return
    problems.add(
        str(folder),
        0,
        "",
        found=_("a folder without {file}, which holds {workbooks}").format(
            file=settings_file, workbooks=listed(workbooks)
        ),
        expected=_("a scenario's folder, or a workbook"),
        mend=_("Name the workbook: {workbook}.").format(workbook=folder / workbooks[0]),
    )


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(_LOCK)
