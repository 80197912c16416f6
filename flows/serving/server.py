"""A Prefect server of the project's own, as a child process that is started again when it dies."""

import _thread
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import requests

from dateline.flows.runtime import environment
from dateline.tasks.core.errors import ConfigError

START_S = 180.0
"""A first start makes the database, which takes half a minute on a small machine."""
STOP_S = 15.0
_STARTS_IN_A_ROW = 3
"""How many times a server that dies is started before that is given up; one that lived for `_LIVED_S` counts anew."""
_LIVED_S = 600.0
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reachable:
    """A Prefect server that answers."""

    api: str
    ours: bool
    """Whether it was started here: then no run of a process that lives can be under way on it."""


@contextmanager
def reachable_server(root: Path, port: int, tell: Callable[[str], None]) -> Iterator[Reachable]:
    """Give the server that the environment names, or that answers on the port, or that is started there.

    One that was started here is stopped at the end, started again when it dies, and ends with this process even where
    that is killed. Its data and its log lie in ``.prefect`` under ``root``. ``tell`` is
    called with a sentence when it is started again.

    Raises:
        ConfigError: something else has the port, or the server does not come up, or dies again and again.
    """
    if url := environment.configured_api():
        yield Reachable(url, ours=False)
        return
    url = f"http://{_HOST}:{port}/api"
    if _answers(url):
        yield Reachable(url, ours=False)
        return
    server = _Server(url, port, root / ".prefect" / "server.log", tell)
    try:
        server.wait_until_up()
        Thread(target=server.keep_up, name="server watch", daemon=True).start()
        yield Reachable(url, ours=True)
    except KeyboardInterrupt:
        if server.failure:
            raise server.failure from None
        raise
    finally:
        server.stop()


class _Server:
    """The child process, which is started with this."""

    def __init__(self, url: str, port: int, log: Path, tell: Callable[[str], None]) -> None:
        self._url, self._port, self._log, self._tell = url, port, log, tell
        self._stopping = Event()
        self.failure: ConfigError | None = None
        self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._log.parent.mkdir(exist_ok=True)
        program = "dateline.flows.serving.server_process"
        command = [sys.executable, "-m", program, "--host", _HOST, "--port", str(self._port)]
        with self._log.open("ab") as output:
            # In a session of its own: Ctrl-C in the terminal is for us, and the server outlives the runs under way.
            return subprocess.Popen(  # noqa: S603 - the command is fixed but for a number
                command,
                env=environment.server_environment(self._url),
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
        _thread.interrupt_main()

    def stop(self) -> None:
        """Let the server end; one that does not is killed."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait_until_up(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if _answers(self._url):
                return
            try:
                self._process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            taken = f"is port {self._port} taken? try --port"
            raise ConfigError(f"no Prefect server could be started ({taken}): see {self._log}")
        raise ConfigError(f"the Prefect server did not come up within {START_S:.0f} s: see {self._log}")


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=2).text.strip() == "true"
    except requests.RequestException:
        return False
