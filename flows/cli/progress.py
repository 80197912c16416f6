"""Runs flows from the terminal and shows their progress."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.config.loader import Config
from dateline.flows.cli.errors import interrupt_without_server
from dateline.flows.cli.interruption import CONTINUES, INTERRUPTION
from dateline.flows.cli.progress_lines import Show, showing_progress
from dateline.flows.runtime import environment
from dateline.flows.runtime.heartbeats import without_heartbeats
from dateline.flows.runtime.progress import Progress, listening
from dateline.flows.runtime.server_watch import watching
from dateline.flows.serving.one_serve import running_api
from dateline.flows.serving.server import await_answer, temporary_server

if TYPE_CHECKING:
    from rich.console import Console

_SEND_S = 5.0


@contextmanager
def running_flows(config: Config, *, beside_output: bool = True, interrupted: str = CONTINUES) -> Iterator["Console"]:
    """Prepare Prefect for the project, and show the progress of the flows that run in the block.

    Import the flows inside the block. They report to the server that PREFECT_API_URL names; failing that, to the
    server of a ``dateline serve`` of the same project; failing that, to a server started for the block. If the server
    stays silent, the process ends with exit code 6.

    If the command is interrupted, the sentence ``interrupted`` is told.

    Yields the console that shows the progress: standard error if ``beside_output``, so that standard output holds
    only the result.

    Raises:
        ServerError: the server that PREFECT_API_URL names does not answer.
        ConfigError: no server could be started.
    """
    from rich.console import Console

    console = Console(stderr=beside_output)
    INTERRUPTION.sentence = interrupted
    lost_s = config.settings.watch.server_lost_s
    environment.prepare(config.root, lost_s)
    with showing_progress(console) as show, listening(show), _server(config.root, lost_s, show):
        yield console


@contextmanager
def _server(root: Path, lost_s: float, show: Show) -> Iterator[None]:
    from dateline.flows.serving.commands_at_work import at_work

    def tell(sentence: str) -> None:
        show(Progress(sentence))

    if api := environment.configured_api() or running_api(root):
        await_answer(api, tell)
        environment.use_api(api)
        with watching(api, lost_s, tell, interrupt_without_server), at_work(root), _tagged():
            yield
        return
    tell("starting Prefect")
    with temporary_server(root, tell) as server, at_work(root):
        environment.use_api(server.api)
        with watching(server.api, lost_s, tell, interrupt_without_server), without_heartbeats():
            try:
                yield
            finally:
                _send_the_rest()


@contextmanager
def _tagged() -> Iterator[None]:
    """Tag the runs of the block as dateline's, so that the automations notice it if this process is killed."""
    from prefect import tags

    from dateline.flows.runtime.events import TAG

    with tags(TAG):
        yield


def _send_the_rest() -> None:
    """Flush the logs and events that Prefect sends in the background, while the server is still running."""
    if "prefect" in sys.modules and not INTERRUPTION.asked.is_set():
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        EventsWorker.drain_all(timeout=_SEND_S)
        APILogWorker.drain_all(timeout=_SEND_S)
