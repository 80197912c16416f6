"""Regular runs, which cover what a source published since the last one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dateline.config.schema import Settings, Source
from dateline.flows.ingest_run import ANY_TIME, Work
from dateline.tasks.core.archive.batches import Run, part_name
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.windows import cut_window, due_window
from dateline.tasks.schedule_state import advance_watermark, read_watermark


def catch_up(work: Work, run: str, began_at: datetime, end: datetime | None, *, advance: bool) -> None:
    """Ingest the due windows, part by part. The watermark stays before the first part that was not fully read.

    ``end``: the end of a scheduled run's window. Without it, the run covers everything that the source lists.
    """
    source, settings = work.source, work.settings
    for number, part in enumerate(_due(source, settings, began_at, end)):
        if number and work.steps.is_late():
            return
        advance &= work.ingest_window(Run(part_name(run, number), source.name, ANY_TIME, began_at), part)
        if advance and part.until:
            advance_watermark(source.name, part.until, settings, began_at, behind=work.clock_is_behind)


def _due(source: Source, settings: Settings, began_at: datetime, end: datetime | None) -> Sequence[Window]:
    """Return the windows that a run without a window has to cover, oldest first."""
    if end is None:
        return (Window(until=began_at),)
    watermark = read_watermark(source.name, settings, began_at)
    first = timedelta(seconds=source.schedule.first_s) if source.schedule.first_s else None
    window = due_window(watermark, end, timedelta(seconds=settings.ingest.overlap_s), first)
    return cut_window(window, timedelta(seconds=settings.ingest.slice_s)) if window else ()
