"""Cleaning segments in this process, in others beside it, or on a Dask cluster (see `cleaning_dask`).

Prefect's own task runners for processes and Dask run Prefect in each worker, which then asks for its API: the first
batch came back after half a minute and more. So a worker only gets bytes and gives back values, and Prefect sees the
task run that waits for them.
"""

import logging
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from dateline.tasks.adapters.cleaning.segment import CleaningJob, clean_segment
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.errors import StoppedError

PATIENCE_S = 30.0
"""How long there may be no worker at all before the run cleans by itself: one that died is soon replaced."""
_LOOK_EVERY_S = 0.25
_LOGGER = logging.getLogger(__name__)


class WorkersGoneError(Exception):
    """There has been no worker for long."""


@dataclass(frozen=True, slots=True)
class CleaningCrew:
    """Who cleans: without an executor the run itself, in a thread beside those that fetch and archive."""

    executor: Executor | None = None
    at_once: int = 1
    """How many batches are in its hands; one more than there are workers, so that none has to wait for the next."""
    has_workers: Callable[[], bool] = lambda: True
    lost: tuple[type[Exception], ...] = ()
    """What the executor raises where the workers are gone."""

    def clean(self, job: CleaningJob, stop: Callable[[], bool]) -> list[Cleaned]:
        """Have a segment cleaned; raise `StoppedError` soon after ``stop`` became true.

        Where the workers are gone (killed, out of memory, the cluster is down), it is cleaned here.
        """
        if self.executor is None:
            return clean_segment(job)
        gone: tuple[type[Exception], ...] = (*self.lost, WorkersGoneError)
        try:
            return self._result(self.executor.submit(clean_segment, job), stop)
        except gone as error:
            _LOGGER.warning("Cleaning %s here: the workers are gone (%r).", job.batch.segment, error)
            return clean_segment(job)

    def _result(self, future: "Future[list[Cleaned]]", stop: Callable[[], bool]) -> list[Cleaned]:
        seen_at = time.monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK_EVERY_S)
            except TimeoutError:
                if future.done():
                    continue  # it came just now, or the error is its own
            now = time.monotonic()
            seen_at = now if self.has_workers() else seen_at
            if stop():
                future.cancel()
                raise StoppedError("stopped while a batch was cleaned; the next run goes on from there")
            if now - seen_at > PATIENCE_S:
                future.cancel()
                raise WorkersGoneError(f"for {PATIENCE_S:.0f} s")


@contextmanager
def processes(workers: int) -> Iterator[CleaningCrew]:
    """Give a crew of so many processes; they start when the first batch comes, and end with this process."""
    # Not forked: this process has threads, whose locks would stay locked in the child.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    try:
        yield CleaningCrew(executor, workers + 1, lost=(BrokenExecutor,))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """Let this worker end with the run's process also where that is killed: nobody would tell it to."""
    Thread(target=_wait_for_parent, name="parent watch", daemon=True).start()


def _wait_for_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
