"""Records which requests to S3 endpoints are waiting for a response, so that commands can report it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """A request without a response yet."""

    what: str
    since_s: float
    """The monotonic time at which it began."""


_waits: list[Wait] = []


@contextmanager
def waiting(what: str, now_s: float) -> Iterator[None]:
    """Record that the block waits for ``what``, beginning at the monotonic time ``now_s``."""
    wait = Wait(what, now_s)
    _waits.append(wait)
    try:
        yield
    finally:
        _waits.remove(wait)


def oldest_wait() -> Wait | None:
    """Return the request that has been waiting longest, in any thread, or None if there is none."""
    return min(tuple(_waits), key=lambda wait: wait.since_s, default=None)
