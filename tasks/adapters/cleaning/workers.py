"""Cleans pages in this process, in other processes, or on a Dask cluster (see `dask_cluster`).

Prefect's own task runners for processes and Dask run Prefect in each worker, which then connects to the API: the first
batch took more than half a minute. So workers only receive and return values, and Prefect sees the task run that waits
for them.
"""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import Any, TypeVar

from dateline.tasks.adapters.processes import pool_of_processes
from dateline.tasks.core.errors import StoppedError

R = TypeVar("R")

PATIENCE_S = 30.0
"""After how many seconds without any worker the run cleans by itself. A worker that died is usually replaced soon."""
_LOOK_EVERY_S = 0.25
_LOGGER = logging.getLogger(__name__)


class WorkersGoneError(Exception):
    """There has been no worker for a long time."""


@dataclass(frozen=True, slots=True)
class CleaningCrew:
    """Cleans batches on an executor or, without one, in the calling thread."""

    executor: Executor | None = None
    at_once: int = 1
    """How many batches to submit at a time: one more than there are workers, so that no worker is idle."""
    has_workers: Callable[[], bool] = lambda: True
    lost: tuple[type[Exception], ...] = ()
    """The exceptions that the executor raises when its workers are gone."""
    tries: int = 1
    """How often a batch is given to workers that die: with the one that is killed, the others end, too."""
    is_here: bool = True
    """Whether the workers are on this machine, so that they can read its files."""
    start: Callable[[], None] = lambda: None
    """Lets the workers start now, because work is coming soon. Otherwise they start with the first batches."""

    def do(
        self,
        work: Callable[[], R],
        stop: Callable[[], bool],
        here: Callable[[], R] | None = None,
        on_queued: Callable[[], None] = lambda: None,
    ) -> R:
        """Return the result of ``work``, done by a worker. Without workers, ``here`` is called instead, if given.

        If the workers are gone (killed, out of memory, cluster down) each time, it is done in this process.
        ``on_queued`` is called once the workers do this work before that of later calls.

        Raises:
            StoppedError: soon after ``stop`` has become true.
        """
        here = here or work
        if self.executor is None:
            on_queued()
            return here()
        gone: tuple[type[Exception], ...] = (*self.lost, WorkersGoneError)
        for left in reversed(range(self.tries)):
            try:
                future = self.executor.submit(work)
                on_queued()
                return self._result(future, stop)
            except gone as error:
                what = "A new worker cleans a batch" if left else "Cleaning a batch here"
                _LOGGER.warning("%s: the workers are gone (%r).", what, error)
        return here()

    def _result(self, future: "Future[R]", stop: Callable[[], bool]) -> R:
        seen_at = time.monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK_EVERY_S)
            except TimeoutError:
                if future.done():
                    continue  # the result has just arrived, or the error is the job's own
            now = time.monotonic()
            seen_at = now if self.has_workers() else seen_at
            if stop():
                future.cancel()
                raise StoppedError("stopped while a batch was being cleaned; the next run continues from there")
            if now - seen_at > PATIENCE_S:
                future.cancel()
                raise WorkersGoneError(f"for {PATIENCE_S:.0f} s")


@contextmanager
def processes(workers: int) -> Iterator[CleaningCrew]:
    """Yield a crew of ``workers`` processes. They start with the first batches or when told to, and end with this one.

    When one is killed, new processes take over all batches in hand. One that is killed again is cleaned here.
    """
    executor = _Processes(workers)
    try:
        yield CleaningCrew(executor, workers + 1, lost=(BrokenExecutor,), tries=2, start=executor.start)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


class _Processes(Executor):
    """A pool of processes. The standard library's accepts no more work once one of its processes was killed."""

    def __init__(self, workers: int) -> None:
        self._workers, self._lock = workers, Lock()
        self._pool = self._new()
        self._is_started = False

    def _new(self) -> ProcessPoolExecutor:
        return pool_of_processes(self._workers, _load_cleaner)

    def start(self) -> None:
        if self._is_started:
            return
        self._is_started = True
        with suppress(OSError):  # if there is no room for a process, the first batch fails with this error
            for _ in range(self._workers):
                self.submit(_load_cleaner)

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> "Future[R]":  # noqa: ANN401 - as in `Executor`
        with self._lock:
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self._pool = self._new()
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT002 - as in `Executor`
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _load_cleaner() -> None:
    import_module("dateline.tasks.adapters.cleaning.segment")
