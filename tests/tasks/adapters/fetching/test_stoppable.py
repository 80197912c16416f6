"""Work that can be left at any moment."""

from collections.abc import Generator
from threading import Event

import pytest

from dateline.tasks.adapters.fetching.stoppable import until_stopped
from dateline.tasks.core.errors import StoppedError


def test_work_that_is_not_stopped_comes_whole() -> None:
    """Every value comes, in order, and an error of the work is raised where it is taken."""

    def failing() -> Generator[int, None, None]:
        yield from range(50)
        raise LookupError

    assert list(until_stopped((n for n in range(50)), lambda: False)) == list(range(50))
    with pytest.raises(LookupError):
        list(until_stopped(failing(), lambda: False))


def test_work_that_waits_is_left_at_once_and_closed_when_it_can_be() -> None:
    """What hangs does not hold up who asked to stop; the work is closed once it comes back."""
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
    assert closed.wait(10)
