"""Processes that have already loaded what `dateline` loads, and become one of its commands at once.

A command spends a second of processor time or more on imports, always the same. So the first test that runs one starts
``python -m tests.support.ready ADDRESS MODULE ...``, which loads the modules and waits at the socket. For each order it
forks. The new process has its own arguments, folder, environment, output and exit code, and runs `dateline` as
``python -m dateline`` does.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.paths import PACKAGE, ROOT
from tests.support.shared import Shared

ANY = (
    *("dateline.flows.cli", "dateline.tasks.adapters.ledger.sql", "dateline.tasks.core.cleaning"),
    *("dateline.tasks.sources", "dateline.tasks.monitoring", "requests", "lxml.html", "rich.console"),
)
"""For every command; without Prefect, which takes its settings from the environment when it is loaded."""
OF_SHARED_SERVER = (
    *(*ANY, "dateline.flows.cli.run_report", "dateline.flows.audit", "dateline.flows.backfill"),
    *("dateline.flows.compact", "dateline.flows.ingest", "dateline.flows.prune", "dateline.flows.reprocess"),
)
"""For commands whose flows report to the server of the session."""
_START_S, _END_S = 120.0, 300.0


def run(
    shared: Shared, args: Sequence[str], folder: Path, env: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run `dateline` in the folder, with this environment and no other; return its exit code and what it printed.

    Raises:
        subprocess.TimeoutExpired: it does not end within five minutes, and was killed.
    """
    api = env.get("PREFECT_API_URL")
    name = "ready-of-server" if api and api == shared.told("prefect-server") else "ready"
    address = shared.once(name, lambda: _start(shared, name, env))
    with TemporaryDirectory(prefix="dateline-command-") as output:
        order = {"args": [*args], "folder": str(folder), "env": {**env}, "output": output}
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_END_S)
            connection.connect(address)
            answers = connection.makefile("rw")
            answers.write(f"{json.dumps(order)}\n")
            answers.flush()
            pid = int(answers.readline())
            try:
                code = int(answers.readline())
            except TimeoutError as error:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(["dateline", *args], _END_S) from error
        out, err = (Path(output, name).read_text(encoding="utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(["dateline", *args], code, out, err)


def _start(shared: Shared, name: str, env: Mapping[str, str]) -> str:
    address = str(shared.folder / f"{name}.socket")
    modules = OF_SHARED_SERVER if name == "ready-of-server" else ANY
    own = {key: value for key, value in env.items() if not key.startswith("DATELINE_")}
    command = [sys.executable, "-m", "tests.support.ready", address, *modules]
    process = shared.start(name, command, own | {"PYTHONPATH": f"{PACKAGE}{os.pathsep}{ROOT}"})
    deadline = time.monotonic() + _START_S
    while not Path(address).exists():
        assert process.poll() is None, shared.log(name).read_text()
        assert time.monotonic() < deadline, "nothing got ready"
        time.sleep(0.05)
    return address


def _wait(address: str) -> dict[str, Any]:
    """Fork for each order and return it in the new process; end the old process with standard input."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{address}.new")
        listener.listen(16)
        Path(f"{address}.new").rename(address)  # it is there when it can be connected to
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if listener not in ready:
                os._exit(0)
            connection, _ = listener.accept()
            if os.fork() == 0:
                break
            connection.close()
    return _take(connection)


def _take(connection: socket.socket) -> dict[str, Any]:
    """Return the order in a new process, while this one reports its process id and exit code, and ends."""
    with connection, connection.makefile("rw") as answers:
        order: dict[str, Any] = json.loads(answers.readline())
        pid = os.fork()
        if pid == 0:
            return order
        answers.write(f"{pid}\n")
        answers.flush()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        with suppress(OSError):  # nobody waits for it any more
            answers.write(f"{code}\n")
            answers.flush()
    os._exit(0)


def _become(order: dict[str, Any]) -> None:
    """Run `dateline` as ordered, to the end of the process."""
    for number, name in ((0, os.devnull), (1, f"{order['output']}/out"), (2, f"{order['output']}/err")):
        file = os.open(name, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.chdir(order["folder"])
    as_loaded = _of_prefect(os.environ)
    os.environ.clear()
    os.environ.update(order["env"])
    if "prefect" in sys.modules and _of_prefect(os.environ) != as_loaded:
        os.execv(sys.executable, [sys.executable, "-m", "dateline", *order["args"]])  # noqa: S606 - no shell is needed
    sys.path[:] = [order["folder"], *(path for path in sys.path[1:] if path != str(ROOT))]
    sys.argv = ["dateline", *order["args"]]
    runpy.run_module("dateline", run_name="__main__", alter_sys=True)


def _of_prefect(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith("PREFECT_")}


def main(address: str, *modules: str) -> None:
    """Load the modules, and become the command that is ordered at the address."""
    for module in modules:
        importlib.import_module(module)
    assert threading.active_count() == 1, "a thread would be missing in what is forked"
    gc.freeze()
    _become(_wait(address))


if __name__ == "__main__":
    main(*sys.argv[1:])
