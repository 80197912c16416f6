"""Backfills: what sources published in a span of days, slice by slice, with as many stops as it takes."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated

from prefect import flow, tags
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.runtime import flow_run
from pydantic import Field

from dateline.config.loader import Config, load
from dateline.flows.ingest import ingest
from dateline.flows.runtime.events import TAG, emit_backfill
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.side_by_side import side_by_side
from dateline.flows.runtime.stopping import end_with_serve
from dateline.flows.ui.backfill_report import slice_rows
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.errors import BackfillError, ConfigError
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.backfill import (
    TRIES,
    BackfillResult,
    Slice,
    SliceReport,
    SliceState,
    in_words,
    left_s,
    slices_of,
)
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.core.sources.ways import Way, has_way, narrowed
from dateline.tasks.discover import discover
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.plan import plan
from dateline.tasks.schedule_state import mark_slice_done, slices_left

Parallel = Annotated[int, Field(ge=1, le=32)]


def _run_name() -> str:
    given = flow_run.parameters
    sources, via = given["sources"], given.get("via", Way.ALL)
    named = ", ".join(sources[:3]) + (f" and {len(sources) - 3} more" if len(sources) > 3 else "")  # noqa: PLR2004 - what fits
    way = "" if via == Way.ALL else f" by {Way(via).value}"
    dry = " (dry run)" if given.get("dry_run") else ""
    return f"{named} [{given['since']}, {given['until']}){way}{dry}"


@flow(name="backfill", flow_run_name=_run_name, on_running=[end_with_serve])
def backfill(  # noqa: PLR0913, PLR0917 - the fields of the run form
    sources: list[str],
    since: date,
    until: date,
    via: Way = Way.ALL,
    slice: SliceLength = SliceLength.WEEK,  # noqa: A002 - what it is called in the run form
    parallel: Parallel = 2,
    dry_run: bool = False,  # noqa: FBT002 - the run form shows it as a box
    again: bool = False,  # noqa: FBT002 - as dry_run
) -> BackfillResult:
    """Archive what sources published on the days from since on, and before until.

    Args:
        sources: Which sources, by name.
        since: The first day (UTC).
        until: The day after the last one (UTC).
        via: How pages are found; all: in every way that the source's file names.
        slice: How much is done at once. A slice that is done is noted, and passed over the next time.
        parallel: How many slices are worked on at the same time.
        dry_run: Only say how many pages each slice would bring.
        again: Do slices that are done once more.
    """
    config = load()
    _check(config, sources, since, until, via)
    slices = slices_of(sources, since, until, slice)
    with holding_ledger(config.settings):
        left = slices if again or dry_run else slices_left(slices, via, config.settings)
        work = _Backfill(config, via, dry_run, len(left))
        with tags(TAG), cleaners(config.settings.ingest):  # a run within a run has none of its tags
            reports = work.all(left, parallel)
    result = BackfillResult(name=flow_run.name or "backfill", slices=_in_order(slices, reports))
    _publish(result)
    if not dry_run:
        emit_backfill(result.name, _totals(result))
    if failed := result.failed:
        first = failed[0]
        raise BackfillError(
            f"{len(failed)} of {len(slices)} slices failed, the first of them {first.source} {first.days}: "
            f"{first.detail}. The same call tries them again"
        )
    return result


def _check(config: Config, sources: Sequence[str], since: date, until: date, via: Way) -> None:
    if since >= until:
        raise ConfigError(f"since ({since}) must lie before until ({until})")
    if not sources:
        raise ConfigError(f"name at least one source; there are {', '.join(config.sources) or 'none yet'}")
    for name in sources:
        if not has_way(config.source(name), via):
            place = config.folder / "sources" / f"{name}.toml"
            what = "anything to read" if via is Way.ALL else f"{via.value}"
            raise ConfigError(f"{name} cannot be backfilled so: {place} names no {what}")


@dataclass
class _Backfill:
    """The work of one backfill, and how far it is."""

    config: Config
    via: Way
    dry_run: bool
    total: int
    done: int = 0
    began: float = field(default_factory=time.monotonic)

    def all(self, left: Sequence[Slice], parallel: int) -> dict[Slice, SliceReport]:
        """Work off the slices; those that fail come again after the others, `TRIES` times in all."""
        reports: dict[Slice, SliceReport] = {}
        artifact = create_progress_artifact(0.0, description="backfill: slices done")
        for attempt in range(1, TRIES + 1):
            failed = []
            with closing(side_by_side(left, self._one, parallel)) as finished:
                for job, report in finished:
                    reports[job] = report.model_copy(update={"tries": attempt})
                    if report.state is SliceState.FAILED:
                        failed.append(job)
                    self._count(report)
                    update_progress_artifact(artifact, 100.0 * self.done / self.total, self._in_words())  # type: ignore[arg-type]
            left = failed
        return reports

    def _one(self, job: Slice) -> SliceReport:
        began = time.monotonic()
        try:
            report = self._counted(job) if self.dry_run else self._ingested(job)
        except Exception as error:  # noqa: BLE001 - one slice in trouble does not end the others
            detail = f"{type(error).__name__}: {error}"
            report = SliceReport(source=job.source, days=job.key, state=SliceState.FAILED, detail=detail)
        return report.model_copy(update={"seconds": round(time.monotonic() - began, 1)})

    def _counted(self, job: Slice) -> SliceReport:
        source, settings = narrowed(self.config.source(job.source), self.via), self.config.settings
        discovery = discover(source, settings, job.window)
        run = Run.begin(job.source, job.window, datetime.now(UTC), str(flow_run.id))
        pages = plan(discovery.refs, run, settings).pages
        state = SliceState.FAILED if discovery.failures else SliceState.COUNTED
        return SliceReport(
            source=job.source, days=job.key, state=state, pages=pages, detail="; ".join(discovery.failures)
        )

    def _ingested(self, job: Slice) -> SliceReport:
        began_at = datetime.now(UTC)
        result = ingest(job.source, job.window.since, job.window.until, self.via)
        failures = (*result.failures, *result.broken)
        whole = not failures and result.summary.discovered < self.config.settings.ingest.max_pages_per_run
        if whole:
            mark_slice_done(job, self.via, began_at, self.config.settings)
        detail = "; ".join(failures) or ("" if whole else "more pages than one run takes; the next goes on")
        return SliceReport(
            source=job.source,
            days=job.key,
            state=SliceState.DONE if whole else SliceState.FAILED,
            pages=result.summary.settled,
            new=result.summary.count(OutcomeKind.NEW),
            rejected=result.summary.count(OutcomeKind.REJECTED),
            detail=detail,
        )

    def _count(self, report: SliceReport) -> None:
        self.done += report.state is not SliceState.FAILED
        tell(Progress(f"backfill: {self._in_words()}", self.done, self.total))

    def _in_words(self) -> str:
        left = self.total - self.done
        seconds = left_s(time.monotonic() - self.began, self.done, left)
        return f"{self.done} of {self.total} slices; left: {in_words(seconds)}"


def _in_order(slices: Sequence[Slice], reports: dict[Slice, SliceReport]) -> tuple[SliceReport, ...]:
    return tuple(
        reports.get(s) or SliceReport(source=s.source, days=s.key, state=SliceState.DONE_BEFORE) for s in slices
    )


def _totals(result: BackfillResult) -> dict[str, object]:
    return {
        "slices": len(result.slices),
        "failed": len(result.failed),
        "pages": sum(report.pages for report in result.slices),
        "new": sum(report.new for report in result.slices),
    }


def _publish(result: BackfillResult) -> None:
    create_table_artifact(list(slice_rows(result)), key="backfill", description=plain(f"Slices of {result.name}"))
