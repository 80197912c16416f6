"""Temporary files of an archive on local disk: what is written there gets its name only when it is whole."""

import contextlib
import os
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.tasks.adapters.stores.local.folders import Folders

STALE_S = 24 * 3600.0
"""A temporary file that nobody has written to for so long belongs to a process that was killed."""

_LOCKS = 64
"""How many lock files share out the keys on a file system without hard links."""

_LOCK = "lock-"


class Temps:
    """The folder of temporary files, and of the locks on file systems without hard links."""

    def __init__(self, folder: str, folders: Folders) -> None:
        self._folder = folder
        self._folders = folders
        self._swept = False

    @contextlib.contextmanager
    def opened(self) -> Iterator[Callable[[], str]]:
        """Yield a function that returns paths for temporary files; at the end those that are left are removed."""
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
                with contextlib.suppress(OSError):  # one that stays is swept later
                    os.unlink(path)  # noqa: PTH108 - a Path for each of many files costs more than the call

    def lock_of(self, path: str) -> str:
        """Return the lock file for an object's path."""
        return f"{self._folder}/{_LOCK}{zlib.crc32(path.encode()) % _LOCKS:02}"

    def _sweep(self) -> None:
        """Remove, once for each store, the temporary files that killed processes left."""
        if self._swept:
            return
        self._swept = True
        oldest = time.time() - STALE_S
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process may sweep too
                    if not entry.name.startswith(_LOCK) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                        Path(entry).unlink()
