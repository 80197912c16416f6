"""Runs a Prefect server for the project, as a child process that is restarted when it dies.

The server runs in its own session, so that Ctrl-C in a terminal does not stop it before the runs that report to it.
It ends with the process that started it (`dateline.flows.serving.server_process`).
"""

import _thread
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from threading import Event, Lock, Thread

from dateline.flows.runtime import environment
from dateline.flows.runtime.server_watch import Silence
from dateline.tasks.core.errors import ConfigError, DatelineError, ServerDiskError, ServerError
from dateline.tasks.core.web.urls import without_login
from dateline.tasks.whole_file import not_written

START_S = 180.0
"""How many seconds a start may take. The first one creates the database: half a minute on a small machine."""
STOP_S = 15.0
ANSWER_S = 30.0
"""How many seconds a configured server has to answer the first request."""
LEAVE_S = 20.0
"""How many seconds the server of a killed ``serve`` has to release its port."""
SILENT_S = 45.0
"""After how many seconds without an answer a server that was started here is killed and restarted."""
_STARTS_IN_A_ROW = 3
"""How many times a dying server is started before giving up. The count restarts after `_LIVED_S` seconds alive."""
_LIVED_S = 600.0
PROGRAM = "dateline.flows.serving.server_process"
_HOST = "127.0.0.1"
_FAILED = signal.SIGUSR1
"""Interrupts the main thread when the server is lost for good. Users do not send this signal."""

