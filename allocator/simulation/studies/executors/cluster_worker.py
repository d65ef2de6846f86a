"""What the workers of a cluster do."""

from threading import Lock

from allocator.simulation.studies.executors.cluster_failures import OtherVersion
from allocator.simulation.studies.executors.parcels import Answer, Unpacking
from allocator.simulation.studies.runs.code import code_digest

_UNPACKING = Unpacking()

# What builds the model for the solver is not made for threads, and a worker may have several.
_ONE_AT_A_TIME = Lock()


def play_there(
    name: str, content: bytes | None, replications: tuple[int, ...], code: str
) -> Answer:
    """Play runs of the cell in the parcel of a name.

    Parameters
    ----------
    content : bytes or None
        Of the parcel, where a worker has asked for it.
    code : str
        Digest of the code that the study was begun with.

    Raises
    ------
    OtherVersion
        That of this worker is another one.
    """
    if code_digest() != code:
        from distributed import get_worker

        raise OtherVersion(get_worker().address, code_digest(), code)
    with _ONE_AT_A_TIME:
        return _UNPACKING.played(name, lambda: content, replications)
