"""Which requests to S3 endpoints are waiting for an answer, so that a command can say what it waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """One request that is not answered yet."""

    what: str
    since_s: float
    """By the monotonic clock."""


_waits: list[Wait] = []


@contextmanager
def waiting(what: str, now_s: float) -> Iterator[None]:
    """Note that ``what`` is waited for while the block runs; ``now_s`` is the monotonic time."""
    wait = Wait(what, now_s)
    _waits.append(wait)
    try:
        yield
    finally:
        _waits.remove(wait)


def oldest_wait() -> Wait | None:
    """Return the request that has been waiting longest, in any thread; None where none is."""
    return min(tuple(_waits), key=lambda wait: wait.since_s, default=None)
