"""The processes that draw and fill in what a report has told so far, while it tells the rest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allocator.report.charts.renderer import Renderer
from allocator.report.document import Section
from allocator.report.workbook.binder import Binder

Seen = Callable[[Section], None]
"""Is shown a section as soon as there is one."""


@dataclass(frozen=True)
class Workshop:
    """One process for the charts, one for the workbook.

    Attributes
    ----------
    renderer : Renderer
    binder : Binder
    """

    renderer: Renderer
    binder: Binder

    def begin(self, section: Section) -> None:
        """Begin with a section; nobody waits for it."""
        for chart in section.charts:
            self.renderer.begin(chart)
        self.binder.begin(section)


@contextmanager
def open_workshop() -> Iterator[Workshop]:
    """Both processes, in the language in use; they end with the block, at once if it fails."""
    with Renderer() as renderer, Binder() as binder:
        yield Workshop(renderer, binder)
