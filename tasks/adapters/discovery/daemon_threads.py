"""Does jobs in threads that do not keep the process from ending, unlike those of `concurrent.futures`."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def in_daemon_threads(jobs: Sequence[Callable[[], T]], threads: int) -> Iterator[Sequence[Future[T]]]:
    """Begin the jobs, so many at a time, and yield their results to come, in order.

    At the end of the block, no further job is begun, and those that have begun are waited for.
    """
    futures = [Future[T]() for _ in jobs]
    waiting: SimpleQueue[tuple[Future[T], Callable[[], T]]] = SimpleQueue()
    for pair in zip(futures, jobs, strict=True):
        waiting.put(pair)
    for _ in range(min(threads, len(jobs))):
        Thread(target=copy_context().run, args=(_work, waiting), name="discovery", daemon=True).start()
    try:
        yield futures
    finally:
        for future in futures:
            future.cancel()
        wait(futures)


def _work(waiting: "SimpleQueue[tuple[Future[T], Callable[[], T]]]") -> None:
    while True:
        try:
            future, job = waiting.get_nowait()
        except Empty:
            return
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001 - raised again by whoever asks for the result
                future.set_exception(error)
