"""One ``dateline serve`` a project: a lock that ends with its process, and what is known of who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Model

_TRIES = 5
_BETWEEN_S = 0.1


class Serving(Model):
    """What the lock file tells of the last ``serve`` of a project."""

    pid: int
    api: str | None = None
    """Where its Prefect server answers."""
    stopped_at: datetime | None = None
    """When it was stopped as a user stops it; None: it runs, or was killed."""


class Lock:
    """The lock of a project, held by this process."""

    def __init__(self, file: IO[str], before: Serving | None) -> None:
        self._file = file
        self.before = before
        """The last ``serve`` before this one, if there was one."""
        self._now = Serving(pid=os.getpid())

    def tell(self, api: str) -> None:
        """Write down where the server answers."""
        self._now = self._now.model_copy(update={"api": api})
        self._write()

    def stopped(self) -> None:
        """Write down that this process is being stopped by its user."""
        self._now = self._now.model_copy(update={"stopped_at": datetime.now(UTC)})
        self._write()

    def _write(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(self._now.model_dump_json())
        self._file.flush()


@contextmanager
def only_serve(root: Path) -> Iterator[Lock]:
    """Hold the project's lock; the system gives it back when this process ends, however it ends.

    Raises:
        ConfigError: another ``serve`` of the project is running, or the lock file cannot be written.
    """
    path = _path(root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path} could not be written: {error.strerror}") from error
    with file:
        before = _read(file)
        if not _locked(file):
            process = f" (process {before.pid})" if before else ""
            raise ConfigError(f"`dateline serve` is already running for {root}{process}: stop it first")
        yield Lock(file, before)


def _locked(file: IO[str]) -> bool:
    """Return whether the lock could be had; `running_api` of another process holds it for a moment."""
    for _ in range(_TRIES):
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(_BETWEEN_S)
    return False


def running_api(root: Path) -> str | None:
    """Return the address of the API of the ``serve`` that is running for the project, if one is."""
    with suppress(OSError), _path(root).open("r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            serving = _read(file)
            return serving.api if serving else None
    return None


def _path(root: Path) -> Path:
    return root / ".prefect" / "serve.lock"


def _read(file: IO[str]) -> Serving | None:
    file.seek(0)
    with suppress(ValueError):
        return Serving.model_validate_json(file.read())
    return None
