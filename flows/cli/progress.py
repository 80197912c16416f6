"""Runs flows from the terminal and shows their progress."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from dateline.config.loader import Config
from dateline.flows.cli.errors import interrupt_without_server
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.runtime import environment
from dateline.flows.runtime.progress import Progress, listening
from dateline.flows.runtime.server_watch import watching
from dateline.flows.serving.one_serve import running_api
from dateline.flows.serving.server import await_answer, temporary_server
from dateline.tasks.waits import waited_for

if TYPE_CHECKING:
    from rich.console import Console

STILL_AFTER_S = 6.0
"""After how many seconds without progress the display says what the run is waiting for."""
_LOOK_EVERY_S = 1.0
_SEND_S = 5.0

Show = Callable[[Progress], None]


@contextmanager
def running_flows(config: Config, *, beside_output: bool = True) -> Iterator["Console"]:
    """Prepare Prefect for the project, and show the progress of the flows that run in the block.

    Import the flows inside the block. They report to the server that PREFECT_API_URL names; failing that, to the
    server of a ``dateline serve`` of the same project; failing that, to a server started for the block. If the server
    stays silent, the process ends with exit code 6.

    Yields the console that shows the progress: standard error if ``beside_output``, so that standard output holds
    only the result.

    Raises:
        ServerError: the server that PREFECT_API_URL names does not answer.
        ConfigError: no server could be started.
    """
    from rich.console import Console

    console = Console(stderr=beside_output)
    lost_s = config.settings.watch.server_lost_s
    environment.prepare(config.root, lost_s)
    with showing_progress(console) as show, listening(show), _server(config.root, lost_s, show):
        yield console


@contextmanager
def _server(root: Path, lost_s: float, show: Show) -> Iterator[None]:
    def tell(sentence: str) -> None:
        show(Progress(sentence))

    if api := environment.configured_api() or running_api(root):
        await_answer(api, tell)
        environment.use_api(api)
        with watching(api, lost_s, tell, interrupt_without_server):
            yield
        return
    tell("starting Prefect")
    with temporary_server(root, tell) as server:
        environment.use_api(server.api)
        with watching(server.api, lost_s, tell, interrupt_without_server):
            yield
            _send_the_rest()


def _send_the_rest() -> None:
    """Flush the logs and events that Prefect sends in the background, while the server is still running."""
    if "prefect" in sys.modules and not INTERRUPTION.asked.is_set():
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        EventsWorker.drain_all(timeout=_SEND_S)
        APILogWorker.drain_all(timeout=_SEND_S)


@contextmanager
def showing_progress(console: "Console") -> Iterator[Show]:
    """Yield a function that shows progress: on a live line in a terminal, else by printing one line per step.

    When there is no progress for `STILL_AFTER_S`, the display says what the run is waiting for.
    """
    with _live(console) if console.is_terminal else _line_by_line() as show, _told_of_waits(show) as noticing:
        yield noticing


@contextmanager
def _line_by_line() -> Iterator[Show]:
    last = ""

    def say(progress: Progress) -> None:
        nonlocal last
        if progress.step != last and not INTERRUPTION.asked.is_set():
            print(progress.step, file=sys.stderr, flush=True)  # noqa: T201 - typer.echo is not thread-safe
            last = progress.step

    yield say


@contextmanager
def _live(console: "Console") -> Iterator[Show]:
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as ProgressBar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with ProgressBar(*columns, console=console, transient=True) as bar:
        line = bar.add_task("", total=None)
        yield lambda p: bar.update(line, description=p.step, completed=p.done, total=p.total or None)


@contextmanager
def _told_of_waits(show: Show) -> Iterator[Show]:
    """Yield a wrapper of ``show`` that shows what the run is waiting for after `STILL_AFTER_S` without progress."""
    ended = Event()
    last, at = Progress(""), time.monotonic()

    def noticing(progress: Progress) -> None:
        nonlocal last, at
        last, at = progress, time.monotonic()
        show(progress)

    def look() -> None:
        while not ended.wait(_LOOK_EVERY_S):
            seen = at
            what = waited_for(time.monotonic(), STILL_AFTER_S / 2)
            if what and time.monotonic() - seen > STILL_AFTER_S and seen == at:
                show(Progress(f"{last.step}; waiting for {what}", last.done, last.total))

    Thread(target=look, name="waits", daemon=True).start()
    try:
        yield noticing
    finally:
        ended.set()
