"""Passes the progress of runs to listeners such as the terminal. The Prefect UI has its own artifact for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a run: its current step, and ``done`` of ``total`` pages."""

    step: str
    done: int = 0
    total: int = 0


Listener = Callable[[Progress], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call ``listener`` with the progress of every run in this process. It must be quick and thread-safe."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(progress: Progress) -> None:
    """Pass progress to all listeners."""
    for listener in tuple(_listeners):
        listener(progress)
