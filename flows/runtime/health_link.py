"""Finds the health of the sources in the Prefect UI."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.settings import get_current_settings

from dateline.flows.runtime.environment import is_temporary_server

HEALTH_KEY = "source-health"


def health_url() -> str:
    """Return the URL of the health of the sources, or "" if there is none, or no UI.

    It is that of the artifact's key, which stays the same and lists all states, the latest first. A single artifact
    is one state, and its URL goes on showing it.
    """
    ui = get_current_settings().ui_url
    if not ui or is_temporary_server():
        return ""
    latest = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[HEALTH_KEY]))
    with get_client(sync_client=True) as client:
        found = client.read_latest_artifacts(artifact_filter=latest)
    return f"{ui}/artifacts/key/{HEALTH_KEY}" if found else ""
