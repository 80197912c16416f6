"""Asking the runs of this process to stop: between two pages, so that what is written stays true."""

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
"""How long a run that ends before its time may take for its report."""
_LOOK_EVERY_S = 0.5

_log = logging.getLogger(__name__)
_asked: ContextVar[Event | None] = ContextVar("stop asked for", default=None)


@contextmanager
def stopping_together() -> Iterator[Callable[[], bool]]:
    """Give what says whether to stop: once the block, or one around it, is left by an error.

    A cancelled run is left by `prefect.exceptions.TerminationSignal` in its main thread; work in other threads goes on
    until it looks here.
    """
    around, mine = _asked.get(), Event()
    token = _asked.set(mine)
    try:
        yield lambda: mine.is_set() or (around is not None and around.is_set())
    except BaseException:
        mine.set()
        raise
    finally:
        _asked.reset(token)


def in_last_words(work: Callable[[], object]) -> None:
    """Do something for the report of a run that ends before its time, within `LAST_WORDS_S`.

    The server may be what is in trouble: neither its silence nor its error hides why the run ended.
    """

    def attempt() -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - the run ends with what stopped it, not with this
            _log.warning("the report could not be published", exc_info=True)

    thread = Thread(target=copy_context().run, args=(attempt,), daemon=True)
    thread.start()
    thread.join(LAST_WORDS_S)


def end_with_serve(flow: object, flow_run: object, state: object) -> None:  # noqa: ARG001 - a hook's signature
    """Let this run's process end when the ``dateline serve`` that started it is killed; a hook for ``on_running``.

    With it the Prefect server is gone that the run would tell how it goes. The next start takes the run up again
    (`dateline.flows.serving.interrupted_runs`), and must not find it at work. In a worker of a pool, a run is no child
    of serve.
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
