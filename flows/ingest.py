"""The main flow: from a source to articles in the archive."""

import logging
import re
import time
from collections.abc import Sequence
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread
from typing import Self

from prefect import flow
from prefect.exceptions import TerminationSignal
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled
from prefect.task_runners import ThreadPoolTaskRunner

from config.loader import load
from config.schema import Settings, Source
from flows.events import tell_of_articles, tell_of_rejections
from flows.pipeline import unvisited, work_off
from flows.report import Report, publish
from flows.rhythm import keep_rhythm
from flows.run_progress import Progress, tell
from flows.stopping import end_with_serve
from tasks.archive import Archived
from tasks.cleaners import cleaners
from tasks.core.batches import Run
from tasks.core.errors import DiscoveryError, StoppedError
from tasks.core.models import Outcome, OutcomeKind, Window
from tasks.core.stages import Stages
from tasks.core.summary import RunResult, Summary, summarize
from tasks.core.ways import Way, narrowed
from tasks.core.windows import cut_window, due_window, end_of_run
from tasks.discover import Discovery, discover
from tasks.plan import Plan, plan
from tasks.watermark import advance_watermark, read_watermark

ANY_TIME = Window()
LAST_WORDS_S = 5.0
"""How long a run that ends before its time may take for its report: the server may be what is in trouble."""


_log = logging.getLogger(__name__)


def _run_name() -> str:
    given = flow_run.parameters
    since, until, via = given.get("since"), given.get("until"), given.get("via", Way.ALL)
    way = "" if via == Way.ALL else f" by {Way(via).value}"
    if since or until:
        return f"{given['source']} [{_in_short(since)}, {_in_short(until)}){way}"
    scheduled = f" up to {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}" if deployment.id else ""
    return f"{given['source']}{scheduled}{way}"


def _in_short(given: object) -> str:
    """Return a moment as it is given, or as it comes from a form, without what says nothing; all are UTC."""
    text = re.sub(r"(\+00:00|Z)$", "", str(given or "…")).replace("T", " ")
    return text.removesuffix(" 00:00:00").removesuffix(":00")


@flow(
    name="ingest",
    flow_run_name=_run_name,
    on_running=[end_with_serve],
    task_runner=ThreadPoolTaskRunner(max_workers=2),  # type: ignore[arg-type]  # the stub wants a coroutine runner
)
def ingest(source: str, since: datetime | None = None, until: datetime | None = None, via: Way = Way.ALL) -> RunResult:
    """Archive what ``source`` published in ``[since, until)``, found in one way or all of them.

    Without both, and run by a deployment: what was published since the source's watermark, up to the run's scheduled
    time; pages that are named there are archived whenever they were published. Else all that the source names. Both
    advance the watermark, if everything could be read.

    Pages that are settled are not fetched again. Batches that a killed run left unfinished come first. Raises
    `DiscoveryError` where nothing of the source could be read, after finishing what could be.
    """
    config = load()
    work = _Work.of(narrowed(config.source(source), via), config.settings)
    asked = Window(since=since, until=until)
    began_at = datetime.now(UTC)
    name = Run.begin(source, asked, began_at, str(flow_run.id)).name
    try:
        with cleaners(config.settings.ingest):
            if asked != ANY_TIME:
                work.take(Run(name, source, asked, began_at), asked)
            else:
                _catch_up(work, name, began_at, advance=via is Way.ALL)
    except StoppedError as stopped:
        work.leave("Cancelled", str(stopped))
        return Cancelled(message=str(stopped))  # type: ignore[return-value]  # a run that returns a state ends in it
    except (TerminationSignal, KeyboardInterrupt):
        work.leave("Cancelled")
        raise
    except Exception as error:
        work.leave("Failed", f"{type(error).__name__}: {error}")
        raise
    result = work.result(name)
    if asked == ANY_TIME and via is Way.ALL:
        keep_rhythm(work.source, result.summary.count(OutcomeKind.NEW), work.settings)
    return result


def _catch_up(work: "_Work", run: str, began_at: datetime, *, advance: bool) -> None:
    """Look through what is due, part by part; the watermark stays before the first part that was not seen whole."""
    source, settings = work.source, work.settings
    for number, part in enumerate(_due(source, settings, began_at)):
        suffix = f"-{number}" if number else ""
        advance &= work.take(Run(f"{run}{suffix}", source.name, ANY_TIME, began_at), part)
        if advance and part.until:
            advance_watermark(source.name, part.until, settings)


def _due(source: Source, settings: Settings, began_at: datetime) -> Sequence[Window]:
    """Return the windows that a run without one has to look through, oldest first."""
    if not deployment.id:
        return (Window(until=began_at),)
    end = end_of_run(flow_run.scheduled_start_time, began_at)
    watermark = read_watermark(source.name, settings)
    first = timedelta(seconds=source.schedule.first_s) if source.schedule.first_s else None
    window = due_window(watermark, end, timedelta(seconds=settings.ingest.overlap_s), first)
    return cut_window(window, timedelta(seconds=settings.ingest.slice_s)) if window else ()


def _tell_reading(source: str, what: str) -> None:
    tell(Progress(f"{source}: {what}"))


@dataclass
class _Work:
    """What one run does with its source, and what came of it so far."""

    source: Source
    settings: Settings
    stages: Stages = field(default_factory=lambda: Stages(time.monotonic))
    windows: list[Window] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    archived: list[Archived] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, settings: Settings) -> Self:
        """Return the work of a run that is about to begin."""
        return cls(source, settings.model_copy(update={"poll": source.poll_settings(settings.poll)}))

    def take(self, run: Run, window: Window) -> bool:
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
        self.plans.append(planned)
        for batch in work_off(planned, self.source, self.settings, self.stages):
            self.archived.append(batch)
        return not discovery.failures and len(discovery.refs) < self.settings.ingest.max_pages_per_run

    def result(self, run: str) -> RunResult:
        """Publish the run's artifacts and events, and return its result."""
        summary, name = self.summary, self.source.name
        failures = tuple(dict.fromkeys(failure for found in self.discoveries for failure in found.failures))
        unread = failures and not summary.discovered
        state = "Failed" if unread else "Completed, but a part could not be read" if failures else "Completed"
        self._publish(state)
        tell_of_articles(name, summary)
        tell_of_rejections(name, summary, self.settings.watch)
        if unread:
            raise DiscoveryError("; ".join(failures), url=name)
        warnings = tuple(dict.fromkeys(warning for found in self.discoveries for warning in found.warnings))
        outcomes = self._outcomes()
        return RunResult(source=name, run=run, summary=summary, outcomes=outcomes, warnings=warnings, failures=failures)

    def leave(self, state: str, why: str = "") -> None:
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
        left = begun - len(self.archived)
        notes += [f"batches that are left to the next run: {left} of {begun}"] if left else []
        notes += [note for found in self.discoveries for note in (*found.failures, *found.warnings)]
        return tuple(dict.fromkeys(notes))
