"""The report of a group's run in the Prefect UI: one page, with a line for each source with news or trouble."""

from collections.abc import Callable, Iterator, Sequence

from prefect.artifacts import create_markdown_artifact

from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.display.wording import count, size, slug
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.groups import GroupResult, SourceResult

MAX_ROWS = 1000
"""The maximum number of rows of a table. The UI draws all rows at once; the manifests name every page."""
DETAIL_CHARS = 300


def publish(result: GroupResult, state: str, notes: Sequence[str]) -> None:
    """Publish the report. Text from pages is escaped."""
    news, troubled = len(result.told) - len(result.troubled), len(result.troubled)
    told = f"{state}: {count(news, 'source')} with news, {troubled:,} in trouble"
    create_markdown_artifact(
        group_markdown(result, state, notes), key=f"group-{slug(result.group)}", description=plain(told)
    )


def group_markdown(result: GroupResult, state: str, notes: Sequence[str] = ()) -> str:
    """Return the report as Markdown: totals, then the sources in trouble, then those with news."""
    summary, news = result.summary, [one for one in result.told if not one.state.is_trouble]
    return "\n".join(
        (
            f"# {plain(result.group)}",
            "",
            f"**{plain(state)}**. {plain(result.in_words)}.",
            "",
            "| | pages |",
            "|---|---:|",
            f"| listed | {summary.discovered:,} |",
            f"| already known | {summary.known:,} |",
            f"| checked again | {summary.rechecked - summary.missed:,} |",
            *([f"| could not be checked again | {summary.missed:,} |"] if summary.missed else ()),
            f"| fetched | {summary.fetched:,} |",
            *(f"| {kind.value} | {pages:,} |" for kind, pages in summary.outcomes.items()),
            "",
            f"Transferred: {size(summary.transferred_bytes)}; written to the archive: {size(summary.written_bytes)}.",
            *_table("In trouble", ("source", "state", "detail"), result.troubled, _trouble_row),
            *_table("With news", _NEWS, news, _news_row),
            *(("", "## Notes", "", *(f"- {plain(note)}" for note in notes)) if notes else ()),
        )
    )


_NEWS = ("source", *(kind.value for kind in OutcomeKind), "seconds", "remarks")


def _news_row(one: SourceResult) -> Sequence[str]:
    pages = (f"{one.summary.count(kind):,}" for kind in OutcomeKind)
    return (plain(one.source), *pages, f"{one.seconds:.1f}", plain(one.detail, DETAIL_CHARS))


def _trouble_row(one: SourceResult) -> Sequence[str]:
    return plain(one.source), one.state.value, plain(one.detail, DETAIL_CHARS)


def _table(
    title: str, columns: Sequence[str], sources: Sequence[SourceResult], row: Callable[[SourceResult], Sequence[str]]
) -> Iterator[str]:
    if sources:
        more = f" (the first {MAX_ROWS:,} of {len(sources):,})" if len(sources) > MAX_ROWS else ""
        yield from ("", f"## {title}{more}", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|")
        yield from (f"| {' | '.join(row(one))} |" for one in sources[:MAX_ROWS])
