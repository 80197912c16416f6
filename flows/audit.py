"""The audit flow: checks every manifest, article, rejection and raw page against the others."""

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from dateline.config.loader import load
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.parameters import Moment, checking_parameters, window_between
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, telling_end
from dateline.flows.ui.audit_report import finding_rows, report_markdown
from dateline.tasks.audit import (
    check_articles,
    check_days,
    check_manifests,
    check_rejections,
    check_segments,
    index_file,
)
from dateline.tasks.core.archive.audit import Scope
from dateline.tasks.core.archive.audit_findings import AuditResult, added_up
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.ledger import holding_archive
from dateline.tasks.search import keep_index_up


@flow(name="audit", flow_run_name="audit", on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def audit(
    since: Moment | None = None,
    until: Moment | None = None,
    deep: bool = True,  # noqa: FBT002 - a checkbox in the UI's run form
    mend: bool = False,  # noqa: FBT002 - as above
) -> AuditResult:
    """Check the archive for missing, damaged and unexplained objects.

    Args:
        since: Only records of this day and later ones.
        until: Only records of days before this one.
        deep: Read and verify every raw page; without it, the audit only checks that the segments exist.
        mend: Repair what can be repaired.
    """
    config = load()
    run = Run.begin("audit", window_between(since, until), datetime.now(UTC), str(flow_run.id), "-audit")
    with holding_archive(config.settings), index_file() as index:
        scope = Scope(config.settings, config.sources, run.window, index, run, deep, mend)
        tell(Progress("reading manifests"))
        passes = (check_manifests, check_articles, check_rejections, check_segments, check_days)
        result = added_up([check(scope, _counted) for check in passes], deep=deep)
    if mend and (note := keep_index_up(config.settings, everywhere=True)):
        get_run_logger().warning(note)
    create_markdown_artifact(report_markdown(result), key="audit", description="Audit of the archive")
    if rows := finding_rows(result):
        create_table_artifact(rows, key="audit-findings", description="Faults in the archive")
    return result


def _counted(what: str, done: int) -> None:
    tell(Progress(f"checking {what}", done))
