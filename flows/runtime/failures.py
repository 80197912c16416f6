"""How the runs of a source end: noted in the ledger. Those that fail in a row are counted, and reported once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime

from dateline.config.schema import Settings
from dateline.flows.runtime.events import emit_failing
from dateline.flows.runtime.stopping import in_last_words
from dateline.tasks.core.errors import DatelineError, LedgerError, StoppedError
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.monitoring import count_failure, forget_failures, note_end

_MAX_REASON_CHARS = 300


@contextmanager
def noting_end(source: str, settings: Settings) -> Iterator[None]:
    """Note for `dateline health` that the run of the source failed if the block raises an exception, or succeeded.

    A run that is told to stop did neither. The ledger is kept open for the block, which uses it as well.

    Raises:
        Exception: as the block does.
    """
    with _open_ledger(settings):
        try:
            yield
        except StoppedError:
            raise
        except Exception as error:
            told = str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"
            why = " ".join(told.split())[:_MAX_REASON_CHARS]
            in_last_words(lambda: note_end(source, settings, datetime.now(UTC), why))
            raise
        note_end(source, settings)


@contextmanager
def _open_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block. If it cannot be opened, the block meets the same error and reports it."""
    with ExitStack() as stack:
        with suppress(LedgerError):
            stack.enter_context(holding_ledger(settings))
        yield


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
