"""What a disk must do for an archive: files written whole, names taken exclusively, both synced; and its errors, told.

POSIX only. Functions raise `OSError` as the system does; `explain` turns one into a `StoreError`.
"""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from dateline.tasks.core.errors import DamagedObjectError, PermanentStoreError, StoreError, TransientStoreError

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What `link` answers on exFAT, FAT and many network and FUSE file systems."""

_MAY_PASS = frozenset({errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ESTALE, errno.ETIMEDOUT, errno.EBUSY})

_SENTENCES = {
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EACCES: "dateline has no permission; give its user the right to read and write there",
    errno.EPERM: "the system does not permit it; give dateline's user the right to read and write there",
    errno.EROFS: "the file system is read-only; mount it for writing",
    errno.ENOTDIR: "a part of the path is a file, not a folder; move that file away",
    errno.EISDIR: "a folder has the object's name; move that folder away",
    errno.EEXIST: "a folder, or something else that is no file, has the object's name; move it away",
    errno.EXDEV: "the folder is on another file system than the archive; an archive needs one file system",
    errno.ENAMETOOLONG: "the path is too long for this file system; use a shorter archive path",
    errno.EIO: "the disk reports a fault; check it, then run `dateline audit`",
}


def explain(error: OSError, action: str, key: str, path: str) -> StoreError:
    """Return the `StoreError` that says what an `OSError` means for an object, and what to do about it."""
    kind: type[StoreError] = TransientStoreError if error.errno in _MAY_PASS else PermanentStoreError
    if error.errno == errno.EIO and action == "read":
        kind = DamagedObjectError
    what = _SENTENCES.get(error.errno or 0, error.strerror or str(error))
    return kind(f'"{key}" could not be {action} ({path}): {what}.', key=key)


@contextlib.contextmanager
def telling(action: str, key: str, path: str) -> Iterator[None]:
    """Turn what the system raises about an object into a `StoreError`, as `explain` does."""
    try:
        yield
    except OSError as error:
        raise explain(error, action, key, path) from error


def write_new_file(path: str, data: bytes) -> None:
    """Create a file that must not exist yet, with the user's usual permissions. It is not synced."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]


def sync_file(path: str) -> None:
    """Wait until a file's content is on the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: str) -> None:
    """Wait until the names in a folder are on the disk; a file system that cannot sync a folder needs no syncing."""
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
    """Give a whole file its final name, exclusively; return whether the name was free.

    A hard link takes a name atomically. Where the file system has no hard links, an advisory lock on the file
    ``lock`` stands between looking and renaming; it excludes other dateline processes, and a killed one lets it go.
    ``temp`` is gone afterwards if it was renamed; whoever made it removes it otherwise.
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
