"""Where a run's progress is heard: the terminal listens here, and the Prefect UI has an artifact of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: ``done`` of ``total`` pages, and what is going on."""

    step: str
    done: int = 0
    total: int = 0


Listener = Callable[[Progress], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have ``listener`` called with the progress of every run in this process; it must be quick and thread-safe."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(progress: Progress) -> None:
    """Tell all who listen."""
    for listener in tuple(_listeners):
        listener(progress)
