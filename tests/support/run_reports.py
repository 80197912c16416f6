"""The report of a run, as Prefect's server has it."""

from uuid import UUID


def report_of(run: UUID) -> tuple[str, str]:
    """Return the description and the Markdown of the report of a run."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import (  # noqa: PLC0415 - as above
        ArtifactFilter,
        ArtifactFilterFlowRunId,
        ArtifactFilterKey,
    )

    of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run]), key=ArtifactFilterKey(like_="report-"))
    with get_client(sync_client=True) as client:
        (found,) = client.read_artifacts(artifact_filter=of_run)
    return str(found.description), str(found.data)
