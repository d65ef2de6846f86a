"""What cannot be read of a workbook, and why."""

from xml.parsers.expat import ExpatError

from allocator.scenario.problems import Problems
from allocator.text import _


class NotReadable(Exception):
    """The workbook, or one sheet of it, cannot be read."""

    def __init__(self, found: str, expected: str, mend: str) -> None:
        super().__init__(found)
        self.found, self.expected, self.mend = found, expected, mend

    def note(self, file: str, problems: Problems) -> None:
        """Note it as a problem of the whole of ``file``, which may be a sheet."""
        problems.add(file, 0, "", found=self.found, expected=self.expected, mend=self.mend)


def not_a_workbook(found: str) -> NotReadable:
    """The file is something else."""
    return NotReadable(
        found,
        _("a scenario's folder, or a workbook (.xlsx or .xlsm)"),
        _("Save the workbook as .xlsx, or name the folder that holds the tables."),
    )


def damaged(detail: str) -> NotReadable:
    """The file, or a part of it, is not as programs write it."""
    return NotReadable(
        _("a damaged workbook ({detail})").format(detail=detail),
        _("a workbook as Excel, WPS or LibreOffice saves it"),
        _("Open the workbook, save it again as .xlsx, or take an earlier copy."),
    )


def broken_xml(error: ExpatError, part: str = "") -> str:
    """What is wrong with the XML of a part, for :func:`damaged`."""
    told = _("XML that breaks off or is wrong in line {line}").format(line=error.lineno)
    return _("{part}: {fault}").format(part=part, fault=told) if part else told


def too_large(found: str) -> NotReadable:
    """Reading it would take more memory than any scenario needs."""
    return NotReadable(
        found,
        _("a workbook that holds the tables of a scenario and little else"),
        _("Copy the tables into a new workbook and save it."),
    )
