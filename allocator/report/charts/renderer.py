"""Charts drawn by a process of their own, while this one goes on with the report.

What draws holds the interpreter while it does, so that a thread would not help. The process reads
charts from its input until that ends, which it does, too, when this process is killed.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any

from allocator.report.charts.fonts import MissingFont
from allocator.report.document import Chart
from allocator.text import _, language


class DrawingEnded(Exception):
    """What draws the charts ended before it had drawn them."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _("the process that draws the charts ended unexpectedly: {said}").format(said=said)
        )


@dataclass(frozen=True)
class Drawing:
    """A chart as it is drawn.

    Attributes
    ----------
    svg : str
    png : bytes or None
        ``None`` where a font is missing.
    missing : str
        Characters that no font here has.
    """

    svg: str
    png: bytes | None
    missing: str

    @property
    def missing_font(self) -> MissingFont | None:
        """Why there is no PNG, if there is none."""
        return MissingFont(self.missing) if self.missing else None


class Renderer:
    """Draws charts in the order in which they are given to it; to be used with ``with``."""

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
        self._drawn: dict[str, dict[str, Any]] = {}
        self._ended = False
        self._news = threading.Condition()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

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
        with suppress(OSError):
            self._input.close()
        self._process.wait()
        self._reading.join()
        self._output.close()
        self._said.close()

    def begin(self, chart: Chart) -> None:
        """Have the chart drawn as soon as those before it are."""
        if chart.id in self._begun:
            return
        self._begun.add(chart.id)
        told = {"id": chart.id, "title": chart.title, "description": chart.description}
        line = json.dumps(told | {"spec": dict(chart.spec)}) + "\n"
        with suppress(OSError):  # where it has ended, whoever waits for the chart is told
            self._input.write(line.encode())
            self._input.flush()

    def drawn(self, chart: Chart) -> Drawing:
        """The chart, as soon as it is drawn.

        Raises
        ------
        DrawingEnded
            The process has ended.
        """
        self.begin(chart)
        with self._news:
            self._news.wait_for(lambda: chart.id in self._drawn or self._ended)
        if chart.id not in self._drawn:
            raise DrawingEnded(self._last_said())
        found = self._drawn[chart.id]
        png = base64.b64decode(found["png"]) if found["png"] else None
        return Drawing(found["svg"], png, found["missing"])

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        return self._process.stdin

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        return self._process.stdout

    def _read(self) -> None:
        """Take what is drawn as soon as it is there, so that the process need not wait."""
        for line in self._output:
            found = json.loads(line)
            with self._news:
                self._drawn[found["id"]] = found
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _last_said(self) -> str:
        status = self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else str(status)
