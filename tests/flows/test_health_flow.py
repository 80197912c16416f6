"""The artifacts about all sources, on a real Prefect server."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.sample_archive import SOURCE, ingest_folder, sample_settings

pytestmark = pytest.mark.usefixtures("prefect_server")


def test_health_and_coverage_are_published(project: Callable[..., Path]) -> None:
    """There is one table with a row per source and one picture; another run yields the same from the ledger."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings

    from dateline.flows.health import health  # noqa: PLC0415 - as above

    settings = sample_settings(project(SOURCE))
    ingest_folder(settings)
    first = health(days=7)
    assert [one.source for one in first] == ["sample"]
    assert health(days=7) == first
    with get_client(sync_client=True) as client:
        artifacts = {artifact.key: artifact for artifact in client.read_latest_artifacts()}
    told = str(artifacts["source-health"].data)
    assert artifacts["source-health"].description == "Healthy sources: 1 of 1"
    assert "\nAll sources are well.\n" in told
    assert re.search(r"\| sample \| never \| \d\d-\d\d \d\d:\d\d \| 0 \| 0 \| \d+% \| no \|", told)
    assert "data:image/svg+xml;base64," in str(artifacts["coverage"].data)
