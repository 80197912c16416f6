"""Allows one ``dateline serve`` per project: a file lock that ends with its process and names its holder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.value_types import Model
from dateline.tasks.whole_file import not_written

_TRIES = 5
_BETWEEN_S = 0.1


class Serving(Model):
    """The content of the lock file: the last ``serve`` of a project."""

    pid: int
    api: str | None = None
    """The URL of its Prefect API."""
    stopped_at: datetime | None = None
    """When its user stopped it. None if it is running or was killed."""


class Lock:
    """The lock of a project, while this process holds it."""

    def __init__(self, file: IO[str], before: Serving | None) -> None:
        self._file = file
        self.before = before
        """The previous ``serve`` of the project, if there was one."""
        self._now = Serving(pid=os.getpid())

    def tell(self, api: str) -> None:
        """Record the URL of the server's API."""
        self._now = self._now.model_copy(update={"api": api})
        self._write()

    def stopped(self) -> None:
        """Record that the user is stopping this process."""
        self._now = self._now.model_copy(update={"stopped_at": datetime.now(UTC)})
        self._write()

    def _write(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(self._now.model_dump_json())
        self._file.flush()


@contextmanager
def only_serve(root: Path) -> Iterator[Lock]:
    """Hold the project's lock. The operating system releases it when this process ends, however it ends.

    Raises:
        ConfigError: another ``serve`` of the project is running, or the lock file cannot be written.
    """
    path = _path(root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise not_written(path, error) from error
    with file:
        before = _read(file)
        if not _locked(file):
            process = f" (process {before.pid})" if before else ""
            raise ConfigError(f"`dateline serve` is already running for {root}{process}: stop it first")
        yield Lock(file, before)


def _locked(file: IO[str]) -> bool:
    """Return whether the lock was acquired. Retries, because another process's `running_api` holds it briefly."""
    for _ in range(_TRIES):
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(_BETWEEN_S)
    return False


def running_api(root: Path) -> str | None:
    """Return the API URL of the project's running ``serve``, or None if there is none."""
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
