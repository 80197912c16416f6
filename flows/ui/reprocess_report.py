"""The report of a `reprocess` run in the Prefect UI. Text from pages is escaped."""

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from dateline.tasks.core.archive.reprocess_effects import Effect, PageEffect
from dateline.tasks.core.archive.reprocess_jobs import ReprocessResult
from dateline.tasks.core.display.escaping import page_link, plain
from dateline.tasks.core.display.wording import count, slug

MEANING = {
    Effect.SAME: "unchanged",
    Effect.REVISION: "revisions: different content under the same headline and minute",
    Effect.MOVED: "new articles with a different headline or minute, linked to the previous article",
    Effect.ADMITTED: "articles that were rejected before",
    Effect.REFUSED: "articles that would be rejected now; they are kept",
    Effect.REASON: "rejected again, for a different reason; nothing is written",
}


def publish(result: ReprocessResult) -> None:
    """Publish the run's artifacts: the figures, and a table of the pages that change."""
    key = slug(result.source)
    create_markdown_artifact(report_markdown(result), key=f"reprocess-{key}", description="Cleaned again")
    if rows := effect_rows(result):
        create_table_artifact(rows, key=f"reprocessed-{key}", description="Pages that change")


def report_markdown(result: ReprocessResult) -> str:
    """Return the figures of the run as Markdown."""
    lines = [
        f"# {plain(result.source)}{' (dry run: nothing was written)' if result.dry_run else ''}",
        "",
        f"Cleaned {count(result.pages, 'page')} of {count(result.segments, 'segment')} again.",
        "",
        "| pages | |",
        "|---:|---|",
        *(f"| {pages} | {MEANING[effect]} |" for effect, pages in result.counts.items()),
        "",
        f"Objects written: {result.written}.",
    ]
    notes = [f"Deleted deliberately: {count(result.pruned, 'segment')}; the records are kept"] if result.pruned else []
    notes += [f"{segment}: its batch is unfinished; the next ingest completes it" for segment in result.skipped]
    if notes or result.failures:
        lines += ["", "## Notes", "", *(f"- {plain(note)}" for note in (*notes, *result.failures))]
    return "\n".join(lines)


def effect_rows(result: ReprocessResult) -> list[dict[str, str]]:
    """Return a table row for each page that changes, with the changed fields."""
    return [
        {
            "page": page_link(page.url),
            "effect": page.effect.value,
            "fields": plain(_fields(page)),
            "before": plain(page.before),
            "after": plain(page.after),
        }
        for page in result.told
    ]


def _fields(page: PageEffect) -> str:
    return "; ".join(f"{change.field}: {change.before} → {change.after}" for change in page.fields)
