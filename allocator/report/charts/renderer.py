"""Charts drawn by a process of their own, while this one goes on with the report."""

import threading
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from allocator.report.charts.fonts import MissingFont
from allocator.report.document import Chart
from allocator.report.helper_process import HelperEnded, HelperProcess

PROCESS = "allocator.report.charts.renderer_process"
FORMS = ("svg", "png")
"""What a chart is drawn as, the form that is waited for first."""


@dataclass(frozen=True)
class Picture:
    """A chart as PNG.

    Attributes
    ----------
    png : bytes or None
        ``None`` where a font is missing.
    missing : str
        Characters that no font here has.
    """

    png: bytes | None
    missing: str

    @property
    def missing_font(self) -> MissingFont | None:
        """Why there is no PNG, if there is none."""
        return MissingFont(self.missing) if self.missing else None


class Renderer:
    """Draws charts in the order in which they are given to it; to be used with ``with``.

    PNGs, which few wait for, are drawn where no SVG is waited for.
    """

    def __init__(self) -> None:
        self._process = HelperProcess(PROCESS)
        self._begun: set[str] = set()
        self._waiting: dict[str, deque[Chart]] = {form: deque() for form in FORMS}
        self._drawn: dict[tuple[str, str], Any] = {}
        self._closed = False
        self._ended: HelperEnded | None = None
        self._news = threading.Condition()
        self._asking = threading.Thread(target=self._ask, daemon=True)
        self._asking.start()

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.kill()
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._asking.join()
        self._process.close()

    def begin(self, chart: Chart) -> None:
        """Have the chart drawn as soon as those before it are."""
        with self._news:
            if chart.id not in self._begun:
                self._begun.add(chart.id)
                for waiting in self._waiting.values():
                    waiting.append(chart)
                self._news.notify_all()

    def svg(self, chart: Chart) -> str:
        """The chart as SVG, as soon as it is drawn.

        Raises
        ------
        HelperEnded
            The process has ended.
        """
        drawing: str = self._answer(chart, "svg")
        return drawing

    def picture(self, chart: Chart) -> Picture:
        """The chart as PNG, as soon as it is drawn.

        Raises
        ------
        HelperEnded
            The process has ended.
        """
        return Picture(*self._answer(chart, "png"))

    def _answer(self, chart: Chart, form: str) -> Any:
        self.begin(chart)
        wanted = (form, chart.id)
        with self._news:
            self._news.wait_for(lambda: wanted in self._drawn or self._ended is not None)
        if wanted not in self._drawn and self._ended is not None:
            raise self._ended
        return self._drawn[wanted]

    def _ask(self) -> None:
        """Have one drawn after the other, while whoever wants them goes on."""
        while (wanted := self._next()) is not None:
            form, chart = wanted
            drawn: Any = None
            ended: HelperEnded | None = None
            try:
                drawn = self._process.ask(wanted)
            except HelperEnded as error:
                ended = error
            with self._news:
                if ended is None:
                    self._drawn[form, chart.id] = drawn
                else:
                    self._closed, self._ended = True, ended
                self._news.notify_all()

    def _next(self) -> tuple[str, Chart] | None:
        """What is drawn next; ``None`` where nothing will be wanted any more."""
        with self._news:
            self._news.wait_for(lambda: self._closed or any(self._waiting.values()))
            if self._closed:
                return None
            form = next(form for form in FORMS if self._waiting[form])
            return form, self._waiting[form].popleft()
