"""Closed days as one file each, beside the single records."""

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from dateline.config.loader import load
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.stopping import end_with_serve
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.models import Model, Window
from dateline.tasks.core.protocols import Receipt


class CompactResult(Model):
    """What a run of `compact` did."""

    days: int = 0
    """Closed days in the window."""
    written: int = 0
    """Days whose files were made, or made again."""
    articles: int = 0


@flow(name="compact", flow_run_name="compact", on_running=[end_with_serve])
def compact(
    since: datetime | None = None,
    until: datetime | None = None,
    verify: bool = False,  # noqa: FBT002 - the run form in the UI shows it as a box
) -> CompactResult:
    """Write ``days/YYYY/MM/DD/articles.jsonl.zst`` and ``.parquet`` for each closed day, where they are not up to date.

    A day is made again when an article of it came late; with ``verify`` also when a record's bytes are others.
    """
    settings = load().settings
    days = written = articles = 0
    for day, keys in closed_days(Window(since=since, until=until), settings, datetime.now(UTC)):
        tell(Progress(f"compacting {day}", days))
        written += compact_day(day, keys, settings, verify=verify) is Receipt.CREATED
        days += 1
        articles += len(keys)
    markdown = f"{days} closed days with {articles} articles; the files of {written} were written."
    create_markdown_artifact(markdown, key="compact", description="Closed days")
    return CompactResult(days=days, written=written, articles=articles)
