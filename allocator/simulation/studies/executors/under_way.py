"""What a cluster is at."""

from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from allocator.simulation.studies.executors.attempts import Part
from allocator.simulation.studies.executors.cluster_worker import play_there
from allocator.simulation.studies.executors.parcels import Answer, Parcel
from allocator.simulation.studies.runs.code import code_digest

if TYPE_CHECKING:
    from distributed import Client, Future

LIGHT = 256 * 1024
"""Bytes of a cell that every task may carry; a heavier one is sent when a worker asks for it."""


class UnderWay:
    """What the scheduler has been handed and has not answered yet.

    Attributes
    ----------
    parts : dict
        By future.
    """

    def __init__(self, client: "Client") -> None:
        self.parts: dict[Future[Answer], Part] = {}
        self._client = client
        self._ended: SimpleQueue[Future[Answer]] = SimpleQueue()

    def begin(self, part: Part, parcel: Parcel) -> None:
        """Hand it out."""
        carried = part.wanted or len(parcel.content) <= LIGHT
        future = self._client.submit(
            play_there, parcel.name, parcel.content if carried else None, part.replications,
            code_digest(), pure=False,
        )  # fmt: skip
        self.watch(future, part)

    def watch(self, future: "Future[Answer]", part: Part) -> None:
        """Wait for it."""
        self.parts[future] = part
        future.add_done_callback(self._ended.put)  # type: ignore[no-untyped-call]

    def ended(self, seconds: float) -> tuple[Part, "Future[Answer]"] | None:
        """One that has ended, if there is one within so many seconds."""
        try:
            future = self._ended.get(timeout=seconds)
        except Empty:
            return None
        return self.parts.pop(future), future

    def drop(self) -> None:
        """Let nothing of it be begun any more."""
        if self.parts and self._client.status == "running":
            with suppress(OSError):  # the scheduler has gone, and all with it
                self._client.cancel(list(self.parts))  # type: ignore[no-untyped-call]
