"""Tells which deployment the current run is one of."""

from functools import lru_cache

from prefect.runtime import deployment, flow_run


def deployment_id() -> str | None:
    """Return the id of the deployment that the current run, or the run around it, is one of, else None.

    Prefect itself asks the server each time about a run without a deployment, with a new HTTP client.
    """
    run = flow_run.id
    return _deployment_of(run) if run else deployment.id


@lru_cache(maxsize=256)
def _deployment_of(_run: str) -> str | None:
    found: str | None = deployment.id
    return found
