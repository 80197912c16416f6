"""The backfill flow: archives what sources published in a range of days, slice by slice, and resumes after stops."""

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from prefect import flow, tags
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.runtime import flow_run
from prefect.states import Completed
from pydantic import Field

from dateline.config.groups import with_members
from dateline.config.loader import Config, load
from dateline.flows.ingest import ingest
from dateline.flows.runtime.events import TAG, emit_backfill
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.lanes import results_as_completed
from dateline.flows.runtime.parameters import Day, checking_parameters
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, log, telling_end
from dateline.flows.runtime.stopping import enclosing_stop, in_last_words
from dateline.flows.steps import AS_TASKS
from dateline.flows.ui.backfill_report import slice_rows
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DiscoveryError, sentence_of
from dateline.tasks.core.models import OutcomeKind, Reason, Window
from dateline.tasks.core.runs.backfill import (
    TRIES,
    BackfillError,
    BackfillResult,
    Slice,
    SliceReport,
    SliceState,
    check_request,
    failures_in_words,
    in_words,
    left_s,
    reach_notes,
    slices_of,
    warning_notes,
    when_stopped,
)
from dateline.tasks.core.runs.summary import RunResult, Summary
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.core.sources.ways import Way, narrowed
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.ledger import holding_archive
from dateline.tasks.plan import plan
from dateline.tasks.schedule_state import mark_slice_done, slices_left

Parallel = Annotated[int, Field(ge=1, le=32)]


def _run_name() -> str:
    given = flow_run.parameters
    sources, via = given["sources"], given.get("via", Way.ALL)
    named = ", ".join(sources[:3]) + (f" and {len(sources) - 3} more" if len(sources) > 3 else "") or "no source"  # noqa: PLR2004 - as many as fit
    way = "" if via == Way.ALL else f" by {via}"
    dry = " (dry run)" if given.get("dry_run") else ""
    return f"{named} [{given['since']}, {given['until']}){way}{dry}"


