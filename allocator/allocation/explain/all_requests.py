"""Explaining many requests, in several processes at once."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.explanation import Explanation
from allocator.allocation.explain.scarcity import Worth
from allocator.processes import processes_holding

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
    prepared = (explainer.stock, explainer.numbers)
    parts = (explainer.scenario, explainer.made, explainer.proven, prepared)
    with processes_holding(partial(Explainer, *parts), count) as processes:
        yield from processes.in_order(tasks)
