"""Pools of processes that end with the process that started them, even if that is killed."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PARENTS_MAIN = ("init_main_from_name", "init_main_from_path")
_LOCK = Lock()


def pool_of_processes(workers: int, prepare: Callable[..., None] | None = None, *given: object) -> ProcessPoolExecutor:
    """Return a pool. Each of its processes first calls ``prepare`` with the arguments ``given``."""
    # Not forked: locks held by this process's threads would stay locked in the child.
    return ProcessPoolExecutor(workers, mp_context=_WithoutMain(), initializer=_begin, initargs=(prepare, given))


def spread(
    here: Callable[[Iterable[T]], Iterable[R]],
    there: Callable[[Sequence[T]], Sequence[R]],
    items: Iterable[T],
    processes: int,
    at_once: int,
) -> Generator[R]:
    """Yield the results of all items in order, worked on in portions of ``at_once`` by other processes.

    ``there`` is called in these, and ``here`` in this process: if ``processes`` is 0, or if they are killed. What
    either raises is raised here.
    """
    if processes < 1:
        yield from here(items)
        return
    following, pending = iter(items), deque[tuple[Sequence[T], Future[Sequence[R]] | None]]()
    pool = pool_of_processes(processes)
    try:
        while portion := tuple(islice(following, at_once)):
            pending.append((portion, _submitted(pool, there, portion)))
            if len(pending) > processes + 1:
                yield from _result(here, *pending.popleft())
        while pending:
            yield from _result(here, *pending.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(
    pool: ProcessPoolExecutor, there: Callable[[Sequence[T]], Sequence[R]], portion: Sequence[T]
) -> "Future[Sequence[R]] | None":
    try:
        return pool.submit(there, portion)
    except BrokenExecutor:
        return None


def _result(
    here: Callable[[Iterable[T]], Iterable[R]], portion: Sequence[T], found: "Future[Sequence[R]] | None"
) -> Iterable[R]:
    try:
        return found.result() if found else here(portion)
    except BrokenExecutor:
        return here(portion)


def _begin(prepare: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    if prepare:
        prepare(*given)
    # Modules live as long as the process. Searching them for garbage again and again took a tenth of cleaning.
    gc.freeze()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


class _ProcessWithoutMain(SpawnProcess):
    """A spawned process that does not import its parent's main module. Those of `multiprocessing` do.

    The main module of a flow run imports Prefect: with it, each worker took 1.4 s of processor time to start, instead
    of 0.5 s. What workers do is in modules of dateline, never in the main module.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - as in `SpawnProcess`
        with _LOCK:
            prepared = spawn.get_preparation_data

            def without_main(name: str) -> dict[str, Any]:
                return {key: value for key, value in prepared(name).items() if key not in _PARENTS_MAIN}

            spawn.get_preparation_data = without_main
            try:
                return SpawnProcess._Popen(process_obj)  # noqa: SLF001 - overridden here
            finally:
                spawn.get_preparation_data = prepared


class _WithoutMain(SpawnContext):
    Process = _ProcessWithoutMain
