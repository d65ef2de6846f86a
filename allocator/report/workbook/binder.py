"""A workbook filled by a process of its own, while this one goes on with the report."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Any

from allocator.report.document import Report, Section
from allocator.report.helper_process import HelperProcess

PROCESS = "allocator.report.workbook.binder_process"


class Binder:
    """Fills sheets in the order in which sections are given to it; to be used with ``with``.

    Nobody waits for a sheet: a pipe takes less of it than a large one has.
    """

    def __init__(self) -> None:
        self._process = HelperProcess(PROCESS)
        self._line = ThreadPoolExecutor(1)
        self._begun: dict[str, Future[Any]] = {}

    def __enter__(self) -> "Binder":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.kill()
        self._line.shutdown(cancel_futures=True)
        self._process.close()

    def begin(self, section: Section) -> None:
        """Have the sheet of a section filled as soon as those before it are, if it has one."""
        if section.sheet and section.id not in self._begun:
            wanted = replace(section, charts=())
            self._begun[section.id] = self._line.submit(self._process.ask, wanted)

    def bind(self, report: Report) -> Future[bytes]:
        """Have the workbook finished, with the sheets in the order of the report's sections.

        The future raises :class:`allocator.report.helper_process.HelperEnded` where the process
        has ended.
        """
        for section in report.sections:
            self.begin(section)
        frame = replace(report, sections=_empty(report.sections))
        return self._line.submit(self._process.ask, frame)


def _empty(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sections of which the process has the content."""
    return tuple(replace(section, charts=(), grids=(), text=()) for section in sections)
