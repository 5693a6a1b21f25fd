"""A PostgreSQL server and a Dask cluster, started once for all tests of this folder."""

import pytest
from machines import Postgres, dask, postgres, postgres_binaries


@pytest.fixture(scope="session")
def server() -> "Postgres":
    """A PostgreSQL server; the tests are skipped only where it is not installed (tests/system-packages.sh does)."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres(binaries) as started:
        yield started


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory) -> str:
    """The address of a cluster of two workers."""
    with dask(tmp_path_factory.mktemp("dask"), 2) as address:
        yield address
