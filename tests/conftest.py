"""How the tests share two processes: what shares a server stays together."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent
SHARING = {"flows": "a Prefect server", "adapters": "an S3 server and a PostgreSQL server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a folder whose fixtures start a server in one process (pytest-xdist, ``--dist loadgroup``)."""
    for item in items:
        folder = item.path.relative_to(ROOT).parts[0]
        if folder in SHARING:
            item.add_marker(pytest.mark.xdist_group(folder))
