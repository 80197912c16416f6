"""Asks disks, and waits for their answers for a limited time: that of a network disk may never come.

Whoever waits within a system call cannot be interrupted, not even by Ctrl-C. So helpers, which are threads, make the
calls. A helper is used again for the next call, and left behind if no answer comes.
"""

import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar

T = TypeVar("T")

WAIT_S = 30.0
"""A disk that sleeps, or is mounted when it is needed, answers within this time."""
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")


class _Call:
    """A call of the file system, and its answer."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self.has_answer = Event()
        self.answer: Any = None
        self.error: BaseException | None = None

    def make(self) -> None:
        try:
            self.answer = self._make()
        except BaseException as error:  # noqa: BLE001 - raised again by whoever asked
            self.error = error
        self.has_answer.set()


class _Helper:
    """A thread that makes calls, one after another. It keeps no process from ending."""

    def __init__(self) -> None:
        self.calls: SimpleQueue[_Call] = SimpleQueue()
        Thread(target=self._work, name="disk", daemon=True).start()

    def _work(self) -> None:
        while True:
            self.calls.get().make()


_idle: list[_Helper] = []
_owed: dict[Path, Event] = {}
"""The disks that have not answered in time, each with an event that is set when the answer comes."""


def _forget() -> None:
    """Forget the threads of the parent, which a forked process does not have."""
    _idle.clear()
    _owed.clear()


os.register_at_fork(after_in_child=_forget)


def answer_of(path: str | Path, call: Callable[[], T]) -> T:
    """Return the result of a call that concerns a path.

    As long as its disk owes the answer to an earlier call, it is not asked again.

    Raises:
        TimeoutError: there was no answer within `WAIT_S` seconds. Its ``strerror`` says so.
        Exception: as the call does.
    """
    if _owed and _owes(path):
        raise _silence(path)
    asked = _Call(call)
    helper = _idle.pop() if _idle else _Helper()
    helper.calls.put(asked)
    try:
        if not asked.has_answer.wait(WAIT_S):
            _owed[_disk_of(path)] = asked.has_answer
            raise _silence(path)
    finally:
        if asked.has_answer.is_set():
            _idle.append(helper)
    if asked.error:
        raise asked.error
    answer: T = asked.answer
    return answer


class FileOnDisk:
    """An open file that is read in pieces. Each waits for the disk for a limited time."""

    def __init__(self, path: str) -> None:
        """Open the file.

        Raises:
            OSError: it could not be opened.
        """
        self._path = path
        self._file = answer_of(path, lambda: os.open(path, os.O_RDONLY | os.O_CLOEXEC))

    def piece(self, start: int, length: int) -> bytes:
        """Return that many bytes from an offset, or fewer at the end.

        Raises:
            OSError: they could not be read.
        """
        return answer_of(self._path, lambda: os.pread(self._file, length, start))

    def version(self) -> str:
        """Return a text that changes with the file.

        Raises:
            OSError: the disk did not say.
        """
        found = answer_of(self._path, lambda: Path(self._path).stat())
        return f"{found.st_mtime_ns} {found.st_size}"

    def close(self) -> None:
        """Close the file. A disk that does not answer may do so later."""
        with suppress(OSError):
            if _owed and _owes(self._path):
                _Helper().calls.put(_Call(lambda: os.close(self._file)))
            else:
                answer_of(self._path, lambda: os.close(self._file))


def _owes(path: str | Path) -> bool:
    disk = _disk_of(path)
    answered = _owed.get(disk)
    if answered is None:
        return False
    if answered.is_set():
        _owed.pop(disk, None)
    return not answered.is_set()


def _disk_of(path: str | Path) -> Path:
    """Return where the disk of a path is mounted or, if it is not known to be mounted anywhere, the path's folder.

    Links are not followed, because that would need the disk's answer. So what lies below ``/`` alone may be anywhere.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` asks the disk
    mounts: list[str] = []
    with suppress(OSError, UnicodeDecodeError):
        mounts = [line.split(" ")[1] for line in _MOUNTS.read_text("utf-8").splitlines()]
    places = (Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), mount)) for mount in mounts)
    below = [place for place in places if place != Path("/") and absolute.is_relative_to(place)]
    return max(below, key=lambda place: len(place.parts), default=absolute.parent)


def _silence(path: str | Path) -> TimeoutError:
    return TimeoutError(errno.ETIMEDOUT, f"its disk has not answered for {WAIT_S:g} s", str(path))
