"""File operations for an archive: writes complete files, takes names exclusively, syncs both, and explains errors.

POSIX only. Functions raise `OSError` as the system does; `explain` converts it to a `StoreError`.
"""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from dateline.tasks.core.errors import DamagedObjectError, PermanentStoreError, StoreError, TransientStoreError

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""The errors of `link` on exFAT, FAT, and many network and FUSE file systems."""

_MAY_PASS = frozenset({errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ESTALE, errno.ETIMEDOUT, errno.EBUSY})

_SENTENCES = {
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EACCES: "permission denied; give dateline's user permission to read and write there",
    errno.EPERM: "the system does not permit it; give dateline's user permission to read and write there",
    errno.EROFS: "the file system is read-only; mount it for writing",
    errno.ENOENT: "its folder has vanished; check that the archive's volume is mounted, then run again",
    errno.ENOTDIR: "a part of the path is a file, not a folder; move that file away",
    errno.EISDIR: "a folder has the object's name; move that folder away",
    errno.EEXIST: "a folder, or something else that is not a file, has the object's name; move it away",
    errno.EXDEV: "the folder is on a different file system than the archive; keep an archive on one file system",
    errno.ENAMETOOLONG: "the path is too long for this file system; use a shorter archive path",
    errno.EIO: "the disk reports an error; check the disk, then run `dateline audit`",
}


def explain(error: OSError, action: str, key: str, path: str) -> StoreError:
    """Return a `StoreError` that says what an `OSError` means for an object, and what to do about it."""
    if error.errno == errno.EIO and action == "read":
        problem = f'"{key}" could not be read ({path}): the disk reports an error'
        return DamagedObjectError(problem, key=key, remedy="check the disk, then run `dateline audit`")
    kind = TransientStoreError if error.errno in _MAY_PASS else PermanentStoreError
    what = _SENTENCES.get(error.errno or 0, error.strerror or str(error))
    return kind(f'"{key}" could not be {action} ({path}): {what}.', key=key)


@contextlib.contextmanager
def telling(action: str, key: str, path: str) -> Iterator[None]:
    """Convert `OSError`s of the block to `StoreError`s about an object. See `explain`."""
    try:
        yield
    except OSError as error:
        raise explain(error, action, key, path) from error


def write_new_file(path: str, data: bytes) -> None:
    """Create a new file with the user's default permissions. The file is not synced."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]


def sync_file(path: str) -> None:
    """Flush a file's content to disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: str) -> None:
    """Flush the names in a folder to disk. File systems that cannot sync a folder need no syncing."""
    try:
        _sync(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise


def _sync(path: str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_if_absent(temp: str, path: str, lock: str) -> bool:
    """Give a complete file its final name, exclusively. Return whether the name was free.

    A hard link takes a name atomically. On file systems without hard links, an advisory lock on the file ``lock`` is
    held while checking and renaming. It excludes other dateline processes, and is released if one is killed. If
    ``temp`` was renamed it no longer exists; otherwise the caller removes it.
    """
    try:
        os.link(temp, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        return _rename_if_absent(temp, path, lock)
    return True


def _rename_if_absent(temp: str, path: str, lock: str) -> bool:
    with _locked(lock):
        if os.path.lexists(path):
            return False
        Path(temp).rename(path)
        return True


@contextlib.contextmanager
def _locked(path: str) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
