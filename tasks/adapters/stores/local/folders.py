"""The folders of an archive on local disk: created as needed, and synced so that their entries survive a power cut."""

import contextlib
import errno
import os
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dateline.tasks.adapters.stores.local import disk

_SYNC_THREADS = 8


class Folders:
    """The folders under a root. With ``syncs=False``, nothing is ever synced."""

    def __init__(self, root: str, *, syncs: bool) -> None:
        self._root = root
        self._syncs = syncs
        self._synced: set[str] = set()
        """Folders whose own names are known to be on disk."""

    def make(self, folder: str) -> None:
        """Create a folder and its parents."""
        if os.path.isdir(folder):  # noqa: PTH112 - called for many files; a Path costs more than the call
            return
        self.make(folder_of(folder))
        self._synced.discard(folder)
        try:
            Path(folder).mkdir()
        except FileExistsError as error:
            if not Path(folder).is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error

    def sync_files(self, paths: Collection[str]) -> None:
        """Flush the contents of files to disk."""
        if self._syncs:
            _side_by_side(disk.sync_file, paths)

    def sync(self, folders: Iterable[str]) -> None:
        """Sync the names in folders, and the folders' own names if that has not been done yet."""
        if not self._syncs:
            return
        pending = set(folders)
        new: set[str] = set()
        for folder in sorted(pending):
            lower = folder
            while lower not in self._synced and lower not in new and lower != self._root:
                new.add(lower)
                lower = folder_of(lower)
                pending.add(lower)
        if self._root not in self._synced:
            new.add(self._root)
            with contextlib.suppress(PermissionError):  # the folder above the archive may belong to someone else
                disk.sync_folder(folder_of(self._root))
        _side_by_side(disk.sync_folder, pending)
        self._synced |= new


def folder_of(path: str) -> str:
    """Return the folder that contains a path."""
    return path.rpartition("/")[0] or "/"


def _side_by_side(sync: Callable[[str], None], paths: Collection[str]) -> None:
    """Sync files or folders in parallel, so that the file system can combine their journal commits."""
    shares = [share for first in range(_SYNC_THREADS) if (share := tuple(paths)[first::_SYNC_THREADS])]

    def sync_each(share: Iterable[str]) -> None:
        for path in share:
            sync(path)

    if len(shares) == 1:
        sync_each(*shares)
        return
    with ThreadPoolExecutor(_SYNC_THREADS) as pool:
        for _ in pool.map(sync_each, shares):
            pass
