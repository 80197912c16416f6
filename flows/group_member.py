"""Reads one source in a run of its group, as a run of its own would, but with errors as results."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.config.schema import Settings, Source
from dateline.flows.catch_up import catch_up
from dateline.flows.ingest_run import ANY_TIME, Work
from dateline.flows.runtime.end_states import check_not_blocked, check_read
from dateline.flows.runtime.events import emit_articles, emit_rejections
from dateline.flows.runtime.failures import is_blocked, noting_end
from dateline.flows.runtime.lanes import Deadline
from dateline.flows.steps import plain_steps
from dateline.tasks.adapters.bulkhead import reported
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.errors import (
    BlockedError,
    DatelineError,
    LedgerError,
    StillBlockedError,
    StoppedError,
    StoreError,
    TemporaryFilesError,
)
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.groups import SourceResult, SourceState, state_of, told_of
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.discover import SharedClients
from dateline.tasks.schedule_state import note_wall, wall_before


@dataclass(frozen=True)
class GroupRun:
    """What all sources of a group's run have in common."""

    name: str
    """The run's id, with which the ids of the sources' runs begin."""
    settings: Settings
    clients: SharedClients
    window: Window
    began_at: datetime
    end: datetime | None
    """The end of the window, if the run is one of a deployment."""
    late: str
    """The sentence about a source that has used up its time."""
    on_error: Callable[[Exception], None]
    """Called, in other threads, with the error with which a source failed."""

    @property
    def is_regular(self) -> bool:
        """Whether feeds are polled according to their news, and failures are counted."""
        return self.end is not None and self.window == ANY_TIME

    def read(self, source: Source, deadline: Deadline) -> SourceResult:
        """Archive what a source published, and return its result. Raises no `Exception`."""
        began = time.monotonic()
        steps = plain_steps(self.clients, deadline)
        work = Work.of(source, self.settings, scheduled=self.is_regular, steps=steps)
        state = SourceState.FAILED
        done: RunResult | None = None
        error: Exception | None = None
        try:
            with noting_end(source.name, self.settings, counted=False):
                done = self._ingested(work)
                state = SourceState.LATE if deadline.is_past() else state_of(done)
        except StoppedError:
            state = SourceState.LATE
        except BlockedError as blocked:
            state, error = SourceState.BLOCKED, blocked
        except Exception as failure:  # noqa: BLE001 - a bulkhead: it costs this source only
            error = failure
            if is_blocked(failure, source.name, self.settings):
                state = SourceState.BLOCKED
            else:
                self.on_error(failure)
        done, is_late = done or work.done(self.name), state is SourceState.LATE
        return SourceResult(
            source=source.name,
            state=state,
            summary=done.summary,
            seconds=round(time.monotonic() - began, 1),
            detail=_in_words(error) if error else "; ".join(filter(None, [self.late * is_late, told_of(done)])),
            is_waiting=isinstance(error, StillBlockedError),
            is_storage=isinstance(error, StoreError | LedgerError | TemporaryFilesError) or done.is_storage_damaged,
            is_bug=_is_bug(error) or (bool(done.broken) and not done.is_storage_damaged),
        )

    def _ingested(self, work: Work) -> RunResult:
        """Return the result of a source.

        Raises:
            DiscoveryError: nothing that was asked of it could be read.
            BlockedError: in a regular run, every page was a wall.
        """
        source = work.source.name
        run = f"{self.name}.{source}"
        if self.window == ANY_TIME:
            catch_up(work, run, self.began_at, self.end, advance=True)
        else:
            work.ingest_window(Run(run, source, self.window, self.began_at), self.window)
        done = work.done(self.name)
        emit_articles(source, done.summary)
        emit_rejections(source, done.summary, self.settings.watch)
        check_read(done, work.parts)
        note_wall(source, done, datetime.now(UTC), self.settings)
        if self.is_regular:
            check_not_blocked(done, wall_before(source, done, self.settings))
        return done


def _is_bug(error: Exception | None) -> bool:
    return error is not None and not isinstance(error, DatelineError)


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, DatelineError) else reported(error)
