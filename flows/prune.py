"""Raw pages whose time is over are removed; what was made of them stays."""

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from dateline.config.loader import load
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.stopping import end_with_serve
from dateline.flows.ui.prune_report import report_markdown
from dateline.tasks.core.archive.retention import PruneResult
from dateline.tasks.prune import prune_segments


@flow(name="prune", flow_run_name="prune", on_running=[end_with_serve])
def prune(
    sources: Sequence[str] = (),
    dry_run: bool = False,  # noqa: FBT002 - the run form in the UI shows it as a box
) -> PruneResult:
    """Remove the segments, of these sources or of all, whose time is over by ``[archive] raw_retention``.

    Nothing is removed while its batch is open, or while an article that was made of it is missing or damaged.
    With ``dry_run`` nothing is removed at all, and the result says what would be.
    """
    config = load()
    for name in sources:
        config.source(name)
    tell(Progress("looking for segments whose time is over"))
    result = prune_segments(config.settings, sources, datetime.now(UTC), _counted, dry_run=dry_run)
    create_markdown_artifact(report_markdown(result), key="prune", description="Raw pages removed")
    return result


def _counted(removed: int) -> None:
    tell(Progress("removing segments", removed))
