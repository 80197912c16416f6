"""Pools of processes that end with the process that started them, even if that is killed."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PARENTS_MAIN = ("init_main_from_name", "init_main_from_path")
_LOCK = Lock()
_AHEAD = 6
"""How many more portions than processes are held, to be worked on or done."""


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
    """Yield the results of all items in order, worked on in portions of ``at_once`` by this and other processes.

    ``there`` is called in the others. ``here`` is called in this process, for what it would otherwise wait for: if
    ``processes`` is 0, if the others are busy, or if they are killed. What either raises is raised here.
    """
    if processes < 1:
        yield from here(items)
        return
    following, pending = iter(items), deque[_Portion[T, R]]()
    pool = pool_of_processes(processes)
    try:
        while True:
            while len(pending) < processes + _AHEAD and (portion := tuple(islice(following, at_once))):
                pending.append(_Portion(portion))
            if not pending:
                return
            while (waiting := _handed_out(pool, there, pending, processes + 1)) and not pending[0].is_done:
                waiting[-1].results = list(here(waiting[-1].items))
            yield from _results(here, pending.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(eq=False, slots=True)
class _Portion(Generic[T, R]):
    items: Sequence[T]
    future: "Future[Sequence[R]] | None" = None
    """What another process makes of it."""
    results: Sequence[R] | None = None
    """What this process made of it."""

    @property
    def is_done(self) -> bool:
        return self.results is not None or (self.future is not None and self.future.done())


def _handed_out(
    pool: ProcessPoolExecutor, there: Callable[[Sequence[T]], Sequence[R]], pending: Iterable[_Portion[T, R]], most: int
) -> Sequence[_Portion[T, R]]:
    """Let the other processes have up to so many portions at a time; return those that nobody has yet."""
    waiting = [portion for portion in pending if not portion.future and portion.results is None]
    begun = sum(portion.future is not None and not portion.is_done for portion in pending)
    with suppress(BrokenExecutor):
        while waiting and begun < most:
            waiting[0].future = pool.submit(there, waiting[0].items)
            del waiting[0]
            begun += 1
    return waiting


def _results(here: Callable[[Iterable[T]], Iterable[R]], portion: _Portion[T, R]) -> Iterable[R]:
    if portion.results is not None:
        return portion.results
    try:
        return portion.future.result() if portion.future else here(portion.items)
    except BrokenExecutor:
        return here(portion.items)


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


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Let processes that are started in the block never get SIGINT. They end with this one.

    Ctrl-C goes to all processes of a terminal, and each that is loading or waiting would print a traceback.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _ProcessWithoutMain(SpawnProcess):
    """A spawned process that does not import its parent's main module. Those of `multiprocessing` do.

    The main module of a flow run imports Prefect: with it, each worker took 1.4 s of processor time to start, instead
    of 0.5 s. What workers do is in modules of dateline, never in the main module.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - as in `SpawnProcess`
        with _LOCK, _without_ctrl_c():
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
