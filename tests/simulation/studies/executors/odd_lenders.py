"""Lenders that take their time, tell where they are, or end the process that asks them."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from allocator.simulation.lenders import LENDERS
from allocator.simulation.lenders.lender import Round, Verdict

FIRST_COME = LENDERS["first_come"]


@dataclass(frozen=True)
class Slow:
    """Takes so many seconds."""

    seconds: float

    def __call__(self, annual_round: Round) -> Verdict:
        """First come, first served."""
        time.sleep(self.seconds)
        return FIRST_COME(annual_round)


@dataclass(frozen=True)
class Telling:
    """Leaves the number of its process in a folder, and takes so many seconds."""

    folder: Path
    seconds: float = 0.05

    def __call__(self, annual_round: Round) -> Verdict:
        """First come, first served."""
        (self.folder / str(os.getpid())).touch()
        time.sleep(self.seconds)
        return FIRST_COME(annual_round)

    def processes(self) -> set[int]:
        """Those in which it has been."""
        return {int(path.name) for path in self.folder.iterdir()}


@dataclass(frozen=True)
class Deadly:
    """Kills its process in some replications; counts how often, in a folder."""

    folder: Path
    replications: tuple[int, ...]
    most: int = 1000

    def __call__(self, annual_round: Round) -> Verdict:
        """First come, first served, if it comes to that."""
        replication = annual_round.streams.replication
        if replication in self.replications and self.deaths(replication) < self.most:
            (self.folder / f"{replication}-{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return FIRST_COME(annual_round)

    def deaths(self, replication: int) -> int:
        """Processes that it has killed in a replication."""
        return len(list(self.folder.glob(f"{replication}-*")))
