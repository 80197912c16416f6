"""Temporary files of an archive on local disk: files get their final names only when they are complete."""

import contextlib
import os
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.tasks.adapters.stores.local.folders import Folders

STALE_S = 24 * 3600.0
"""A temporary file that has not been written to for this long was left by a killed process."""

_LOCKS = 64
"""How many lock files the keys are distributed over, on file systems without hard links."""

_LOCK = "lock-"


class Temps:
    """The folder of temporary files and, on file systems without hard links, of lock files."""

    def __init__(self, folder: str, folders: Folders) -> None:
        self._folder = folder
        self._folders = folders
        self._swept = False

    @contextlib.contextmanager
    def opened(self) -> Iterator[Callable[[], str]]:
        """Yield a function that returns paths for temporary files. Files that remain at the end are deleted."""
        paths: list[str] = []

        def new_temp() -> str:
            if not paths:
                self._folders.make(self._folder)
                self._sweep()
            paths.append(f"{self._folder}/{uuid.uuid4().hex}")
            return paths[-1]

        try:
            yield new_temp
        finally:
            for path in paths:
                with contextlib.suppress(OSError):  # one that remains is swept later
                    os.unlink(path)  # noqa: PTH108 - a Path for each of many files costs more than the call

    def lock_of(self, path: str) -> str:
        """Return the lock file for an object's path."""
        return f"{self._folder}/{_LOCK}{zlib.crc32(path.encode()) % _LOCKS:02}"

    def _sweep(self) -> None:
        """Delete, once per store, the temporary files left by killed processes."""
        if self._swept:
            return
        self._swept = True
        oldest = time.time() - STALE_S
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process may sweep at the same time
                    if not entry.name.startswith(_LOCK) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                        Path(entry).unlink()
