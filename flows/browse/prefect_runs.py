"""Finds runs in the Prefect UI, if the environment names an API."""

import json
import urllib.request
from collections.abc import Mapping

from dateline.flows.runtime.environment import configured_api

_ANSWER_S = 0.5
_RUNS = 50
_ID_CHARS = 12
"""How many hex digits of a flow run's id are part of a run's name (`dateline.tasks.core.archive.batches.Run`)."""


def links_to_runs(source: str) -> Mapping[str, str]:
    """Return the addresses of a source's last flow runs by the part of their id that the names of runs have.

    Returns none if there is no API, or if it does not answer at once.
    """
    api = configured_api()
    if api is None or not api.startswith(("http://", "https://")):
        return {}
    asked = {"deployments": {"name": {"any_": [source]}}, "sort": "START_TIME_DESC", "limit": _RUNS}
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        f"{api.rstrip('/')}/flow_runs/filter", json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_ANSWER_S) as answer:  # noqa: S310 - as above
            ids = [str(run["id"]) for run in json.load(answer)]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    ui = api.rstrip("/").removesuffix("/api")
    return {id_.replace("-", "")[:_ID_CHARS]: f"{ui}/runs/flow-run/{id_}" for id_ in ids}


def link_of(run: str, links: Mapping[str, str]) -> str | None:
    """Return the address of the flow run that a run's name belongs to, or None."""
    parts = run.split("-")
    return links.get(parts[1]) if len(parts) > 1 else None
