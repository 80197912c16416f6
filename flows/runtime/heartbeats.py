"""Runs whose heartbeats nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_heartbeats() -> Iterator[None]:
    """Let the runs of the block send no heartbeats, because their server ends with them.

    A run waits for the thread that sends them, which looks once a second whether it may end.
    """
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415 - slow to import

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield
