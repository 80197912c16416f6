"""Prefect servers for tests: one that a session shares, and a prepared database for the others.

Two thirds of a server's start are spent on creating its database.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from dateline.flows.runtime import environment
from dateline.flows.serving.server import answers
from tests.support.paths import PACKAGE, ROOT
from tests.support.ports import free_port
from tests.support.shared import Shared, locked

START_S = 300.0
_NAME = "prefect.db"
_READY = ROOT / ".pytest_cache" / "prefect" / f"{version('prefect')}.sqlite"
"""The database of a server of this version that has seen nothing yet; kept between sessions."""
_MAKE = """
import asyncio
from prefect.server.database import provide_database_interface
asyncio.run(provide_database_interface().create_db())
"""


def give_database(project: Path) -> None:
    """Prepare the database of the server that dateline starts in a project."""
    home = project / ".prefect"
    if not (home / _NAME).exists():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(_ready(), home / _NAME)


def shared_server(shared: Shared) -> str:
    """Return the API of the session's server once it answers. It has no UI, and has the runs of all tests."""
    return shared.once("prefect-server", lambda: started(shared, "prefect-server", shared.folder))


def started(shared: Shared, name: str, folder: Path) -> str:
    """Start a server without a UI, with its database in the folder, and return its API once it answers."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    give_database(folder)
    command = [
        sys.executable,
        "-m",
        "dateline.flows.serving.server_process",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    own = {
        "PYTHONPATH": str(PACKAGE),
        "PREFECT_HOME": str(folder / ".prefect"),
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
    }
    process = shared.start(name, command, environment.server_environment(url, temporary=True) | own)
    deadline = time.monotonic() + START_S
    while not answers(url):
        log = shared.log(name)
        assert process.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < deadline, (
            f"no Prefect server within {START_S:.0f} s: {log.read_text(errors='replace')}"
        )
        time.sleep(0.2)
    return url


def _ready() -> Path:
    """Return the prepared database, created by the first caller."""
    _READY.parent.mkdir(parents=True, exist_ok=True)
    with locked(_READY.with_suffix(".lock")):
        if not _READY.exists():
            _make()
    return _READY


def _make() -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-prefect-") as home:
        env = os.environ | environment.DEFAULTS | {"PREFECT_HOME": home}
        subprocess.run([sys.executable, "-c", _MAKE], env=env, check=True, capture_output=True)
        made = _READY.with_suffix(".new")
        made.unlink(missing_ok=True)
        connection = sqlite3.connect(Path(home, _NAME))
        connection.execute("VACUUM INTO ?", [str(made)])  # one file, without the write-ahead log beside it
        connection.close()
        made.rename(_READY)
