"""The main flow: from a source to articles in the archive."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from prefect import flow
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled
from prefect.task_runners import ThreadPoolTaskRunner

from config.loader import load
from config.schema import Settings, Source
from flows.events import tell_of_articles, tell_of_rejections
from flows.pipeline import work_off
from flows.report import publish
from flows.run_progress import Progress, tell
from tasks.archive import Archived
from tasks.core.batches import Run
from tasks.core.errors import DiscoveryError, StoppedError
from tasks.core.models import Window
from tasks.core.stages import Stages
from tasks.core.summary import RunResult, summarize
from tasks.core.ways import Way, narrowed
from tasks.core.windows import cut_window, due_window, end_of_run
from tasks.discover import Discovery, discover
from tasks.plan import Plan, plan
from tasks.watermark import advance_watermark, read_watermark

ANY_TIME = Window()


def _run_name() -> str:
    given = flow_run.parameters
    since, until, via = given.get("since"), given.get("until"), given.get("via", Way.ALL)
    way = "" if via == Way.ALL else f" by {Way(via).value}"
    if since or until:
        return f"{given['source']} [{since or '…'}, {until or '…'}){way}"
    scheduled = f" up to {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}" if deployment.id else ""
    return f"{given['source']}{scheduled}{way}"


@flow(
    name="ingest",
    flow_run_name=_run_name,
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
    work = _Work(narrowed(config.source(source), via), config.settings)
    asked = Window(since=since, until=until)
    began_at = datetime.now(UTC)
    name = Run.begin(source, asked, began_at, str(flow_run.id)).name
    try:
        if asked != ANY_TIME:
            work.take(Run(name, source, asked, began_at), asked)
        else:
            _catch_up(work, name, began_at, advance=via is Way.ALL)
    except StoppedError as stopped:
        return Cancelled(message=str(stopped))  # type: ignore[return-value]  # a run that returns a state ends in it
    return work.result(name)


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
    discoveries: list[Discovery] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    archived: list[Archived] = field(default_factory=list)

    def take(self, run: Run, window: Window) -> bool:
        """Archive what the source names in the window; return whether all of it was seen."""
        tell(Progress(f"{run.source}: looking for pages"))
        with self.stages.timed("discover"):
            reading = partial(_tell_reading, run.source)
            scheduled = bool(deployment.id) and run.window == ANY_TIME
            discovery = discover(self.source, self.settings, window, reading, scheduled=scheduled)
        self.discoveries.append(discovery)
        with self.stages.timed("plan"):
            planned = plan(discovery.refs, run, self.settings)
        self.plans.append(planned)
        self.archived += work_off(planned, self.source, self.settings, self.stages)
        return not discovery.failures and len(discovery.refs) < self.settings.ingest.max_pages_per_run

    def result(self, run: str) -> RunResult:
        """Publish the run's artifacts and events, and return its result."""
        outcomes = tuple(outcome for batch in self.archived for outcome in batch.outcomes)
        discovered = sum(len(discovery.refs) for discovery in self.discoveries)
        summary = summarize(
            outcomes,
            discovered=discovered,
            known=sum(planned.known for planned in self.plans),
            written=sum(batch.created for batch in self.archived),
        )
        name = self.source.name
        publish(name, summary, outcomes, self._notes(), self.stages)
        tell_of_articles(name, summary)
        tell_of_rejections(name, summary, self.settings.watch)
        failures = tuple(dict.fromkeys(failure for found in self.discoveries for failure in found.failures))
        if failures and not discovered:
            raise DiscoveryError("; ".join(failures), url=name)
        warnings = tuple(dict.fromkeys(warning for found in self.discoveries for warning in found.warnings))
        return RunResult(source=name, run=run, summary=summary, outcomes=outcomes, warnings=warnings, failures=failures)

    def _notes(self) -> Sequence[str]:
        resumed = sum(len(planned.resumed) for planned in self.plans)
        notes = [] if self.discoveries else ["another run has been here for this time: nothing was left to do"]
        notes += [f"{resumed} batches of an unfinished run were completed"] if resumed else []
        notes += [note for found in self.discoveries for note in (*found.failures, *found.warnings)]
        return tuple(dict.fromkeys(notes))
