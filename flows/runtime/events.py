"""Events that dateline emits to Prefect. Automations act on them (see `dateline.flows.serving.automations`).

The payload of each event has a sentence for people, ``message``, and the URL of its run in the UI, ``run``.
"""

from prefect.events import emit_event
from prefect.runtime import flow_run

from dateline.config.schema import WatchSettings
from dateline.tasks.core.display.wording import count, moment
from dateline.tasks.core.models import OutcomeKind, Reason
from dateline.tasks.core.runs.summary import Summary
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.monitoring import Failing

TAG = "dateline"
"""The tag of every deployment and its runs. Automations on runs apply only to runs with it."""

PUBLISHED = "dateline.source.published"
"""Emitted when a run has archived new articles of a source."""
SILENT = "dateline.source.silent"
"""Emitted when a source has been silent for longer than is usual for it."""
FAILING = "dateline.source.failing"
"""Emitted when `watch.failed_runs` runs of a source have failed in a row, or most sources in so many runs of a group.
Emitted again only after a run has succeeded."""
REJECTIONS = "dateline.source.rejections"
"""Emitted when a run has rejected more than the configured share of its pages."""
BACKFILL_FINISHED = "dateline.backfill.finished"
"""Emitted when all slices of a backfill have been tried."""

SOURCE_RESOURCE = "dateline.source."


def _emit_of_source(event: str, source: str, message: str, payload: dict[str, object]) -> None:
    _emit(event, f"{SOURCE_RESOURCE}{source}", source, message, payload)


def _emit(event: str, resource: str, name: str, message: str, payload: dict[str, object]) -> None:
    """Emit an event. Prefect sends it in the background."""
    told = {"message": f"{name}: {message}", "run": flow_run.ui_url or "", **payload}
    emit_event(event, resource={"prefect.resource.id": resource, "prefect.resource.name": name}, payload=told)


def emit_backfill(name: str, payload: dict[str, object]) -> None:
    """Emit `BACKFILL_FINISHED` with the totals of `dateline.flows.backfill`."""
    figures = ", ".join(f"{key}: {value}" for key, value in payload.items())
    _emit(BACKFILL_FINISHED, f"dateline.backfill.{name}", name, f"the backfill is finished ({figures})", payload)


def emit_articles(source: str, summary: Summary) -> None:
    """Emit `PUBLISHED` if the run archived new articles."""
    if new := summary.count(OutcomeKind.NEW):
        _emit_of_source(PUBLISHED, source, count(new, "new article"), {"articles": new})


def emit_silence(health: SourceHealth) -> None:
    """Emit `SILENT` for a source."""
    _emit_of_source(SILENT, health.source, health.state, {"days": health.silent_days, "state": health.state})


def emit_failing(source: str, failing: Failing, why: str) -> None:
    """Emit `FAILING`. The run that emits it is the last of those that failed."""
    _emit_failing(f"{SOURCE_RESOURCE}{source}", source, failing, why)


def emit_failing_group(group: str, failing: Failing, why: str) -> None:
    """Emit `FAILING` for a group, instead of one for each of its sources."""
    _emit_failing(f"dateline.group.{group}", f"group {group}", failing, why)


def _emit_failing(resource: str, name: str, failing: Failing, why: str) -> None:
    runs = count(failing.runs, "run")
    message = f"the last {runs} failed, the first of them at {moment(failing.since)} UTC: {why}"
    _emit(FAILING, resource, name, message, {"runs": failing.runs, "since": failing.since.isoformat()})


def emit_rejections(source: str, summary: Summary, watch: WatchSettings) -> None:
    """Emit `REJECTIONS` if too large a share of pages was rejected. Pages outside the window do not count."""
    outside = summary.reasons.get(Reason.OUTSIDE_WINDOW, 0)
    pages, rejected = summary.settled - outside, summary.count(OutcomeKind.REJECTED) - outside
    if pages >= watch.rejected_pages and rejected > watch.rejected_share * pages:
        counted = summary.reasons.items()
        reasons = {reason.value: number for reason, number in counted if reason is not Reason.OUTSIDE_WINDOW}
        why = ", ".join(f"{number} {reason}" for reason, number in reasons.items())
        message = f"{rejected} of {count(pages, 'page')} were rejected ({why})"
        _emit_of_source(REJECTIONS, source, message, {"pages": pages, "rejected": rejected, "reasons": reasons})
