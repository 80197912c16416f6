"""Asking the runs of this process to stop: between two pages, so that what is written stays true."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

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