Tell = Callable[[str], None]
"""Shows a sentence to the user."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """A Prefect server that answers."""

    api: str
    stop_soon: Callable[[float], None] | None = None
    """Stops the server within the given number of seconds, from any thread. None if it was not started here."""

    @property
    def ours(self) -> bool:
        """Whether this process started it. If so, no other living process can have a run in progress on it."""
        return self.stop_soon is not None


@contextmanager
def server_for_serve(root: Path, port: int, tell: Tell) -> Iterator[Reachable]:
    """Yield the server that the environment names, or start one that serves its UI on ``port``.

    A server started here is restarted when it dies, stopped at the end of the block, and ends with this process even
    if that is killed. Its data and log are in ``.prefect`` under ``root``.

    Raises:
        ServerError: the configured server does not answer, or the one started here keeps dying.
        ConfigError: another program uses the port, or the server does not start.
        ServerDiskError: it does not start or keeps dying, and its disk is full.
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
    """Start a server without a UI for the runs of this process, on a free port.

    Its data and log are in ``.prefect`` under ``root``, like those of `server_for_serve`.

    Raises:
        ConfigError: the server does not start.
        ServerError: it keeps dying.
        ServerDiskError: either of these, and its disk is full.
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


def await_answer(url: str, tell: Tell, *, required: bool = False) -> None:
    """Wait until the API at ``url`` answers, and tell the user about the wait.

    ``required``: without a configured server there is nothing to do, so the user is not told to unset it.

    Raises:
        ServerError: it does not answer within `ANSWER_S`, or nothing listens at that address.
        ConfigError: it is not the URL of an API.
    """
    import requests  # noqa: PLC0415 - slow to import, and every command imports this module

    shown = without_login(url)
    if not url.startswith(("http://", "https://")):
        raise ConfigError(f"PREFECT_API_URL is {shown}, which is no URL: write one such as http://127.0.0.1:4200/api")
    if answers(url):
        return
    otherwise = "correct PREFECT_API_URL" if required else "unset PREFECT_API_URL to let dateline start one"
    remedy = f"start that server, or {otherwise}"
    tell(f"Waiting for the Prefect API at {shown} (PREFECT_API_URL) ...")
    try:
        requests.get(f"{url}/health", timeout=ANSWER_S).raise_for_status()
    except requests.Timeout as error:
        raise ServerError(f"the Prefect API at {shown} does not answer: {remedy}") from error
    except requests.HTTPError as error:
        status = error.response.status_code
        hint = "" if url.rstrip("/").endswith("/api") else "the URL of an API ends in /api; "
        raise ServerError(f"no healthy Prefect API answers at {shown} (HTTP {status}): {hint}{remedy}") from error
    except (requests.RequestException, ValueError) as error:
        raise ServerError(f"the Prefect API at {shown} cannot be reached: {remedy}") from error


def answers(url: str) -> bool:
    """Return whether a Prefect API answers at ``url`` within two seconds."""
    import requests  # noqa: PLC0415 - as above

    try:
        return requests.get(f"{url}/health", timeout=2).text.strip() == "true"
    except (requests.RequestException, ValueError):
        return False


def _await_free(url: str, port: int, tell: Tell) -> None:
    """Wait until the server of a killed ``serve`` has released the port.

    Raises:
        ConfigError: a server still answers there after `LEAVE_S` seconds.
    """
    deadline = time.monotonic() + LEAVE_S
    told = False
    while answers(url):
        if not told:
            tell(f"Waiting for another Prefect server to release port {port}, for up to {LEAVE_S:.0f} s ...")
            told = True
        if time.monotonic() > deadline:
            remedy = f"choose another with --port, or set PREFECT_API_URL={url} to use that server"
            raise ConfigError(f"another Prefect server uses port {port}: {remedy}")
        time.sleep(0.5)


def _full_disk(log: Path) -> ServerDiskError | None:
    from dateline.flows.serving.server_disk import full_disk  # noqa: PLC0415 - only after an error

    return full_disk(log.parent)


class _Server:
    """The server's child process. Creating the object starts it."""

    def __init__(self, url: str, port: int, log: Path, tell: Tell, *, temporary: bool = False) -> None:
        self.url = url
        self._port, self._log, self._tell, self._temporary = port, log, tell, temporary
        self._stopping, self._replacing = Event(), Lock()
        self.failure: DatelineError | None = None
        self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", PROGRAM, "--host", _HOST, "--port", str(self._port)]
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            output = self._log.open("ab")
        except OSError as error:
            raise _full_disk(self._log) or not_written(self._log, error) from error
        with output:
            return subprocess.Popen(  # noqa: S603 - only a number in the command varies
                command,
                env=environment.server_environment(self.url, temporary=self._temporary),
                stdout=output,
                stderr=output,
                stdin=subprocess.PIPE,  # never written to: see `dateline.flows.serving.server_process`
                start_new_session=True,
            )

    def keep_up(self) -> None:
        """Restart the server whenever it dies or is silent. If it keeps dying, interrupt the main thread."""
        starts = 0
        while True:
            began = time.monotonic()
            self._wait_for_end()
            if self._stopping.is_set():
                return
            starts = 1 if time.monotonic() - began > _LIVED_S else starts + 1
            if starts > _STARTS_IN_A_ROW:
                problem = f"the Prefect server keeps dying: see {self._log}"
                self._give_up(_full_disk(self._log) or ServerError(problem))
                return
            self._tell("The Prefect server died; restarting it ...")
            with self._replacing:
                if self._stopping.is_set():
                    return
                self._process.communicate()
                self._process = self._started()
            try:
                self.wait_until_up()
            except (ConfigError, ServerDiskError) as error:
                self._give_up(error)
                return

    def _wait_for_end(self) -> None:
        """Wait until the server's process has ended. Kill it if it does not answer for `SILENT_S`."""
        silence = Silence(self.url, answered=True)
        while self._process.poll() is None:
            silence.ask(self._wait)
            if silence.seconds > SILENT_S and not self._stopping.is_set():
                self._tell(f"The Prefect server has not answered for {silence.seconds:.0f} s")
                self._process.kill()
                self._process.wait()

    def _wait(self, seconds: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def _give_up(self, failure: DatelineError) -> None:
        self.failure = failure
        _thread.interrupt_main(_FAILED)

    def stop(self, within_s: float) -> None:
        """Stop the server, and kill it if it has not ended in time."""
        self._stopping.set()
        with self._replacing:
            process = self._process
        process.terminate()
        try:
            process.wait(timeout=within_s)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()

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
            taken = "" if self._temporary else f" (is port {self._port} taken? try --port)"
            problem = f"no Prefect server could be started{taken}: see {self._log}"
            raise _full_disk(self._log) or ConfigError(problem)
        problem = f"the Prefect server did not start within {START_S:.0f} s: see {self._log}"
        raise _full_disk(self._log) or ConfigError(problem)
