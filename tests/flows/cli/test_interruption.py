"""Ctrl-C in a real terminal and SIGTERM to a process group end a command at once, with a message."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket
from subprocess import PIPE
from threading import Thread

import pytest

from tests.support.command import Project
from tests.support.command_environment import command_environment
from tests.support.prefect_servers import give_database

AT_ONCE_S = 120
"""Three seconds on an idle machine; the site would be waited for ten minutes."""
PATIENT = "read_timeout_s = 600\ntotal_timeout_s = 600\n"


@pytest.fixture
def silent_site() -> Iterator[socket]:
    """A site that accepts connections and never answers."""
    with socket() as site:
        site.bind(("127.0.0.1", 0))
        site.listen()
        site.settimeout(200)
        yield site


def begin(folder: Path, *, terminal: int, api: str | None = None) -> "subprocess.Popen[bytes]":
    """Start `dateline ingest` as session leader on the terminal; without ``api``, it starts a server."""
    own = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder / ".prefect")} if api else {}
    env = command_environment(folder, own_prefect=True, TERM="xterm", **own)
    command = (
        "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        "import runpy; sys.argv = ['dateline', 'ingest', 'sample']; "
        "runpy.run_module('dateline', run_name='__main__')"
    )
    return subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=folder,
        env=env,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )


def read_until_closed(terminal: int, said: bytearray) -> None:
    with suppress(OSError):  # EIO: nobody has the other end any more
        while piece := os.read(terminal, 65_536):
            said += piece


@pytest.mark.parametrize("how", ["ctrl-c", "group"])
def test_an_interrupted_ingest_ends_with_a_sentence(
    request: pytest.FixtureRequest, project: Project, silent_site: socket, how: str
) -> None:
    """Interrupted while fetching, it exits with 130 before the site's timeout, with one message and no report.

    Ctrl-C is tested with a Prefect server of its own, SIGTERM with a shared one.
    """
    api = request.getfixturevalue("prefect_server") if how == "group" else None
    host = f"127.0.0.1:{silent_site.getsockname()[1]}"
    folder = project(
        f'[source]\nname = "sample"\nurls = ["http://{host}/1"]\n[source.fetch]\nprivate_hosts = ["{host}"]\n{PATIENT}'
    )
    if not api:
        give_database(folder)
    ours, theirs = pty.openpty()
    shown = bytearray()
    reading = Thread(target=read_until_closed, args=(ours, shown))
    with begin(folder, terminal=theirs, api=api) as process:
        os.close(theirs)
        reading.start()
        connection, _ = silent_site.accept()
        with connection:
            began = time.monotonic()
            if how == "ctrl-c":
                os.write(ours, b"\x03")
            else:
                os.killpg(process.pid, signal.SIGTERM)
            code = process.wait(300)
            took_s = time.monotonic() - began
    reading.join(60)
    said = shown.decode(errors="replace")
    os.close(ours)
    assert code == 130, said
    assert said.count("Interrupted. Everything archived so far is kept") == 1
    assert "report" not in said
    assert "Traceback" not in said
    assert took_s < AT_ONCE_S


@pytest.mark.parametrize(
    ("within_s", "sent", "code"), [(0.0, None, 3), (600.0, signal.SIGTERM, 130), (600.0, signal.SIGHUP, 130)]
)
def test_an_exit_that_takes_too_long_is_cut_short(within_s: float, sent: signal.Signals | None, code: int) -> None:
    """Prefect may hold up the interpreter's exit for minutes. Time and signals end it, without a traceback."""
    program = (
        "import signal, threading\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup, if it runs the tests, has them ignore it\n"
        "from dateline.flows.cli.interruption import end_within, ending_on_signals\n"
        "with ending_on_signals(): pass\n"
        f"end_within({within_s}, 3)\n"
        "print('exiting', flush=True)\n"
        "threading.Event().wait()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        if sent:
            process.send_signal(sent)
        try:
            _, told = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == code
    assert "Traceback" not in told


_SLOW_TO_LOAD = """
import importlib.abc, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background of a shell
class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "dateline.flows.cli":
            print("loading", flush=True)
            time.sleep(300)
sys.meta_path.insert(0, Slow())
"""


def test_ctrl_c_while_the_command_loads_shows_no_traceback(tmp_path: Path) -> None:
    """Loading takes a moment on a slow machine; Python itself would show where in the imports it was."""
    (tmp_path / "sitecustomize.py").write_text(_SLOW_TO_LOAD)
    env = command_environment(tmp_path)
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    command = [sys.executable, "-m", "dateline", "--version"]
    with subprocess.Popen(command, env=env, stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "loading\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(AT_ONCE_S) == -signal.SIGINT
        assert process.stderr.read() == ""
