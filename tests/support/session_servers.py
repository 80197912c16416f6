"""Servers that a session shares, in processes of their own: SeaweedFS and PostgreSQL.

``python -m tests.support.session_servers NAME FILE`` runs one, writes its address into the file, and stops it when
standard input closes at the end of the session.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.support import postgresql_server, storage_servers
from tests.support.paths import PACKAGE, ROOT
from tests.support.shared import Shared

_START_S = 120.0


def _postgresql() -> AbstractContextManager[str]:
    programs = postgresql_server.programs()
    assert programs
    return postgresql_server.running(programs)


_SERVERS: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "seaweedfs": storage_servers.seaweedfs,
    "postgresql": _postgresql,
}


def address_of(name: str, shared: Shared) -> str:
    """Return the address of the session's server of that name, which the first caller starts."""
    return shared.once(name, lambda: _start(name, shared))


def _start(name: str, shared: Shared) -> str:
    told = shared.folder / f"{name}.address"
    command = [sys.executable, "-m", "tests.support.session_servers", name, str(told)]
    process = shared.start(name, command, os.environ | {"PYTHONPATH": f"{PACKAGE}{os.pathsep}{ROOT}"})
    deadline = time.monotonic() + _START_S
    while not told.exists():
        assert process.poll() is None, shared.log(name).read_text()
        assert time.monotonic() < deadline, f"no {name} within {_START_S:.0f} s: {shared.log(name).read_text()}"
        time.sleep(0.05)
    return told.read_text()


def main(name: str, file: str) -> None:
    """Run the server until standard input closes."""
    with _SERVERS[name]() as address:
        Path(f"{file}.new").write_text(address)
        Path(f"{file}.new").rename(file)  # it is there when it is whole
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
