"""A cluster on this machine, for all tests that need one: it takes seconds to start."""

from collections.abc import Iterator

import pytest

from tests.simulation.studies.loopback import Loopback, loopback


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    """Two workers with one thread each, as Dask has them by default; those that die come again."""
    with loopback(tmp_path_factory.mktemp("cluster") / "loopback", workers=2) as running:
        running.wait_for_workers(2)
        yield running
