"""What the processes of a test session share: the first to need a server starts it, and it ends with the session."""

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

_VARIABLE = "TESTS_SHARED"
"""Names the folder in the environment, so that processes of pytest-xdist know it, too."""
_END_S = 30.0


@dataclass(frozen=True)
class Shared:
    """A folder of the session, known to each of its processes."""

    folder: Path

    @classmethod
    def of_session(cls) -> Self:
        """Return what the session of this process shares."""
        return cls(Path(os.environ[_VARIABLE]))

    def once(self, name: str, start: Callable[[], str]) -> str:
        """Return what `start` returns. It is called once per session, by the first process."""
        told = self.folder / name
        with locked(self.folder / f"{name}.lock"):
            if not told.exists():
                told.write_text(start())
            return told.read_text()

    def told(self, name: str) -> str | None:
        """Return what `once` returned for that name, if it was called."""
        file = self.folder / name
        return file.read_text() if file.exists() else None

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        """Start a program that ends when its standard input closes, however the session ends."""
        with (self.folder / "session").open("rb") as session, self.log(name).open("ab") as log:
            process = subprocess.Popen(command, stdin=session, stdout=log, stderr=log, env=env, start_new_session=True)
        (self.folder / f"{name}.pid").write_text(str(process.pid))
        _STARTED.append(process)
        return process

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


_STARTED: list["subprocess.Popen[bytes]"] = []
"""Kept, for a process that is forgotten while it runs is a warning, and they outlive the process that started them."""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock that one process has at a time; it is released if that process dies."""
    with file.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def session() -> Iterator[None]:
    """Begin a session; all that it started ends with the block, or with this process."""
    with tempfile.TemporaryDirectory(prefix="dateline-tests-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.mkfifo(folder / "session")
        held = os.open(folder / "session", os.O_RDWR)  # nobody writes: whoever reads it waits for its end
        try:
            os.environ[_VARIABLE] = name
            yield
        finally:
            del os.environ[_VARIABLE]
            os.close(held)
            pids = [int(file.read_text()) for file in folder.glob("*.pid")]
            psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], timeout=_END_S)
