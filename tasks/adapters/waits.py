"""Records what this process is waiting for: answers of S3 endpoints, and turns at hosts."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """Something that has not come yet."""

    what: str
    since_s: float
    """The monotonic time at which it began."""
    host: str = ""
    """The host, if it is a turn there that is waited for."""


_waits: list[Wait] = []


@contextmanager
def waiting(what: str, now_s: float, host: str = "") -> Iterator[None]:
    """Record that the block waits for ``what``, beginning at the monotonic time ``now_s``."""
    wait = Wait(what, now_s, host)
    _waits.append(wait)
    try:
        yield
    finally:
        _waits.remove(wait)


@contextmanager
def waiting_for_turn(host: str) -> Iterator[Callable[[], None]]:
    """Yield a function to be called whenever another process has the turn: the block waits from the first call on."""
    with ExitStack() as stack:
        begun = False

        def wait() -> None:
            nonlocal begun
            if not begun:
                told = f"its turn at {host}, which another run is using"
                stack.enter_context(waiting(told, time.monotonic(), host))
            begun = True

        yield wait


def oldest_wait() -> Wait | None:
    """Return what has been waited for longest, in any thread, or None if there is nothing."""
    return min(tuple(_waits), key=lambda wait: wait.since_s, default=None)


def turn_waits() -> Sequence[Wait]:
    """Return the waits for turns at hosts."""
    return [wait for wait in tuple(_waits) if wait.host]
