"""Work that yields, left at once when it is to stop: also while it waits for something slow."""

from collections.abc import Callable, Generator, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

from dateline.tasks.core.errors import StoppedError

T = TypeVar("T")

_LOOK_EVERY_S = 0.25
_AHEAD = 8
"""How many values may wait to be taken: a segment is written faster than pages come."""


def until_stopped(work: Generator[T, None, None], stop: Callable[[], bool]) -> Iterator[T]:
    """Yield what ``work`` yields; raise `StoppedError` within half a second of ``stop`` becoming true.

    The work runs in a thread of its own, and is closed after the value that it is busy with; nobody waits for that.
    """
    came: Queue[T | BaseException | None] = Queue(_AHEAD)
    left = Event()
    Thread(target=_feed, args=(work, came, left), name="stoppable", daemon=True).start()
    try:
        while True:
            try:
                value = came.get(timeout=_LOOK_EVERY_S)
            except Empty:
                value = _NOTHING  # type: ignore[assignment]  # told apart by identity
            if stop():
                raise StoppedError("stopped between two pages; the next run goes on from there")
            if value is _NOTHING:
                continue
            if value is None:
                return
            if isinstance(value, BaseException):
                raise value
            yield value
    finally:
        left.set()
        while not came.empty():
            came.get_nowait()


_NOTHING = object()


def _feed(work: Generator[T, None, None], came: "Queue[T | BaseException | None]", left: Event) -> None:
    try:
        for value in work:
            came.put(value)
            if left.is_set():
                work.close()
                return
        came.put(None)
    except BaseException as error:  # noqa: BLE001 - it is raised again where the values are taken
        came.put(error)
