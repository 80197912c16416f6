"""The compact flow: writes each closed day as single files, beside the individual records."""

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from dateline.config.loader import load
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.parameters import Moment, checking_parameters, window_between
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, telling_end
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.protocols import Receipt
from dateline.tasks.core.value_types import Model
from dateline.tasks.ledger import holding_archive


class CompactResult(Model):
    """The result of a run of `compact`."""

    days: int = 0
    """Number of closed days in the window."""
    written: int = 0
    """Number of days whose files were written or rewritten."""
    articles: int = 0


@flow(name="compact", flow_run_name="compact", on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def compact(
    since: Moment | None = None,
    until: Moment | None = None,
    verify: bool = False,  # noqa: FBT002 - a checkbox in the UI's run form
) -> CompactResult:
    """Write one JSONL file and one Parquet file for each closed day that is not up to date.

    They are `days/YYYY/MM/DD/articles.jsonl.zst` and `.parquet`. A day is rewritten if one of its articles was late,
    or if a new version of dateline has other columns.

    Args:
        since: Only this day and later ones.
        until: Only days before this one.
        verify: Also rewrite days in which the bytes of a record changed.
    """
    settings = load().settings
    days = written = articles = 0
    with holding_archive(settings):
        for day, keys in closed_days(window_between(since, until), settings, datetime.now(UTC)):
            tell(Progress("compacting days", days))
            written += compact_day(day, keys, settings, verify=verify) is Receipt.CREATED
            days += 1
            articles += len(keys)
    markdown = (
        f"{count(days, 'closed day')} with {count(articles, 'article')}; wrote the files of {count(written, 'day')}."
    )
    create_markdown_artifact(markdown, key="compact", description="Closed days")
    return CompactResult(days=days, written=written, articles=articles)
