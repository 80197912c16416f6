"""Iterating over work that can be stopped at any moment."""

from collections.abc import Generator
from threading import Event

import pytest

from dateline.tasks.adapters.fetching.stoppable import until_stopped
from dateline.tasks.core.errors import StoppedError


def test_work_that_is_not_stopped_yields_everything() -> None:
    """All values are yielded in order, and an error of the work is raised to the consumer."""

    def failing() -> Generator[int, None, None]:
        yield from range(50)
        raise LookupError

    assert list(until_stopped((n for n in range(50)), lambda: False)) == list(range(50))
    with pytest.raises(LookupError):
        list(until_stopped(failing(), lambda: False))


def test_work_that_hangs_is_abandoned_and_closed_later() -> None:
    """Stopping does not wait for work that hangs; the work is closed once it continues."""
    slow, closed, stop = Event(), Event(), Event()

    def work() -> Generator[int, None, None]:
        try:
            yield 1
            stop.set()
            slow.wait(60)
            yield 2
            yield 3
        finally:
            closed.set()

    with pytest.raises(StoppedError):
        list(until_stopped(work(), stop.is_set))
    assert not closed.is_set()
    slow.set()
    assert closed.wait(60)
