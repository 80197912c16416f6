"""One run of the main flow: the steps of its work, their results, and the report."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

from dateline.config.schema import Settings, Source
from dateline.flows.runtime.end_states import check_read
from dateline.flows.runtime.events import emit_articles, emit_rejections
from dateline.flows.runtime.health_link import health_url
from dateline.flows.runtime.progress import Progress
from dateline.flows.runtime.stopping import enclosing_stop, stopping_together
from dateline.flows.steps import AS_TASKS, Log, Planner, Steps
from dateline.flows.ui.ingest_report import Report, publish
from dateline.tasks.archive import Archived
from dateline.tasks.batches import in_words
from dateline.tasks.claims import claimed, known_states, still_in_hand
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import BrokenBatch, Run
from dateline.tasks.core.display.wording import count, size
from dateline.tasks.core.errors import StoppedError
from dateline.tasks.core.models import Outcome, OutcomeKind, PageRef, Window
from dateline.tasks.core.runs import looks, record_warnings
from dateline.tasks.core.runs.ending import Ending
from dateline.tasks.core.runs.looks import Look, looks_at
from dateline.tasks.core.runs.parts_read import PartsRead
from dateline.tasks.core.runs.shares import Standing, keys_of, standing
from dateline.tasks.core.runs.summary import RunResult, Stages, Summary, summarize
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.discover import Discovery
from dateline.tasks.plan import Plan

ANY_TIME = Window()
_LOOK_EVERY_S = 0.5
"""How often a slice checks whether the pages that it waits for have an outcome."""


def _tell_reading(source: str, steps: Steps, what: str) -> None:
    steps.tell(Progress(f"{source}: {what}"))
    steps.log(f"{source}: {what}")


def _log_discovery(log: Log, source: str, found: Discovery, seconds: float) -> None:
    log(f"{source}: {count(len(found.refs), 'page')} listed in the window, found in {seconds:.1f} s")
    for trouble in (*found.failures, *found.warnings):
        log(trouble, is_trouble=True)


def _log_plan(log: Log, source: str, planned: Plan) -> None:
    batches = count(len(planned.batches) + len(planned.resumed), "batch", "batches")
    log(f"{source}: {count(planned.pages, 'page')} to fetch in {batches}; {planned.known} known already")


def _log_batch(log: Log, source: str, done: Archived | BrokenBatch, number: int) -> None:
    if isinstance(done, BrokenBatch):
        log(done.detail, is_trouble=True)
    else:
        kinds = Counter(outcome.kind for outcome in done.outcomes)
        told = ", ".join(f"{kinds[kind]:,} {kind.value}" for kind in OutcomeKind if kinds[kind]) or "no changes"
        log(f"{source}: batch {number} archived: {told}; {size(done.amounts.written_bytes)} written")


@dataclass
class Work:
    """The work of one run, and its results so far."""

    source: Source
    settings: Settings
    scheduled: bool = False
    """Whether the run is one of a deployment."""
    steps: Steps = AS_TASKS
    stages: Stages = field(default_factory=lambda: Stages(time.monotonic))
    windows: list[Window] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    archived: list[Archived] = field(default_factory=list)
    broken: list[BrokenBatch] = field(default_factory=list)
    in_hand: int = 0
    """How many pages were left to other runs."""
    standing: Standing = field(default_factory=Standing)
    """To what extent the pages of a slice are settled."""
    asked: list[str] = field(default_factory=list)
    """URLs of the pages that were requested."""
    without_news: list[Look] = field(default_factory=list)
    """The results for requested pages that have no outcome."""
    slice_of: str = ""
    """The first day of the slice of a backfill that this run is, in words; "" if it is none."""
    told: list[str] = field(default_factory=list)
    """A sentence for each oddity of the run itself."""

    @classmethod
    def of(cls, source: Source, settings: Settings, *, scheduled: bool = False, steps: Steps = AS_TASKS) -> Self:
        """Return the work of a run at its beginning."""
        return cls(source, settings.model_copy(update={"poll": source.poll_settings(settings.poll)}), scheduled, steps)

    def ingest_window(self, run: Run, window: Window) -> bool:
        """Archive what the source lists in the window. Return whether all was read and nothing left to others."""
        discovery = self._discover(run, window)
        planned = self._process(discovery.refs, run)
        self.in_hand += len(planned.in_hand)
        return not (discovery.failures or discovery.is_full or planned.in_hand or self.steps.is_late())

    def ingest_slice(self, run: Run, window: Window) -> None:
        """Archive what the source lists in one slice of a backfill, whose window is the run's.

        It ends when each listed page has an outcome: it waits for pages that other slices or runs are working on, and
        fetches those that they release.

        Raises:
            StoppedError: the backfill was stopped while this slice waited.
        """
        self.slice_of = f" from {window.since:%Y-%m-%d}"
        discovery = self._discover(run, window)
        named = {url_key(ref.url): ref for ref in discovery.refs}
        refs: Sequence[PageRef] = discovery.refs
        batches = 0
        with stopping_together() as stop:
            while refs:
                planned = self._process(refs, run, batches)
                batches += len(planned.batches)
                open_keys = planned.in_hand | planned.resumed_keys
                self._wait_for(planned.in_hand, run.source, stop)
                # The pages of a resumed batch were judged by the window of its own run, so check them again.
                refs = [named[key] for key in named if key in open_keys]
        known = known_states(run.source, named, self.settings)
        settled = standing(named, known, self.settings.ingest.max_tries)
        # Pages that were skipped because of the limit may be outside the window, too.
        self.standing = Standing(settled.missing, settled.outside + discovery.passed_over)

    def look_again(self, run: Run, refs: Sequence[PageRef]) -> None:
        """Fetch these pages now, whatever is known about them, except those that other runs are working on."""
        self.asked += [ref.url for ref in refs]
        named = {url_key(ref.url): ref for ref in refs}
        batches = 0
        while refs:
            planned = self._process(refs, run, batches, self.steps.plan_again)
            batches += len(planned.batches)
            self.in_hand += len(planned.in_hand)
            # What a killed run had fetched earlier is not up to date.
            refs = [named[key] for key in named if key in planned.resumed_keys]

    def _discover(self, run: Run, window: Window) -> Discovery:
        self.steps.tell(Progress(f"{run.source}{self.slice_of}: looking for pages"))
        self.windows.append(window)
        began = time.monotonic()
        with self.stages.timed("discover"), cleaners(self.settings.ingest) as call_crew:
            reading = partial(_tell_reading, run.source, self.steps)
            scheduled = self.scheduled and run.window == ANY_TIME
            discovery = self.steps.discover(
                self.source,
                self.settings,
                window,
                reading,
                scheduled=scheduled,
                judged=run.window,
                expect_pages=lambda: call_crew().start(),
                stop=enclosing_stop(),
            )
        self.discoveries.append(discovery)
        _log_discovery(self.steps.log, run.source, discovery, time.monotonic() - began)
        return discovery

    def _process(self, refs: Sequence[PageRef], run: Run, first: int = 0, planner: Planner | None = None) -> Plan:
        """Archive the pages that are due and that no run is working on. Return what was done as a plan."""
        with self.stages.timed("plan"):
            planned = self._without_broken((planner or self.steps.plan)(refs, run, self.settings, first))
        with claimed(planned, run, self.settings) as mine:
            self.plans.append(mine)
            _log_plan(self.steps.log, run.source, mine)
            working = self.steps.process(
                mine,
                self.source,
                self.settings,
                self.stages,
                self.without_news.append,
                self.source.name + self.slice_of,
            )
            for number, batch in enumerate(working, 1):
                _log_batch(self.steps.log, run.source, batch, number)
                if isinstance(batch, BrokenBatch):
                    self.broken.append(batch)
                else:
                    self.archived.append(batch)
        return mine

    def _without_broken(self, planned: Plan) -> Plan:
        """Return the plan without the batches that failed in this run, which the next run retries."""
        broken = {batch.name for batch in self.broken}
        failed = [batch for batch in planned.resumed if batch.name in broken]
        resumed = tuple(batch for batch in planned.resumed if batch not in failed)
        return replace(planned, resumed=resumed, resumed_keys=planned.resumed_keys - keys_of(failed))

    def _wait_for(self, keys: Collection[str], source: str, stop: Callable[[], bool]) -> None:
        """Wait until no other run is working on any of the pages."""
        while keys and (keys := still_in_hand(source, keys, self.settings)):
            self.steps.tell(
                Progress(f"{source}: waiting for {count(len(keys), 'page')} that another run is working on")
            )
            if stop():
                raise StoppedError("stopped while waiting for pages that another run is working on")
            time.sleep(_LOOK_EVERY_S)

    def result(self, run: str) -> RunResult:
        """Emit the run's events, and return its result.

        Raises:
            DiscoveryError: nothing that was asked of the source could be read.
        """
        done = self.done(run)
        emit_articles(done.source, done.summary)
        emit_rejections(done.source, done.summary, self.settings.watch)
        check_read(done, self.parts)
        return done

    def done(self, run: str) -> RunResult:
        """Return the result so far."""
        failures = tuple(dict.fromkeys(failure for found in self.discoveries for failure in found.failures))
        of_parts = [warning for found in self.discoveries for warning in found.warnings]
        warnings = [*self.told, *of_parts, *self._record_warnings(), *self._left_to_others(), *self._set_aside()]
        return RunResult(
            source=self.source.name,
            run=run,
            summary=self.summary,
            outcomes=self._outcomes(),
            warnings=tuple(dict.fromkeys(warnings)),
            record_warnings=self._kinds_of_warnings(),
            failures=failures,
            broken=tuple(batch.detail for batch in self.broken),
            is_storage_damaged=any(batch.is_storage for batch in self.broken),
            missing=self.standing.missing,
            outside=self.standing.outside,
            looks=tuple(self._looks()),
            more=any(found.is_full for found in self.discoveries),
        )

    def publish(self, ending: Ending) -> None:
        """Publish the report of the run, with how it ended."""
        seen = Window(since=self.windows[0].since, until=self.windows[-1].until) if self.windows else ANY_TIME
        notes = ending.notes(self._notes())
        summary, not_due = self.summary, self.parts.not_due
        report = Report(self.source.name, ending.state, seen, summary, self.stages, notes, not_due, health_url())
        publish(report, self._outcomes(), frozenset[str]().union(*(batch.only_days for batch in self.archived)))

    def _looks(self) -> Sequence[Look]:
        return looks_at(self.asked, self._outcomes(), self.without_news)

    def _outcomes(self) -> tuple[Outcome, ...]:
        return tuple(outcome for batch in self.archived for outcome in batch.outcomes)

    @property
    def summary(self) -> Summary:
        """The totals so far."""
        return summarize(
            self._outcomes(),
            sum((batch.amounts for batch in self.archived), self.stages.fetched),
            discovered=len(self.asked) + sum(len(discovery.refs) for discovery in self.discoveries),
            known=sum(planned.known for planned in self.plans),
            in_hand=self.in_hand,
        )

    @property
    def clock_is_behind(self) -> bool:
        """Whether a server's clock is far ahead of this machine's."""
        return any(found.clock_is_behind for found in self.discoveries)

    @property
    def parts(self) -> PartsRead:
        """How many parts of the source could be read."""
        return sum((found.parts for found in self.discoveries), PartsRead())

    def _left_to_others(self) -> Sequence[str]:
        if not self.in_hand:
            return ()
        return (f"{count(self.in_hand, 'page')} left to another run of {self.source.name} that is working on them",)

    def _notes(self) -> Sequence[str]:
        resumed = sum(len(planned.resumed) for planned in self.plans)
        begun = sum(len(planned.resumed) + len(planned.batches) for planned in self.plans)
        notes = [f"requested page: {looks.in_words(look)}" for look in self._looks()]
        if not self.windows and not self.asked:
            notes.append("another run has covered this time: there was nothing left to do")
        notes += [f"unfinished batches of an earlier run, completed first: {resumed}"] if resumed else []
        left = begun - len(self.archived) - len(self.broken)
        notes += [f"batches left to the next run: {left} of {begun}"] if left else []
        notes += self._left_to_others()
        notes += [note for found in self.discoveries for note in (*found.failures, *found.warnings)]
        notes += [batch.detail for batch in self.broken]
        return tuple(dict.fromkeys([*notes, *self.told, *self._record_warnings(), *self._set_aside()]))

    def _record_warnings(self) -> Sequence[str]:
        return record_warnings.in_words(self._kinds_of_warnings(), self.source.name)

    def _kinds_of_warnings(self) -> Mapping[str, int]:
        return sum((batch.warnings for batch in self.archived), Counter[str]())

    def _set_aside(self) -> Sequence[str]:
        return [in_words(batch) for planned in self.plans for batch in planned.set_aside]
