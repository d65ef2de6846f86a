"""How much longer work takes whose parts are of different length."""

from rich.progress import ProgressColumn, Task
from rich.text import Text

from allocator.text import _


def seconds_left(begun: float, done: float, now: float) -> float | None:
    """Seconds until all is done, if the rest is as fast as what is done; ``None`` if nothing is.

    Parameters
    ----------
    begun : float
        Seconds from the beginning until the stage in hand was begun.
    done : float
        Share of the work that was done by then.
    now : float
        Seconds from the beginning until now; what has passed of the stage in hand is not waited
        for again.
    """
    return max(begun / done - now, 0) if done else None


class TimeLeft(ProgressColumn):
    """The time left, as minutes and seconds; Rich itself goes by the speed of the last steps."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._begun = 0.0, 0.0

    def render(self, task: Task) -> Text:
        """The time left of a task, of which there is one."""
        now, done = task.elapsed or 0.0, task.percentage / 100
        if done != self._done:
            self._done, self._begun = done, now
        left = seconds_left(self._begun, self._done, now)
        if left is None:
            return Text("")
        minutes, seconds = divmod(round(left), 60)
        return Text(_("about {minutes}:{seconds:02} left").format(minutes=minutes, seconds=seconds))
