"""Runs a generator so that it can be stopped at once, even while it waits for something slow."""

from collections.abc import Callable, Generator, Iterator
from contextvars import copy_context
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

from dateline.tasks.core.errors import StoppedError

T = TypeVar("T")

_LOOK_EVERY_S = 0.25
_AHEAD = 8
"""How many values may be queued. Segments are written faster than pages arrive."""


def until_stopped(work: Generator[T, None, None], stop: Callable[[], bool]) -> Iterator[T]:
    """Yield the values of ``work``, which runs in a thread of its own.

    When stopped, ``work`` is closed after its current value, without waiting for that.

    Raises:
        StoppedError: within half a second of ``stop`` becoming true.
    """
    came: Queue[T | BaseException | None] = Queue(_AHEAD)
    left = Event()
    Thread(target=copy_context().run, args=(_feed, work, came, left), name="stoppable", daemon=True).start()
    try:
        while True:
            try:
                value = came.get(timeout=_LOOK_EVERY_S)
            except Empty:
                value = _NOTHING  # type: ignore[assignment]  # compared by identity
            if stop():
                raise StoppedError("stopped between two pages; the next run continues from there")
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
    except BaseException as error:  # noqa: BLE001 - raised again by the consumer
        came.put(error)
