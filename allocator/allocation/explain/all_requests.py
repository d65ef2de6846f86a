"""Explaining many requests, in several processes at once."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.explanation import Explanation
from allocator.allocation.explain.scarcity import Worth
from allocator.text import language, use_language

Task = Callable[[Explainer], Any]

FEW = 8
"""Tasks for which it does not pay to start further processes."""


def explain_requests(
    explainer: Explainer, requests: Sequence[str], workers: int = 0
) -> Iterator[Explanation]:
    """Explanations of ``requests``, in their order, each as soon as it is made.

    Parameters
    ----------
    workers : int
        Processes, 0 for one per core. What comes out does not depend on it.
    """
    return _worked(explainer, [partial(_explained, j) for j in requests], workers)


def explain_plan(explainer: Explainer, workers: int = 0) -> Iterator[Explanation | list[Worth]]:
    """Every request in order, then the step table of each scarce thing."""
    tasks: list[Task] = [partial(_explained, j) for j in explainer.numbers.requests]
    tasks += [partial(_worth, thing) for thing in range(len(explainer.scarcity.tables()))]
    return _worked(explainer, tasks, workers)


def _explained(j: str, explainer: Explainer) -> Explanation:
    return explainer.explain(j)


def _worth(thing: int, explainer: Explainer) -> list[Worth]:
    return explainer.scarcity.tables()[thing]()


def _worked(explainer: Explainer, tasks: Sequence[Task], workers: int) -> Iterator[Any]:
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if count < 2 or (not workers and len(tasks) < FEW):
        yield from (task(explainer) for task in tasks)
        return
    with _pool(explainer, count) as pool:
        yield from pool.imap(_do, tasks)


@contextmanager
def _pool(explainer: Explainer, workers: int) -> Iterator[Any]:
    """Processes that hold the explainer; ended at once, whatever they are at."""
    # Not forked: threads that the solver has begun do not live on in a copy.
    context = multiprocessing.get_context("spawn")
    with TemporaryDirectory() as folder:
        # By a file: a process that ends while it is handed something long complains aloud.
        path = Path(folder) / "explainer"
        prepared = (explainer.stock, explainer.numbers)
        parts = (explainer.scenario, explainer.made, explainer.proven, prepared)
        path.write_bytes(pickle.dumps(parts))
        with _ctrl_c_ignored():
            pool = context.Pool(workers, _begin, (str(path), language()))
        try:
            yield pool
        finally:
            pool.terminate()
            pool.join()


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Ctrl-C is for the process that was started by hand, which ends the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_EXPLAINER: list[Explainer] = []


def _begin(path: str, language_in_use: str) -> None:
    if hasattr(os, "setsid"):
        os.setsid()
    use_language(language_in_use)
    parts = pickle.loads(Path(path).read_bytes())  # noqa: S301 - our own
    _EXPLAINER[:] = [Explainer(*parts)]
    # What is there now stays: looking through it for garbage takes a tenth of the time.
    gc.collect()
    gc.freeze()


def _do(task: Task) -> Any:
    return task(_EXPLAINER[0])
