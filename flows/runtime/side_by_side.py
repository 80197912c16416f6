"""Runs jobs in a few threads that can be abandoned."""

import time
from collections.abc import Callable, Generator, Sequence
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from dateline.flows.runtime.stopping import stopping_together

J = TypeVar("J")
R = TypeVar("R")

_LOOK_EVERY_S = 0.5
"""Waits are short, because the main thread handles signals only between them."""
_GRACE_S = 5.0


def side_by_side(jobs: Sequence[J], work: Callable[[J], R], threads: int) -> Generator[tuple[J, R], None, None]:
    """Yield each job with the result of ``work``, in order of completion. Jobs run in copies of the caller's context.

    ``work`` must not raise: it returns failures as results. When this generator is closed or ended by an error, no
    further job is started, and the running ones have `_GRACE_S` seconds to notice that they are to stop. The threads
    end with the process, even in the middle of a job.
    """
    to_do: SimpleQueue[J] = SimpleQueue()
    came: SimpleQueue[tuple[J, R]] = SimpleQueue()
    for job in jobs:
        to_do.put(job)
    crew: list[Thread] = []
    try:
        with stopping_together() as stop:
            crew += [
                Thread(target=copy_context().run, args=(_work_off, to_do, came, work, stop), daemon=True)
                for _ in range(min(threads, len(jobs)))
            ]
            for thread in crew:
                thread.start()
            for _ in jobs:
                yield _next_of(came)
    finally:
        deadline = time.monotonic() + _GRACE_S
        for thread in crew:
            thread.join(max(0.0, deadline - time.monotonic()))


def _work_off(
    to_do: "SimpleQueue[J]", came: "SimpleQueue[tuple[J, R]]", work: Callable[[J], R], stop: Callable[[], bool]
) -> None:
    while not stop():
        try:
            job = to_do.get_nowait()
        except Empty:
            return
        came.put((job, copy_context().run(work, job)))


def _next_of(came: "SimpleQueue[tuple[J, R]]") -> tuple[J, R]:
    while True:
        try:
            return came.get(timeout=_LOOK_EVERY_S)
        except Empty:
            continue
