"""What one run of the main flow does with its source, what came of it, and how it is told."""

import logging
import time
from collections.abc import Sequence
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from typing import Self

from prefect.runtime import deployment

from dateline.config.schema import Settings, Source
from dateline.flows.pipeline import process_batches, unvisited
from dateline.flows.runtime.events import emit_articles, emit_rejections
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.ui.ingest_report import Report, publish
from dateline.tasks.archive import Archived
from dateline.tasks.batches import in_words
from dateline.tasks.core.archive.batches import BrokenBatch, Run
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Outcome, Window
from dateline.tasks.core.runs.summary import RunResult, Stages, Summary, summarize
from dateline.tasks.discover import Discovery, discover
from dateline.tasks.plan import Plan, claimed, plan

ANY_TIME = Window()
LAST_WORDS_S = 5.0
"""How long a run that ends before its time may take for its report: the server may be what is in trouble."""

_log = logging.getLogger(__name__)


def _tell_reading(source: str, what: str) -> None:
    tell(Progress(f"{source}: {what}"))


@dataclass
class Work:
    """What one run does with its source, and what came of it so far."""

    source: Source
    settings: Settings
    stages: Stages = field(default_factory=lambda: Stages(time.monotonic))
    windows: list[Window] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    archived: list[Archived] = field(default_factory=list)
    broken: list[BrokenBatch] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, settings: Settings) -> Self:
        """Return the work of a run that is about to begin."""
        return cls(source, settings.model_copy(update={"poll": source.poll_settings(settings.poll)}))

    def ingest_window(self, run: Run, window: Window) -> bool:
        """Archive what the source names in the window; return whether all of it was seen."""
        tell(Progress(f"{run.source}: looking for pages"))
        self.windows.append(window)
        with self.stages.timed("discover"):
            reading = partial(_tell_reading, run.source)
            scheduled = bool(deployment.id) and run.window == ANY_TIME
            discovery = discover(self.source, self.settings, window, reading, scheduled=scheduled)
        self.discoveries.append(discovery)
        with self.stages.timed("plan"):
            planned = plan(unvisited(discovery.refs), run, unvisited(self.settings))
        with claimed(planned) as mine:
            self.plans.append(mine)
            for batch in process_batches(mine, self.source, self.settings, self.stages):
                if isinstance(batch, BrokenBatch):
                    self.broken.append(batch)
                else:
                    self.archived.append(batch)
        return not discovery.failures and len(discovery.refs) < self.settings.ingest.max_pages_per_run

    def result(self, run: str) -> RunResult:
        """Publish the run's artifacts and events, and return its result."""
        summary, name = self.summary, self.source.name
        failures = tuple(dict.fromkeys(failure for found in self.discoveries for failure in found.failures))
        unread = failures and not summary.discovered
        lost = ["a part could not be read"] if failures else []
        lost += [f"{count(len(self.broken), 'batch', 'batches')} failed"] if self.broken else []
        state = "Failed" if unread else f"Completed, but {' and '.join(lost)}" if lost else "Completed"
        self._publish(state)
        emit_articles(name, summary)
        emit_rejections(name, summary, self.settings.watch)
        if unread:
            raise DiscoveryError("; ".join(failures), url=name)
        warnings = [warning for found in self.discoveries for warning in found.warnings]
        return RunResult(
            source=name,
            run=run,
            summary=summary,
            outcomes=self._outcomes(),
            warnings=tuple(dict.fromkeys([*warnings, *self._set_aside()])),
            failures=failures,
            broken=tuple(batch.detail for batch in self.broken),
            is_storage_damaged=any(batch.is_storage for batch in self.broken),
        )

    def abandon(self, state: str, why: str = "") -> None:
        """Publish what came so far of a run that ends before its time; what hinders that does not hide why."""
        last_words = Thread(target=copy_context().run, args=(self._publish_if_possible, state, why), daemon=True)
        last_words.start()
        last_words.join(LAST_WORDS_S)

    def _publish_if_possible(self, state: str, why: str) -> None:
        try:
            self._publish(state, why)
        except Exception:  # noqa: BLE001 - the run ends with what stopped it, not with this
            _log.warning("the report could not be published", exc_info=True)

    def _publish(self, state: str, why: str = "") -> None:
        seen = Window(since=self.windows[0].since, until=self.windows[-1].until) if self.windows else ANY_TIME
        notes = [why, *self._notes()] if why else self._notes()
        report = Report(self.source.name, state, seen, self.summary, self.stages, tuple(notes))
        publish(report, self._outcomes())

    def _outcomes(self) -> tuple[Outcome, ...]:
        return tuple(outcome for batch in self.archived for outcome in batch.outcomes)

    @property
    def summary(self) -> Summary:
        """The figures so far."""
        return summarize(
            self._outcomes(),
            sum((batch.amounts for batch in self.archived), self.stages.fetched),
            discovered=sum(len(discovery.refs) for discovery in self.discoveries),
            known=sum(planned.known for planned in self.plans),
        )

    def _notes(self) -> Sequence[str]:
        resumed = sum(len(planned.resumed) for planned in self.plans)
        begun = sum(len(planned.resumed) + len(planned.batches) for planned in self.plans)
        notes = [] if self.windows else ["another run has been here for this time: nothing was left to do"]
        notes += [f"unfinished batches of a run before, which came first: {resumed}"] if resumed else []
        left = begun - len(self.archived) - len(self.broken)
        notes += [f"batches that are left to the next run: {left} of {begun}"] if left else []
        notes += [note for found in self.discoveries for note in (*found.failures, *found.warnings)]
        notes += [batch.detail for batch in self.broken]
        return tuple(dict.fromkeys([*notes, *self._set_aside()]))

    def _set_aside(self) -> Sequence[str]:
        return [in_words(batch) for planned in self.plans for batch in planned.set_aside]
