"""Charts drawn by a process of their own, while this one goes on with the report.

What draws holds the interpreter while it does, so that a thread would not help. The process is
asked for one drawing after the other until its input ends, as it does, too, when this process is
killed.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

from allocator.report.charts.fonts import MissingFont
from allocator.report.document import Chart
from allocator.text import _, language

FORMS = ("svg", "png")
"""What a chart is drawn as, the form that is waited for first."""


class DrawingEnded(Exception):
    """What draws the charts ended before it had drawn them."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _("the process that draws the charts ended unexpectedly: {said}").format(said=said)
        )


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
        self._said = TemporaryFile()  # noqa: SIM115 - closed when this ends
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "allocator.report.charts.renderer_process", language()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._begun: set[str] = set()
        self._waiting: dict[str, deque[Chart]] = {form: deque() for form in FORMS}
        self._drawn: dict[tuple[str, str], dict[str, str]] = {}
        self._closed = self._ended = False
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
        with suppress(OSError):
            self._input.close()
        self._process.wait()
        self._output.close()
        self._said.close()

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
        DrawingEnded
            The process has ended.
        """
        return self._answer(chart, "svg")["svg"]

    def picture(self, chart: Chart) -> Picture:
        """The chart as PNG, as soon as it is drawn.

        Raises
        ------
        DrawingEnded
            The process has ended.
        """
        found = self._answer(chart, "png")
        return Picture(base64.b64decode(found["png"]) or None, found["missing"])

    def _answer(self, chart: Chart, form: str) -> dict[str, str]:
        self.begin(chart)
        wanted = (form, chart.id)
        with self._news:
            self._news.wait_for(lambda: wanted in self._drawn or self._ended)
        if wanted not in self._drawn:
            raise DrawingEnded(self._last_said())
        return self._drawn[wanted]

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        return self._process.stdin

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        return self._process.stdout

    def _ask(self) -> None:
        """Have one drawn after the other, while whoever wants them goes on."""
        while (wanted := self._next()) is not None:
            form, chart = wanted
            answer = self._answered(form, chart)
            with self._news:
                if answer:
                    self._drawn[form, chart.id] = json.loads(answer)
                else:
                    self._closed = self._ended = True
                self._news.notify_all()

    def _next(self) -> tuple[str, Chart] | None:
        """What is drawn next; ``None`` where nothing will be wanted any more."""
        with self._news:
            self._news.wait_for(lambda: self._closed or any(self._waiting.values()))
            if self._closed:
                return None
            form = next(form for form in FORMS if self._waiting[form])
            return form, self._waiting[form].popleft()

    def _answered(self, form: str, chart: Chart) -> bytes:
        """A line of the process; none where it has ended."""
        told = {"id": chart.id, "title": chart.title, "description": chart.description}
        line = json.dumps(told | {"spec": dict(chart.spec), "form": form}) + "\n"
        with suppress(OSError):
            self._input.write(line.encode())
            self._input.flush()
            return self._output.readline()
        return b""

    def _last_said(self) -> str:
        status = self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else str(status)
