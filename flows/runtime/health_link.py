"""Finds the health of the sources in the Prefect UI."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.settings import get_current_settings

from dateline.flows.runtime.environment import is_temporary_server

HEALTH_KEY = "source-health"


def health_url() -> str:
    """Return the URL of the latest health of the sources, or "" if there is none, or no UI.

    The URL of the artifact's key would be that of a list of its versions.
    """
    ui = get_current_settings().ui_url
    if not ui or is_temporary_server():
        return ""
    latest = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[HEALTH_KEY]))
    with get_client(sync_client=True) as client:
        found = client.read_latest_artifacts(artifact_filter=latest)
    return f"{ui}/artifacts/artifact/{found[0].latest_id}" if found else ""
