"""Who cleans the batches of a run: its own process, others beside it, or a Dask cluster."""

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
    """Give what calls the crew that ``clean_on`` names: one for all runs within the block, since it takes seconds.

    It comes when it is called for the first time: a run that has nothing to do needs none. Then `ConfigError` where
    Dask is not installed, or its scheduler does not answer.
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
    """Return what calls once, also where several threads do, and then gives the same crew."""
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
