"""Runs of a source that fail in a row: counted in the ledger, and reported once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from dateline.config.schema import Settings
from dateline.flows.runtime.events import emit_failing
from dateline.flows.runtime.stopping import in_last_words
from dateline.tasks.core.errors import StoppedError
from dateline.tasks.monitoring import count_failure, forget_failures


@contextmanager
def counting_failures(source: str, settings: Settings) -> Iterator[None]:
    """Count the run of the source as failed if the block raises an exception, and as successful otherwise.

    A run that is told to stop is neither.

    Raises:
        Exception: as the block does.
    """
    try:
        yield
    except StoppedError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        in_last_words(lambda: _report(source, why, settings))
        raise
    forget_failures(source, settings)


def _report(source: str, why: str, settings: Settings) -> None:
    if failing := count_failure(source, datetime.now(UTC), settings):
        emit_failing(source, failing, why)
