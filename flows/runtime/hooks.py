"""What Prefect calls when a run of a flow begins."""

from typing import Any

from prefect.flows import FlowStateHook

from dateline.flows.runtime.server_watch import end_without_server
from dateline.flows.runtime.stopping import end_with_serve

ON_RUNNING: list[FlowStateHook[..., Any]] = [end_with_serve, end_without_server]
"""For ``on_running`` of every flow: the process of a deployment's run outlives neither ``serve`` nor the server."""
