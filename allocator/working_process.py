"""The inside of a process that does tasks for the one that started it."""

import gc
import multiprocessing
import os
import pickle
import shutil
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from allocator.text import use_language

HELD = "held"
"""File, in the folder of the processes, that makes what they hold."""


@dataclass(frozen=True)
class Raised:
    """What a task raised instead of giving an answer, and its traceback."""

    error: Exception
    where: str


def work(connection: "Connection[Any, Any]", folder: str, language_in_use: str) -> None:
    """What a process does until it is ended, or the one that started it has gone."""
    threading.Thread(target=_end_when_orphaned, args=(folder,), daemon=True).start()
    if hasattr(os, "setsid"):
        os.setsid()
    if hasattr(os, "fork"):
        # Locks that libraries make (Pyomo does) are then nothing to be cleared up, which a process
        # that is ended at once could not do.
        multiprocessing.set_start_method("fork", force=True)
    use_language(language_in_use)
    held = _tried(lambda: pickle.loads((Path(folder) / HELD).read_bytes())())  # noqa: S301 - our own
    # What is there now stays: looking through it for garbage takes a tenth of the time.
    gc.collect()
    gc.freeze()
    try:
        connection.send(None)
        while True:
            place, task = connection.recv()
            answer = held if isinstance(held, Raised) else _tried(lambda: task(held))  # noqa: B023
            connection.send((place, answer))
    except (EOFError, BrokenPipeError):
        return


def _end_when_orphaned(folder: str) -> None:
    """End at once, whatever the process is at, when the one that started it has been killed."""
    started_by = multiprocessing.parent_process()
    if started_by is not None:
        wait([started_by.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _tried(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:  # the process that waits for the answer has to deal with it
        return Raised(_sendable(error), traceback.format_exc())


def _sendable(error: Exception) -> Exception:
    """The error, or what it says where it does not survive the way to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # whatever else pickling it runs into
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
