"""Asks the runs of this process to stop. They do so between two pages, so that the archive stays consistent."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import cache
from threading import Event, Thread

from dateline.flows.runtime import environment

LAST_WORDS_S = 5.0
"""How many seconds a run that ends early has to publish its report."""
_LOOK_EVERY_S = 0.5

_log = logging.getLogger(__name__)
_around: ContextVar[Callable[[], bool]] = ContextVar("whether an enclosing block was left", default=lambda: False)


@contextmanager
def stopping_together() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether to stop: once this block, or any enclosing one, was left by an error.

    Cancelling a run raises `prefect.exceptions.TerminationSignal` in its main thread only. Work in other threads
    continues until it calls the function.
    """
    around, left = _around.get(), Event()

    def stop() -> bool:
        return left.is_set() or around()

    token = _around.set(stop)
    try:
        yield stop
    except BaseException:
        left.set()
        raise
    finally:
        _around.reset(token)


def enclosing_stop() -> Callable[[], bool]:
    """Return what the innermost enclosing `stopping_together` yields; outside of one, a function that says no."""
    return _around.get()


def in_last_words(work: Callable[[], object]) -> None:
    """Do work for the report of a run that ends early, within `LAST_WORDS_S` seconds.

    The server may be the cause of the trouble, so neither its silence nor its errors hide why the run ended.
    """

    def attempt() -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - must not hide the error that ended the run
            _log.warning("the report could not be published", exc_info=True)

    thread = Thread(target=copy_context().run, args=(attempt,), daemon=True)
    thread.start()
    thread.join(LAST_WORDS_S)


def end_with_serve(flow: object, flow_run: object, state: object) -> None:  # noqa: ARG001 - a hook's signature
    """End this run's process when the ``dateline serve`` that started it is killed. A hook for ``on_running``.

    The Prefect server that the run reports to is then gone, too. The next ``serve`` resumes the run
    (`dateline.flows.serving.interrupted_runs`), so the old process must not still be working on it. Runs in a work
    pool's workers are not children of ``serve``, and are not affected.
    """
    serve = environment.runs_end_with()
    if serve is not None and os.getppid() == serve:
        _watch_once(serve)


@cache
def _watch_once(serve: int) -> None:
    Thread(target=_watch, args=(serve,), name="serve watch", daemon=True).start()


def _watch(serve: int) -> None:
    while os.getppid() == serve:
        time.sleep(_LOOK_EVERY_S)
    os._exit(1)
