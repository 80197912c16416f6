"""Pools of processes that end with the process that started them, even if that is killed."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from threading import Thread


def pool_of_processes(workers: int, prepare: Callable[..., None] | None = None, *given: object) -> ProcessPoolExecutor:
    """Return a pool. Each of its processes first calls ``prepare`` with what is given."""
    # Not forked: locks held by this process's threads would stay locked in the child.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(prepare, given))


def _begin(prepare: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    if prepare:
        prepare(*given)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