@flow(name="backfill", flow_run_name=_run_name, on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def backfill(  # noqa: PLR0913, PLR0917 - the fields of the run form
    sources: list[str],
    since: Day,
    until: Day,
    via: Way = Way.ALL,
    slice: SliceLength = SliceLength.WEEK,  # noqa: A002 - its name in the run form
    parallel: Parallel = 2,
    dry_run: bool = False,  # noqa: FBT002 - a checkbox in the run form
    again: bool = False,  # noqa: FBT002 - as dry_run
) -> BackfillResult:
    """Archive what sources published in a range of days, slice by slice.

    Args:
        sources: Names of the sources; `group:NAME` stands for all sources of a group.
        since: The first day (UTC).
        until: The day after the last day (UTC).
        via: How to find pages; all: every way that the source file lists.
        slice: The length of a slice. Finished slices are recorded, and skipped the next time.
        parallel: How many slices to run at the same time.
        dry_run: Only count the pages that each slice would fetch.
        again: Also run slices that are already done.
    """
    config = load()
    sources = with_members(config, sources)
    check_request([config.source(name) for name in sources], since, until, via, slice)
    slices = slices_of(sources, since, until, slice)
    whole = Window(since=slices[0].window.since, until=slices[-1].window.until)
    name = flow_run.name or "backfill"
    with holding_archive(config.settings):
        left = slices if again or dry_run else slices_left(slices, whole, via, config.settings)
        work = _Backfill(config, whole, via, dry_run, len(left))
        try:
            with tags(TAG), cleaners(config.settings.ingest):  # subflow runs do not inherit tags
                work.all(left, parallel)
        except BaseException:
            in_last_words(lambda: _publish(work.result(name, slices, left)))
            raise
    result = work.result(name, slices, left)
    _publish(result)
    for note in result.notes:
        log(note, is_trouble=True)
    if not dry_run:
        emit_backfill(result.name, _totals(result))
    if result.failed:
        raise BackfillError(failures_in_words(result), result)
    return Completed(message=_in_short(result), data=result)  # type: ignore[return-value]  # the caller gets the result


@dataclass
class _Backfill:
    """The state of one backfill: its slices, and how many are done."""

    config: Config
    whole: Window
    via: Way
    dry_run: bool
    total: int
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    reports: dict[Slice, SliceReport] = field(default_factory=dict)
    left_alone: dict[str, str] = field(default_factory=dict)
    """Why no further slice of a source is tried, by source: its host is left alone."""
    counted: dict[Slice, dict[str, bool]] = field(default_factory=dict)
    """In a dry run, the pages that each slice would fetch, by url_key, each with whether the source dates it."""

    def all(self, left: Sequence[Slice], parallel: int) -> None:
        """Run the slices. Those that fail are retried after the others, `TRIES` attempts in all.

        Slices of sources whose host is left alone are neither tried nor retried.
        """
        artifact = create_progress_artifact(0.0, description="backfill: slices done")
        try:
            for attempt in range(1, TRIES + 1):
                failed = []
                with closing(results_as_completed(left, self._one, parallel)) as finished:
                    for job, report in finished:
                        if report is None:
                            continue
                        self.reports[job] = report.model_copy(update={"tries": attempt})
                        if report.state is SliceState.FAILED:
                            failed.append(job)
                        self._count(report)
                        update_progress_artifact(artifact, self._percent(), self._in_words())  # type: ignore[arg-type]
                left = [job for job in failed if job.source not in self.left_alone]
        except BaseException:
            self.reports = {job: when_stopped(report) for job, report in self.reports.items()}
            words = f"stopped: {self.done} of {self.total} slices done"
            in_last_words(lambda: update_progress_artifact(artifact, self._percent(), words))  # type: ignore[arg-type]
            raise

    def result(self, name: str, slices: Sequence[Slice], left: Sequence[Slice]) -> BackfillResult:
        """Return the state of every slice: done before, the report of this backfill, or still to do."""
        waiting = set(left)

        def report(job: Slice) -> SliceReport:
            state = SliceState.LEFT if job in waiting else SliceState.DONE_BEFORE
            detail = self.left_alone.get(job.source, "") if job in waiting else ""
            return self.reports.get(job) or SliceReport(source=job.source, days=job.key, state=state, detail=detail)

        reports = self._each_page_once(slices, tuple(map(report, slices)))
        asked = {job.source: narrowed(self.config.source(job.source), self.via) for job in slices}
        return BackfillResult(name=name, slices=reports, notes=(*warning_notes(reports), *reach_notes(reports, asked)))

    def _each_page_once(self, slices: Sequence[Slice], reports: tuple[SliceReport, ...]) -> tuple[SliceReport, ...]:
        """Return the reports of a dry run, counting a page that several slices list only in the first of them."""
        if not self.dry_run:
            return reports
        seen: dict[str, set[str]] = {}
        told = []
        for job, report in zip(slices, reports, strict=True):
            before = seen.setdefault(job.source, set())
            pages = {key: dated for key, dated in self.counted.get(job, {}).items() if key not in before}
            before.update(pages)
            undated = sum(not dated for dated in pages.values())
            known = (
                f"{count(undated, 'page')} without a date in the source: any slice can fetch them" if undated else ""
            )
            detail = "; ".join(filter(None, (report.detail, known)))
            told.append(report.model_copy(update={"pages": len(pages), "detail": detail}))
        return tuple(told)

    def _one(self, job: Slice) -> SliceReport | None:
        """Return the result of a slice, or None if it was not tried."""
        if job.source in self.left_alone:
            return None
        began = time.monotonic()
        try:
            report = self._counted(job) if self.dry_run else self._ingested(job)
        except Exception as error:  # noqa: BLE001 - one failing slice must not end the others
            detail = sentence_of(error)
            if isinstance(error, DiscoveryError) and error.reason is Reason.NOT_ASKED:
                self.left_alone[job.source] = detail
            report = SliceReport(source=job.source, days=job.key, state=SliceState.FAILED, detail=detail)
        return report.model_copy(update={"seconds": round(time.monotonic() - began, 1)})

    def _counted(self, job: Slice) -> SliceReport:
        source, settings = narrowed(self.config.source(job.source), self.via), self.config.settings
        discovery = AS_TASKS.discover(source, settings, job.window, judged=self.whole, stop=enclosing_stop())
        run = Run.begin(job.source, self.whole, datetime.now(UTC), str(flow_run.id))
        planned = plan(discovery.refs, run, settings)
        refs = [ref for batch in (*planned.resumed, *planned.batches) for ref in batch.refs]
        self.counted[job] = {url_key(ref.url): ref.published_at is not None for ref in refs}
        if discovery.parts.are_left_alone:
            self.left_alone[job.source] = "; ".join(discovery.failures)
        state = SliceState.FAILED if discovery.failures else SliceState.COUNTED
        detail = [*discovery.failures, *(["more pages than one run accepts; not all are counted"] * discovery.is_full)]
        listed = len(discovery.refs)
        return SliceReport(source=job.source, days=job.key, state=state, listed=listed, detail="; ".join(detail))

    def _ingested(self, job: Slice) -> SliceReport:
        began_at = datetime.now(UTC)
        results = [self._run(job)]
        while results[-1].more and _got_on(results[-1].summary):
            results.append(self._run(job))
        last = results[-1]
        state = _state_of(last)
        if state is SliceState.DONE:
            outside = any(result.outside for result in results)
            mark_slice_done(job, self.whole, self.via, began_at, self.config.settings, outside=outside)
        return SliceReport(
            source=job.source,
            days=job.key,
            state=state,
            pages=sum(result.summary.settled for result in results),
            listed=max(result.summary.discovered for result in results),
            new=sum(result.summary.count(OutcomeKind.NEW) for result in results),
            rejected=sum(result.summary.count(OutcomeKind.REJECTED) for result in results),
            detail=_detail_of(last),
            record_warnings=sum((Counter(result.record_warnings) for result in results), Counter[str]()),
        )

    def _run(self, job: Slice) -> RunResult:
        return ingest(job.source, job.window.since, job.window.until, self.via, self.whole)

    def _count(self, report: SliceReport) -> None:
        self.done += report.state is not SliceState.FAILED
        tell(Progress("backfill: slices", self.done, self.total))

    def _percent(self) -> float:
        return 100.0 * self.done / self.total

    def _in_words(self) -> str:
        left = self.total - self.done
        seconds = left_s(time.monotonic() - self.began, self.done, left)
        return f"{self.done} of {self.total} slices" + (f"; left: {in_words(seconds)}" if left else "")


def _state_of(result: RunResult) -> SliceState:
    if result.failures or result.broken or result.more:
        return SliceState.FAILED
    return SliceState.OPEN if result.missing else SliceState.DONE


def _detail_of(result: RunResult) -> str:
    told = [*result.failures, *result.broken]
    if result.more:
        told.append("more pages than one run accepts; run the same backfill again for the rest")
    if result.missing:
        told.append(f"{count(result.missing, 'page')} could not be reached; run the same backfill again to retry")
    return "; ".join(told)


def _got_on(summary: Summary) -> bool:
    """Return whether a run settled any pages, so that the next run reaches others."""
    return summary.settled > summary.reasons.get(Reason.NOT_ASKED, 0)


def _in_short(result: BackfillResult) -> str:
    pages, new, rejected = (sum(getattr(one, kind) for one in result.slices) for kind in ("pages", "new", "rejected"))
    told = f"{count(len(result.slices), 'slice')}, {count(pages, 'page')}"
    if any(report.state is SliceState.COUNTED for report in result.slices):
        return f"{told} to fetch"
    return f"{told}, {new:,} new, {rejected:,} rejected"


def _totals(result: BackfillResult) -> dict[str, object]:
    return {
        "slices": len(result.slices),
        "failed": len(result.failed),
        "pages": sum(report.pages for report in result.slices),
        "new": sum(report.new for report in result.slices),
    }


def _publish(result: BackfillResult) -> None:
    create_table_artifact(list(slice_rows(result)), key="backfill", description=plain(f"Slices of {result.name}"))
