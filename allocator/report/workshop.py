"""The processes that draw and fill in what a report has told so far, while it tells the rest."""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

from allocator.report.charts.renderer import Renderer
from allocator.report.document import Section
from allocator.report.workbook.binder import Binder

Seen = Callable[[Section], None]
"""Is shown a section as soon as there is one."""


class Workshop:
    """One process for the charts, one for the workbook; to be used with ``with``.

    Attributes
    ----------
    renderer : Renderer
    binder : Binder
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self.renderer = self._open.enter_context(Renderer())
        self.binder = self._open.enter_context(Binder())

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def begin(self, section: Section) -> None:
        """Begin with a section; nobody waits for it."""
        for chart in section.charts:
            self.renderer.begin(chart)
        self.binder.begin(section)
