"""Events that dateline tells Prefect of; automations act on them (see `flows.automations`)."""

from prefect.events import emit_event

from config.schema import WatchSettings
from tasks.core.models import OutcomeKind, Reason
from tasks.core.summary import Summary

TAG = "dateline"
"""Every deployment and every run of one bears it: automations on runs concern these only."""

PUBLISHED = "dateline.source.published"
"""New articles came of a source."""
SILENT = "dateline.source.silent"
"""A source has been silent for longer than its own usual."""
REJECTIONS = "dateline.source.rejections"
"""A run rejected more than the configured share of its pages."""
BACKFILL_FINISHED = "dateline.backfill.finished"

SOURCE_RESOURCE = "dateline.source."


def emit(event: str, source: str, payload: dict[str, object]) -> None:
    """Emit an event about a source; it is sent in the background."""
    resource = {"prefect.resource.id": f"{SOURCE_RESOURCE}{source}", "prefect.resource.name": source}
    emit_event(event, resource=resource, payload=payload)


def tell_of_backfill(name: str, payload: dict[str, object]) -> None:
    """Emit `BACKFILL_FINISHED`."""
    resource = {"prefect.resource.id": f"dateline.backfill.{name}", "prefect.resource.name": name}
    emit_event(BACKFILL_FINISHED, resource=resource, payload=payload)


def tell_of_articles(source: str, summary: Summary) -> None:
    """Emit `PUBLISHED` where the run brought new articles."""
    if new := summary.count(OutcomeKind.NEW):
        emit(PUBLISHED, source, {"articles": new})


def tell_of_rejections(source: str, summary: Summary, watch: WatchSettings) -> None:
    """Emit `REJECTIONS` where too large a share was rejected; pages outside of a window are none of it."""
    outside = summary.reasons.get(Reason.OUTSIDE_WINDOW, 0)
    pages, rejected = summary.settled - outside, summary.count(OutcomeKind.REJECTED) - outside
    if pages >= watch.rejected_pages and rejected > watch.rejected_share * pages:
        reasons = {reason.value: count for reason, count in summary.reasons.items()}
        emit(REJECTIONS, source, {"pages": pages, "rejected": rejected, "reasons": reasons})
