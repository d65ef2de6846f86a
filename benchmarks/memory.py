"""The most memory that a process and those it starts hold at once."""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from time import perf_counter, sleep
from typing import Any

from benchmarks.tasks import peak

STEP = 0.25
"""Seconds between two looks at the memory."""

SAMPLED = find_spec("psutil") is not None

HOW = (
    f"resident memory of all processes together, the most of a look every {STEP:g} s"
    if SAMPLED
    else "resident memory: the first process and as many of the largest other as there are, "
    "each at its most (psutil, which looks at all at once, is not installed)"
)


def watched(command: Sequence[str]) -> dict[str, Any]:
    """What a command prints as JSON in its last line, its seconds, and its most memory in MB.

    Returns
    -------
    dict
        With ``whole``, seconds from start to end of the process, and, where psutil is
        installed, ``peak`` of all its processes instead of its own.
    """
    began, most = perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while SAMPLED and process.poll() is None:
            most = max(most, _held(process.pid))
            sleep(STEP)
        printed, _errors = process.communicate()
    whole = perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    measured: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return measured | {"whole": whole} | ({"peak": most} if SAMPLED else {})


def _held(number: int) -> float:
    """MB held by a process and those below it, shared pages counted in each."""
    import psutil

    held = 0.0
    try:
        process = psutil.Process(number)
        for each in (process, *process.children(recursive=True)):
            held += each.memory_info().rss / 1e6
    except psutil.NoSuchProcess:  # ended in between
        pass
    return held


def at_most(workers: int) -> float:
    """MB that this process and its workers, which have ended, cannot have exceeded."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return peak() + workers * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
