"""How runs end: reported if early, and noted in the ledger. Those that fail in a row are counted, and reported once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial

from prefect.exceptions import TerminationSignal

from dateline.config.schema import Settings
from dateline.flows.runtime.events import emit_failing, emit_failing_group
from dateline.flows.runtime.run_log import why
from dateline.flows.runtime.stopping import in_last_words
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import (
    DiscoveryError,
    LedgerError,
    StillBlockedError,
    StoppedError,
    is_host_at_rest,
    is_wall,
    sentence_of,
)
from dateline.tasks.core.runs.ending import Ending
from dateline.tasks.core.runs.groups import SourceResult, SourceState
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.monitoring import count_failure, forget_failures, name_of_group, note_begin, note_end, was_blocked

_MAX_REASON_CHARS = 300
_FAILED = frozenset({SourceState.FAILED, SourceState.BLOCKED})
_MANY = 10
"""If so many sources of a group fail at once, and more than half, the cause is rarely at the sources."""


@contextmanager
def reporting_early_end(publish: Callable[[Ending], None]) -> Iterator[None]:
    """Publish the results so far if the block raises an exception, with how the run ended.

    Errors in publishing do not hide why the run ended.

    Raises:
        BaseException: as the block does.
    """
    try:
        yield
    except StoppedError as stopped:
        in_last_words(partial(publish, Ending("Cancelled", str(stopped))))
        raise
    except (TerminationSignal, KeyboardInterrupt):
        in_last_words(partial(publish, Ending("Cancelled")))
        raise
    except Exception as error:
        failures = error.failures if isinstance(error, DiscoveryError) else ()
        in_last_words(partial(publish, Ending("Failed", why(error), failures)))
        raise


@contextmanager
def noting_end(source: str, settings: Settings, *, counted: bool) -> Iterator[None]:
    """Note for `dateline health` that the run of the source failed if the block raises an exception, or succeeded.

    If it is the source's first, note when it began as well.

    With ``counted``, failures in a row are counted as well, and reported once. A run that is told to stop, or in
    which no page was due after a bot wall, did neither fail nor succeed. The ledger is kept open for the block, which
    uses it as well.

    Raises:
        Exception: as the block does.
    """
    with _open_ledger(settings):
        with suppress(LedgerError):  # the block meets the same error, and reports it
            note_begin(source, settings, datetime.now(UTC))
        try:
            yield
        except (StoppedError, StillBlockedError):
            raise
        except Exception as error:
            if counted:
                in_last_words(partial(_count, source, why(error), settings))
            reason = " ".join(sentence_of(error).split())[:_MAX_REASON_CHARS]
            how = {"is_blocked": is_wall(error), "is_unasked": is_host_at_rest(error)}
            in_last_words(lambda: note_end(source, settings, datetime.now(UTC), reason, **how))
            raise
        if counted:
            forget_failures(source, settings)
        note_end(source, settings)


def is_blocked(error: BaseException, source: str, settings: Settings) -> bool:
    """Return whether a run of the source ended with this error because of walls.

    It got nothing but walls or, because the host rests, asked nothing since such a run. Call it after `noting_end`.
    """
    if is_host_at_rest(error):
        with suppress(LedgerError):
            return was_blocked(source, settings)
    return is_wall(error)


@contextmanager
def _open_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block. If it cannot be opened, the block meets the same error and reports it."""
    with ExitStack() as stack:
        with suppress(LedgerError):
            stack.enter_context(holding_ledger(settings))
        yield


def _count(source: str, reason: str, settings: Settings) -> None:
    if failing := count_failure(source, datetime.now(UTC), settings):
        emit_failing(source, failing, reason)


def count_failures(group: str, results: Sequence[SourceResult], settings: Settings) -> str:
    """Count failures in a row after a run of a group: of each source or, if most of them failed, of the group.

    Return a sentence if most failed, else "".

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    failed = [one for one in results if one.state in _FAILED and not one.is_waiting]
    for one in results:
        if one.state not in _FAILED and one.state is not SourceState.LATE:
            forget_failures(one.source, settings)
    name = name_of_group(group)
    if len(failed) >= _MANY and 2 * len(failed) > len(results):
        first = min(failed, key=lambda one: one.source)
        reason = f"{len(failed):,} of {count(len(results), 'source')} failed, such as {first.source}: {first.detail}"
        if failing := count_failure(name, datetime.now(UTC), settings):
            emit_failing_group(group, failing, reason[:_MAX_REASON_CHARS])
        return f"most sources failed, so this is counted as a failure of the group, and not of each: {reason}"
    forget_failures(name, settings)
    for one in failed:
        _count(one.source, one.detail, settings)
    return ""
