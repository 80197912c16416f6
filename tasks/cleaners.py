"""Chooses where the batches of a run are cleaned: in its own process, in other processes, or on a Dask cluster."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from threading import Lock

from dateline.config.schema import IngestSettings
from dateline.tasks.adapters.cleaning.dask_cluster import on_dask
from dateline.tasks.adapters.cleaning.workers import CleaningCrew, processes

__all__ = ["CleaningCrew", "cleaners"]

_at_work: ContextVar[Callable[[], CleaningCrew] | None] = ContextVar("cleaning crew", default=None)


@contextmanager
def cleaners(settings: IngestSettings) -> Iterator[Callable[[], CleaningCrew]]:
    """Yield a function that returns the crew that ``clean_on`` names.

    All runs in the block share one crew, because starting it takes seconds. The first call starts it, so that a run
    with nothing to do starts none. That call raises `ConfigError` if Dask is not installed or its scheduler does not
    answer.
    """
    if there := _at_work.get():
        yield there
        return
    with ExitStack() as stack:
        call = _once(lambda: stack.enter_context(_crew(settings)))
        token = _at_work.set(call)
        try:
            yield call
        finally:
            _at_work.reset(token)


def _once(call: Callable[[], CleaningCrew]) -> Callable[[], CleaningCrew]:
    """Return a thread-safe function that calls ``call`` once, and always returns that result."""
    lock, crew = Lock(), list[CleaningCrew]()

    def first() -> CleaningCrew:
        with lock:
            crew[:] = crew or [call()]
            return crew[0]

    return first


@contextmanager
def _crew(settings: IngestSettings) -> Iterator[CleaningCrew]:
    cores = os.cpu_count() or 1
    match settings.clean_on:
        case "threads":
            yield CleaningCrew()
        case "processes":
            with processes(settings.clean_workers or cores) as crew:
                yield crew
        case "dask":
            with on_dask(settings.dask_address, settings.clean_workers, cores) as crew:
                yield crew
