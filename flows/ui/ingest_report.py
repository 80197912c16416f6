"""The report of a run in the Prefect UI: a page of figures, a table of new articles, and a table of rejections."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.display.escaping import page_link, plain
from dateline.tasks.core.display.wording import count, moment, published, size, slug, window
from dateline.tasks.core.models import ADDED, Outcome, OutcomeKind, Precision, Window
from dateline.tasks.core.runs.summary import Stages, Summary

MAX_ROWS = 1000
"""The maximum number of table rows. The UI draws all rows at once; the manifest lists every page."""
LINK_CHARS, ID_CHARS, HEADLINE_CHARS = 24, 10, 120
"""The maximum length of a cell's text. The UI does not wrap cells, so the longest comes last."""


@dataclass(frozen=True, slots=True)
class Report:
    """The facts about a run that the artifacts show, however the run ended."""

    source: str
    state: str
    """How the run ended, as text."""
    window: Window
    """The window it looked through. A run without a window of its own spans the windows of all parts."""
    summary: Summary
    stages: Stages
    notes: Sequence[str] = ()
    not_due: int = 0
    """How many feeds were not asked, because they were not due."""
    health_url: str = ""
    """The URL of the health report of all sources in the UI; "" if there is no UI."""


def publish(report: Report, outcomes: Sequence[Outcome], only_days: Collection[str] = frozenset()) -> None:
    """Publish the run's artifacts. Text from pages is escaped.

    ``only_days`` are the keys of the records of which only the day of publication is known.
    """
    key = slug(report.source)
    create_markdown_artifact(report_markdown(report), key=f"report-{key}", description=in_short(report))
    new = sum(report.summary.count(kind) for kind in ADDED)
    if rows := article_rows(outcomes, only_days):
        told = _told("Archived articles (times in UTC)", rows, new)
        create_table_artifact(rows, key=f"articles-{key}", description=told)
    if rows := rejection_rows(outcomes):
        told = _told("Rejected pages", rows, report.summary.count(OutcomeKind.REJECTED))
        create_table_artifact(rows, key=f"rejections-{key}", description=told)


def in_short(report: Report) -> str:
    """Return a one-line summary of the run, for the artifact's description."""
    found = [f"{report.summary.count(kind):,} {kind.value}" for kind in OutcomeKind if report.summary.count(kind)]
    told = ", ".join(found) or next(iter(report.notes), "")
    return plain(": ".join(filter(None, (report.state, told))), HEADLINE_CHARS)


def report_markdown(report: Report) -> str:
    """Return the figures of the run as Markdown."""
    summary = report.summary
    health = f" [Health of all sources]({report.health_url})" if report.health_url else ""
    verb = "was" if report.not_due == 1 else "were"
    waiting = f" {count(report.not_due, 'feed')} {verb} not due, so not asked." if report.not_due else ""
    rechecks = [
        ("checked again", summary.rechecked - summary.missed),
        ("of these, changed", summary.changed),
        *([("could not be checked again", summary.missed)] if summary.missed else []),
    ]
    lines = [
        f"# {plain(report.source)}",
        "",
        f"**{plain(report.state)}**. Window: {window(report.window)}.{waiting}{health}",
        "",
        "| | pages |",
        "|---|---:|",
        f"| discovered | {summary.discovered:,} |",
        f"| already known | {summary.known:,} |",
        *(f"| {name} | {pages:,} |" for name, pages in rechecks if summary.rechecked),
        f"| fetched | {summary.fetched:,} |",
        *(f"| {kind.value} | {pages:,} |" for kind, pages in summary.outcomes.items()),
    ]
    if summary.reasons:
        lines += ["", "| rejection reason | pages |", "|---|---:|"]
        lines += [f"| {reason.value} | {pages:,} |" for reason, pages in summary.reasons.items()]
    lines += ["", "| | amount |", "|---|---:|", *_amounts(report)]
    if report.stages.seconds:
        lines += ["", "| stage | seconds |", "|---|---:|"]
        lines += [f"| {_STAGES.get(stage, stage)} | {took:.1f} |" for stage, took in report.stages.seconds.items()]
        lines += [f"| total | {report.stages.total_s:.1f} |"]
    if report.notes:
        lines += ["", "## Notes", "", *(f"- {plain(note)}" for note in report.notes)]
    return "\n".join(lines)


_STAGES = {"fetch": "wait for fetching (in parallel)"}


def _amounts(report: Report) -> Sequence[str]:
    summary, took_s = report.summary, report.stages.total_s
    rows = [
        f"| transferred | {size(summary.transferred_bytes)} |",
        f"| written to the archive, {count(summary.written, 'object')} | {size(summary.written_bytes)} |",
    ]
    return [*rows, f"| pages per second | {summary.looked_at / took_s:.1f} |"] if summary.looked_at and took_s else rows


def _told(what: str, rows: Sequence[object], found: int) -> str:
    return f"{what}: {found:,}" + (f", of which the first {len(rows):,} are shown" if found > len(rows) else "")


def article_rows(outcomes: Sequence[Outcome], only_days: Collection[str] = frozenset()) -> list[dict[str, str]]:
    """Return a table row for each article that the run added: a link to its page, an id for `dateline show`.

    Of the articles with a key in ``only_days``, the day of publication is shown without a time.
    """
    return [
        {
            "published": _published(outcome, is_day=outcome.article in only_days),
            "outcome": outcome.kind.value,
            "id": plain(article_id(outcome.article or "")[:ID_CHARS]),
            "page": page_link(outcome.url, LINK_CHARS),
            "headline": plain(outcome.headline or "", HEADLINE_CHARS),
        }
        for outcome in outcomes
        if outcome.kind in ADDED
    ][:MAX_ROWS]


def _published(outcome: Outcome, *, is_day: bool) -> str:
    if outcome.published_at is None:
        return ""
    return published(outcome.published_at, Precision.DAY) if is_day else moment(outcome.published_at)


def rejection_rows(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """Return a table row for each rejected page, with the reason."""
    return [
        {
            "reason": outcome.reason.value if outcome.reason else "",
            "page": page_link(outcome.url, LINK_CHARS),
            "detail": plain(outcome.detail or ""),
        }
        for outcome in outcomes
        if outcome.kind is OutcomeKind.REJECTED
    ][:MAX_ROWS]
