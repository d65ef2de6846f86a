"""The worked scenarios: how long the commands take, from start to end of the process."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from allocator.scenario import builtin
from benchmarks.report import seconds, table

ASKED_SECONDS = 5.0


def worked(repeat: int) -> str:
    """Seconds of ``check``, ``solve`` and ``audit`` for every built-in scenario."""
    rows = []
    for name in builtin.scenarios():
        with TemporaryDirectory() as folder:
            plan = str(Path(folder) / "plan")
            commands = (["check", name], ["solve", name, "--out", plan], ["audit", name, plan])
            runs = [[_timed(command) for command in commands] for _ in range(repeat)]
        rows.append([f"`{name}`", *(seconds(median(times)) for times in zip(*runs, strict=True))])
    text = (
        f"Whole processes, Python's imports included. Asked for: at most {ASKED_SECONDS:g} s to "
        "solve."
    )
    return f"## Worked scenarios\n\n{text}\n\n" + table(["", "check", "solve", "audit"], rows)


def _timed(command: list[str]) -> float:
    began = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "allocator", *command], check=True, stdout=subprocess.DEVNULL
    )
    return perf_counter() - began
