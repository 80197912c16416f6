"""A Prefect server of the project's own, as a child process."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from flows import prefect_env
from tasks.core.errors import ConfigError

START_S = 180.0
"""A first start makes the database, which takes half a minute on a small machine."""
STOP_S = 15.0
_HOST = "127.0.0.1"


@contextmanager
def reachable_server(root: Path, port: int) -> Iterator[str]:
    """Give the API of the server that the environment names, or that answers on the port, or that is started there.

    One that was started here is stopped at the end. Its data and its log lie in ``.prefect`` under ``root``.
    `ConfigError` where something else has the port, or the server does not come up.
    """
    if url := prefect_env.configured_api():
        yield url
        return
    url = f"http://{_HOST}:{port}/api"
    if _answers(url):
        yield url
        return
    log = root / ".prefect" / "server.log"
    log.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", _HOST, "--port", str(port)]
    with log.open("ab") as output:
        # In a session of its own: Ctrl-C in the terminal is for us, and the server outlives the runs under way.
        server = subprocess.Popen(  # noqa: S603 - the command is fixed but for a number
            command,
            env=prefect_env.server_environment(url),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _wait_for(server, url, port, log)
        yield url
    finally:
        _stop(server)


def _wait_for(server: "subprocess.Popen[bytes]", url: str, port: int, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if _answers(url):
            return
        try:
            server.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
        raise ConfigError(f"no Prefect server could be started on port {port} (is it taken? try --port): see {log}")
    raise ConfigError(f"the Prefect server did not come up within {START_S:.0f} s: see {log}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=2).text.strip() == "true"
    except requests.RequestException:
        return False
