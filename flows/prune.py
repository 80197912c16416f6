"""The prune flow: deletes expired raw pages, and keeps the records made from them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from dateline.config.loader import load
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.parameters import checking_parameters
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, telling_end
from dateline.flows.ui.prune_report import report_markdown
from dateline.tasks.core.archive.retention import PruneResult
from dateline.tasks.prune import prune_segments


@flow(name="prune", flow_run_name="prune", on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def prune(
    sources: Sequence[str] = (),
    dry_run: bool = False,  # noqa: FBT002 - a checkbox in the UI's run form
) -> PruneResult:
    """Delete the raw pages that have expired under `[archive] raw_retention`.

    A segment is kept while its batch is open, or while an article made from it is missing or damaged.

    Args:
        sources: Only raw pages of these sources; by default, of all.
        dry_run: Delete nothing, and list what would be deleted.
    """
    config = load()
    for name in sources:
        config.source(name)
    tell(Progress("looking for expired segments"))
    result = prune_segments(config.settings, sources, datetime.now(UTC), _counting(dry_run), dry_run=dry_run)
    create_markdown_artifact(report_markdown(result), key="prune", description="Deleted raw pages")
    return result


def _counting(dry_run: bool) -> Callable[[int], None]:
    step = "segments to be deleted" if dry_run else "deleting segments"
    return lambda removed: tell(Progress(step, removed))
