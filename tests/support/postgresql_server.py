"""Runs a PostgreSQL server for the ledger tests."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path

_START_TIMEOUT_S = "30"


def programs() -> Path | None:
    """Return the folder with the programs of the newest PostgreSQL: on the path, or where Debian keeps it. Or None."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def unprivileged_user() -> str | None:
    """Return the user that runs PostgreSQL, which refuses to run as root, or None for the current user."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in users)


@contextlib.contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """Run a server that listens only on a socket in a folder of its own, and yield the URL of its first database."""
    user = unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="dateline-pg-") as folder:
        if user:
            shutil.chown(folder, user)

        run = partial(_run, bin_folder, folder, user)
        run("initdb", "-D", "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
        run("pg_ctl", "-D", "data", "-w", "-t", _START_TIMEOUT_S, "-l", "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", "data", "-m", "immediate", "stop")


def new_database(server: str) -> str:
    """Create a database on the server at that URL; return its URL."""
    name = f"ledger_{uuid.uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def cut_connections(server: str) -> None:
    """Cut all connections to the server's databases."""
    _execute(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'ledger%'")


def restart(bin_folder: Path, server: str) -> None:
    """Restart the server at once: its transactions are lost, and it recovers from its log."""
    folder = server.partition("?host=")[2]
    arguments = ("-D", "data", "-w", "-t", _START_TIMEOUT_S, "-l", "log", "-m", "immediate", "restart")
    _run(bin_folder, folder, unprivileged_user(), "pg_ctl", *arguments)


def _execute(server: str, statement: str) -> None:
    from sqlalchemy import create_engine, text  # noqa: PLC0415 - slow to load

    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _run(bin_folder: Path, folder: str, user: str | None, program: str, *arguments: str) -> None:
    command = [str(bin_folder / program), *arguments]
    subprocess.run(command, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)
