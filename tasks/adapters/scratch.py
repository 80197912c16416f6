"""Folders for temporary files. Those of killed processes are removed by the next run of the same user.

A process holds a lock (flock) on each of its folders, and the lock ends with the process, however it ends. All
processes of a kernel see it, also those of other containers. A machine that shares the disk may not see it, so a
folder's name tells where it was made, and folders of other machines are left alone.
"""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from dateline.tasks.adapters.disk_room import is_full
from dateline.tasks.adapters.ledger.process_names import machine_and_boot
from dateline.tasks.core.errors import DatelineError, TemporaryFilesError

_PREFIX = "dateline-work-"
_UNLOCKED = "dateline-unlocked-"
"""Begins the names of folders on file systems without locks. They are never removed by another process."""
_NAME = re.compile(rf"{_PREFIX}(?P<machine>[0-9a-z]+)-(?P<boot>[0-9a-z]+)-")
_USUAL = ("/tmp", "/var/tmp")  # noqa: S108 - only looked through, with the checks below
_REMEDY = "free some space there, or set TMPDIR to a folder on a larger disk"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder, which is removed at the end.

    Raises:
        TemporaryFilesError: the disk for temporary files is full, or no folder on it can be written.
    """
    folder, lock = _new_folder()
    try:
        yield folder
    except Exception as error:
        if not isinstance(error, DatelineError) and is_full(folder):
            raise _full(folder.parent) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what a worker still writes there is removed by the next run
        if lock is not None:
            os.close(lock)


def _new_folder() -> tuple[Path, int | None]:
    """Return a new folder, and the descriptor that holds its lock, if the file system has locks."""
    _remove_those_of_dead_processes()
    try:
        place = tempfile.gettempdir()
    except FileNotFoundError as error:  # it tries to write a file in each of the usual places
        raise TemporaryFilesError(
            "temporary files cannot be written anywhere, because the disk is full or the usual folders are closed to "
            "this user: free some space in /tmp, or set TMPDIR to a folder on a larger disk"
        ) from error
    prefix = f"{_PREFIX}{'-'.join(_made_here())}-"
    try:
        while True:
            folder = tempfile.mkdtemp(prefix=prefix, dir=place)
            try:
                lock = _locked(folder)
            except OSError:
                Path(folder).rmdir()
                return Path(tempfile.mkdtemp(prefix=_UNLOCKED, dir=place)), None
            if lock is not None:
                return Path(folder), lock
    except OSError as error:
        if is_full(Path(place)):
            raise _full(Path(place)) from error
        problem = error.strerror or str(error)
        raise TemporaryFilesError(
            f"temporary files cannot be written to {place} ({problem}): set TMPDIR to a folder that can be written"
        ) from error


def _locked(folder: str) -> int | None:
    """Lock a folder that was just made. Return None if another process has removed it before it was locked."""
    try:
        descriptor = _opened(folder)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if Path(folder).is_dir():
            return descriptor
    except BlockingIOError:
        pass  # whoever has the lock is removing the folder
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


@cache
def _remove_those_of_dead_processes() -> None:
    """Remove, once per process, the folders of this user's processes that have ended without removing them."""
    for place in {*_USUAL, os.getenv("TMPDIR") or _USUAL[0]}:
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if _may_be_dead(entry.name):
                    with suppress(OSError):  # it is locked or a link, or another process removes it
                        _remove_unless_locked(entry.path)


def _may_be_dead(name: str) -> bool:
    """Return whether a folder was made where the lock of a living process could be seen from here."""
    found = _NAME.match(name)
    if found is None:
        return False
    machine, boot = _made_here()
    return found["boot"] == boot or (found["machine"] == machine != _stamp(""))  # of an earlier boot of this machine


def _remove_unless_locked(folder: str) -> None:
    descriptor = _opened(folder)
    try:
        if os.fstat(descriptor).st_uid == os.getuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)  # links in it are removed, and what they name stays
    finally:
        os.close(descriptor)


def _opened(folder: str) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


@cache
def _made_here() -> tuple[str, str]:
    """Return names for this machine and this boot of it that a folder's name can contain."""
    machine, boot = machine_and_boot()
    return _stamp(machine), _stamp(boot)


def _stamp(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12] if name else "unknown"


def _full(place: Path) -> TemporaryFilesError:
    return TemporaryFilesError(f"the disk for temporary files is full ({place}): {_REMEDY}")
