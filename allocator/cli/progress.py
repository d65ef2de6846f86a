"""Progress of the search on a terminal; nothing on a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.solver.highs import Progress
    from allocator.allocation.solver.lexicographic import GoalProgress


@contextmanager
def solver_progress(shared: Shared) -> Iterator["GoalProgress | None"]:
    """A line on stderr with goal, time, value and gap, or ``None`` where nobody watches."""
    if shared.quiet or shared.json or not sys.stderr.isatty():
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
    if shared.quiet or shared.json or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from allocator.cli.show import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Shown only while it moves: what is explained goes to stdout above it.
    with Progress(
        *columns, TimeRemainingColumn(), console=console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
