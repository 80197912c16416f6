"""A Prefect server of the project's own, as a child process that is started again when it dies.

It runs in a session of its own, so that a terminal's Ctrl-C does not end it before the runs that report to it, and
it ends with the process that started it (`dateline.flows.serving.server_process`).
"""

import _thread
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from threading import Event, Thread

import requests

from dateline.flows.runtime import environment
from dateline.tasks.core.errors import ConfigError, ServerError

START_S = 180.0
"""A first start makes the database, which takes half a minute on a small machine."""
STOP_S = 15.0
ANSWER_S = 30.0
"""How long a server that is configured may take to answer the first request."""
LEAVE_S = 20.0
"""How long the server of a ``serve`` that was killed may take to leave its port."""
_STARTS_IN_A_ROW = 3
"""How many times a server that dies is started before that is given up; one that lived for `_LIVED_S` counts anew."""
_LIVED_S = 600.0
_HOST = "127.0.0.1"
_FAILED = signal.SIGUSR1
"""Interrupts the main thread when the server is lost for good; it is not what a user sends."""

Tell = Callable[[str], None]
"""Tells a sentence to the user."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """A Prefect server that answers."""

    api: str
    stop_soon: Callable[[float], None] | None = None
    """Ends the server within so many seconds, from any thread; None: it was not started here."""

    @property
    def ours(self) -> bool:
        """Whether it was started here: then no run of a process that lives can be under way on it."""
        return self.stop_soon is not None


@contextmanager
def server_for_serve(root: Path, port: int, tell: Tell) -> Iterator[Reachable]:
    """Give the server that the environment names, or start one with its UI on the port.

    One that was started here is stopped at the end, started again when it dies, and ends with this process even where
    that is killed. Its data and its log lie in ``.prefect`` under ``root``.

    Raises:
        ServerError: the configured server does not answer.
        ConfigError: something else has the port, or the server does not come up, or dies again and again.
    """
    if url := environment.configured_api():
        await_answer(url, tell)
        yield Reachable(url)
        return
    url = f"http://{_HOST}:{port}/api"
    _await_free(url, port, tell)
    with _started(_Server(url, port, root / ".prefect" / "server.log", tell)) as reachable:
        yield reachable


@contextmanager
def temporary_server(root: Path, tell: Tell) -> Iterator[Reachable]:
    """Start a server without a UI for the runs of this process, on a port that is free.

    Its data and its log lie in ``.prefect`` under ``root``, as those of `server_for_serve`.

    Raises:
        ConfigError: the server does not come up, or dies again and again.
    """
    with socket() as free:
        free.bind((_HOST, 0))
        port = int(free.getsockname()[1])
    url = f"http://{_HOST}:{port}/api"
    with _started(_Server(url, port, root / ".prefect" / "server.log", tell, temporary=True)) as reachable:
        yield reachable


@contextmanager
def _started(server: "_Server") -> Iterator[Reachable]:
    signal.signal(_FAILED, _interrupt)
    try:
        server.wait_until_up()
        Thread(target=server.keep_up, name="server watch", daemon=True).start()
        yield Reachable(server.url, server.stop)
    except KeyboardInterrupt:
        if server.failure:
            raise server.failure from None
        raise
    finally:
        server.stop(STOP_S)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def await_answer(url: str, tell: Tell) -> None:
    """Return when the API at ``url`` answers; say what is waited for, and for how long.

    Raises:
        ServerError: it does not answer within `ANSWER_S`, or nothing listens there.
    """
    if answers(url):
        return
    remedy = "start that server, or unset PREFECT_API_URL to let dateline start one"
    tell(f"Waiting for the Prefect API at {url} (PREFECT_API_URL), for up to {ANSWER_S:.0f} s ...")
    try:
        requests.get(f"{url}/health", timeout=ANSWER_S).raise_for_status()
    except requests.Timeout as error:
        raise ServerError(f"the Prefect API at {url} does not answer: {remedy}") from error
    except requests.HTTPError as error:
        status = error.response.status_code
        raise ServerError(f"what answers at {url} is no healthy Prefect API (HTTP {status}): {remedy}") from error
    except (requests.RequestException, ValueError) as error:
        raise ServerError(f"the Prefect API at {url} cannot be reached: {remedy}") from error


def answers(url: str) -> bool:
    """Return whether a Prefect API answers at ``url`` within two seconds."""
    try:
        return requests.get(f"{url}/health", timeout=2).text.strip() == "true"
    except (requests.RequestException, ValueError):
        return False


def _await_free(url: str, port: int, tell: Tell) -> None:
    """Wait until the server of a ``serve`` that was killed has left the port."""
    deadline = time.monotonic() + LEAVE_S
    told = False
    while answers(url):
        if not told:
            tell(f"Waiting for another Prefect server to leave port {port}, for up to {LEAVE_S:.0f} s ...")
            told = True
        if time.monotonic() > deadline:
            remedy = f"choose another with --port, or set PREFECT_API_URL={url} to use that server"
            raise ConfigError(f"another Prefect server has port {port}: {remedy}")
        time.sleep(0.5)


class _Server:
    """The child process, which is started with this."""

    def __init__(self, url: str, port: int, log: Path, tell: Tell, *, temporary: bool = False) -> None:
        self.url = url
        self._port, self._log, self._tell, self._temporary = port, log, tell, temporary
        self._stopping = Event()
        self.failure: ConfigError | None = None
        self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        program = "dateline.flows.serving.server_process"
        command = [sys.executable, "-m", program, "--host", _HOST, "--port", str(self._port)]
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            output = self._log.open("ab")
        except OSError as error:
            raise ConfigError(f"{self._log} could not be written: {error.strerror}") from error
        with output:
            return subprocess.Popen(  # noqa: S603 - the command is fixed but for a number
                command,
                env=environment.server_environment(self.url, temporary=self._temporary),
                stdout=output,
                stderr=output,
                stdin=subprocess.PIPE,  # never written to: see `dateline.flows.serving.server_process`
                start_new_session=True,
            )

    def keep_up(self) -> None:
        """Start the server again whenever it dies; where that is no use, interrupt the main thread."""
        starts = 0
        while True:
            began = time.monotonic()
            self._process.wait()
            if self._stopping.is_set():
                return
            starts = 1 if time.monotonic() - began > _LIVED_S else starts + 1
            if starts > _STARTS_IN_A_ROW:
                self._give_up(ConfigError(f"the Prefect server dies again and again: see {self._log}"))
                return
            self._tell("The Prefect server has died; starting it again ...")
            self._process = self._started()
            try:
                self.wait_until_up()
            except ConfigError as error:
                self._give_up(error)
                return

    def _give_up(self, failure: ConfigError) -> None:
        self.failure = failure
        _thread.interrupt_main(_FAILED)

    def stop(self, within_s: float) -> None:
        """Let the server end; one that has not ended in time is killed."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait_until_up(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if answers(self.url):
                return
            try:
                self._process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            if self._stopping.is_set():
                return
            taken = f"is port {self._port} taken? try --port"
            raise ConfigError(f"no Prefect server could be started ({taken}): see {self._log}")
        raise ConfigError(f"the Prefect server did not come up within {START_S:.0f} s: see {self._log}")
