"""Progress of the search on a terminal; nothing on a pipe."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from allocator.allocation.solver.highs import Progress
    from allocator.allocation.solver.lexicographic import GoalProgress
    from allocator.simulation.studies.runs.running import Progress as Runs


@contextmanager
def solver_progress(shared: Shared) -> Iterator["GoalProgress | None"]:
    """A line on stderr with goal, time, value and gap, or ``None`` where nobody watches."""
    if not _watched(shared):
        yield None
        return
    from allocator.cli.show import console

    with console(stderr=True).status(_("Preparing")) as status:

        def tell(goal: str, news: "Progress") -> None:
            gap = f"{news.gap:.2%}" if isfinite(news.gap) else "–"
            status.update(
                _("{goal}: {seconds:.0f} s, best {best:g}, bound {bound:g}, gap {gap}").format(
                    goal=goal,
                    seconds=news.seconds,
                    best=news.best,
                    bound=news.bound,
                    gap=gap,
                )
            )

        yield tell


@contextmanager
def counted(shared: Shared, what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr that moves by one at each call, with what is left; nothing on a pipe."""
    if not _watched(shared):
        yield lambda: None
        return
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


class Stages:
    """Work of several kinds, one after the other; nobody watches unless a bar is given."""

    def __init__(self, bar: "Bar | None" = None, task: "TaskID | None" = None) -> None:
        self._bar, self._task, self._begun = bar, task, 0
        self._shares: Sequence[float] = ()

    def expect_shares(self, shares: Sequence[float]) -> None:
        """What share of the time each of the stages takes that will be told."""
        self._shares = shares
        self._update(total=sum(shares))

    def tell(self, what: str) -> None:
        """What is done next, now that what was told before is done."""
        self._update(description=what, completed=sum(self._shares[: self._begun]))
        self._begun += 1

    def reach(self, what: str, done: float) -> None:
        """What is done next, where what is told says what share of all is done by then."""
        self._update(description=what, completed=done, total=1.0)

    def _update(self, **news: Any) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, **news)


@contextmanager
def staged(shared: Shared, first: str) -> Iterator[Stages]:
    """A bar on stderr of work whose stages are told, with what is left; nothing on a pipe.

    It pulses until it is known which stages are expected.
    """
    if not _watched(shared):
        yield Stages()
        return
    with _bar_of_stages() as bar:
        yield Stages(bar, bar.add_task(first, total=None))


@contextmanager
def runs_progress(shared: Shared) -> Iterator["Callable[[Runs], None]"]:
    """A bar on stderr of a study's runs, of which there may be more or fewer later."""
    if not _watched(shared):
        yield lambda news: None  # noqa: ARG005 - nobody watches
        return
    with _bar() as bar:
        task = bar.add_task(_("Preparing"), total=None)

        def tell(news: "Runs") -> None:
            told = _("Simulating, {count} replications").format(count=news.replications)
            if news.failed:
                told = _("Simulating, {count} replications, {failed} run(s) failed").format(
                    count=news.replications, failed=news.failed
                )
            bar.update(task, description=told, completed=news.done, total=news.total)

        yield tell


def _watched(shared: Shared) -> bool:
    return not (shared.quiet or shared.json) and sys.stderr.isatty()


def _bar_of_stages() -> "Bar":
    """Stages take long and differ: the time that has passed shows that it is alive."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from allocator.cli.progress_left import TimeLeft
    from allocator.cli.show import console

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    times = (TimeElapsedColumn(), TimeLeft())
    return Progress(*columns, *times, console=console(stderr=True), transient=True)


def _bar() -> "Bar":
    """Shown only while it moves: what is found goes to stdout above it."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from allocator.cli.show import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console(stderr=True), transient=True)
