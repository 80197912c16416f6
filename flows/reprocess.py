"""The reprocess flow: cleans a source's stored pages again with the current cleaner, without fetching anything."""

from collections.abc import Iterator
from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.runtime import flow_run

from dateline.config.loader import load
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.parameters import Moment, checking_parameters, window_between
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, telling_end
from dateline.flows.ui.reprocess_report import publish
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX, ReprocessResult, SegmentJob, added_up
from dateline.tasks.ledger import holding_archive
from dateline.tasks.reprocess import reclean, segments_of
from dateline.tasks.search import keep_index_up


def _run_name() -> str:
    given = flow_run.parameters
    return f"{given['source']}{' (dry run)' if given.get('dry_run') else ''}"


@flow(name="reprocess", flow_run_name=_run_name, on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def reprocess(
    source: str,
    since: Moment | None = None,
    until: Moment | None = None,
    dry_run: bool = False,  # noqa: FBT002 - a checkbox in the UI's run form
) -> ReprocessResult:
    """Clean the stored pages of a source again, and archive the changes beside the existing records.

    Args:
        source: The name of the source.
        since: Only pages published at or after this time, according to the archived record or the current cleaner.
        until: Only pages published before this time.
        dry_run: Write nothing, and list what would be written.
    """
    config = load()
    table, settings = config.source(source), config.settings
    run = Run.begin(source, window_between(since, until), datetime.now(UTC), str(flow_run.id), RUN_SUFFIX)
    tell(Progress(f"{source}: looking for segments"))
    with holding_archive(settings):
        found = segments_of(source, run.window, settings)
        effects = added_up(reclean(job, run, table, settings, dry_run=dry_run) for job in _counted(source, found.jobs))
    result = ReprocessResult(
        source=source,
        run=run.name,
        dry_run=dry_run,
        segments=len(found.jobs),
        skipped=found.unfinished,
        pruned=found.pruned,
        **dict(effects),
    )
    publish(result)
    if not dry_run and (note := keep_index_up(settings)):
        get_run_logger().warning(note)
    return result


def _counted(source: str, jobs: tuple[SegmentJob, ...]) -> Iterator[SegmentJob]:
    """Yield the jobs, and report how many are done."""
    if not jobs:
        return
    artifact = create_progress_artifact(0.0, description=f"{source}: segments cleaned again")
    for done, job in enumerate(jobs, 1):
        yield job
        update_progress_artifact(artifact, 100.0 * done / len(jobs))  # type: ignore[arg-type]
        tell(Progress(f"{source}: cleaning again", done, len(jobs)))
