"""A console of Rich that leaves it to the command what follows when its reader has gone."""

import errno

from rich.console import Console


class Screen(Console):
    """Rich itself would end the program with a status of failure."""

    def on_broken_pipe(self) -> None:
        """Tell of it as of any other output that nobody reads."""
        raise BrokenPipeError(errno.EPIPE, "")
