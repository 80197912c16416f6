"""What a run reports in the Prefect UI: one page of figures, a table of new articles, a table of rejections."""

import re
from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.core.escaping import link, plain
from tasks.core.models import Outcome, OutcomeKind
from tasks.core.stages import Stages
from tasks.core.summary import Summary

MOST_ROWS = 1000
"""Rows of a table; the UI draws them all at once, and the manifest has every page."""

_ARCHIVED = (OutcomeKind.NEW, OutcomeKind.REVISION, OutcomeKind.COLLISION)


def publish(source: str, summary: Summary, outcomes: Sequence[Outcome], notes: Sequence[str], stages: Stages) -> None:
    """Publish the run's artifacts. Text from pages is escaped."""
    slug = re.sub(r"[^a-z0-9]+", "-", source)
    report = report_markdown(source, summary, notes, stages)
    create_markdown_artifact(report, key=f"report-{slug}", description="Run report")
    if rows := article_rows(outcomes):
        create_table_artifact(rows, key=f"articles-{slug}", description="New articles")
    if rows := rejection_rows(outcomes):
        create_table_artifact(rows, key=f"rejections-{slug}", description="Rejected pages")


def report_markdown(source: str, summary: Summary, notes: Sequence[str], stages: Stages) -> str:
    """Return the run's figures as Markdown."""
    lines = [
        f"# {plain(source)}",
        "",
        "| | pages |",
        "|---|---:|",
        f"| discovered | {summary.discovered} |",
        f"| known before | {summary.known} |",
        f"| fetched | {summary.fetched} |",
        *(f"| {kind.value} | {summary.count(kind)} |" for kind in OutcomeKind if kind in summary.outcomes),
        "",
        f"Objects written: {summary.written}.",
        *_durations(summary, stages),
    ]
    if summary.reasons:
        lines += ["", "| rejected because | pages |", "|---|---:|"]
        lines += [f"| {plain(reason.value)} | {pages} |" for reason, pages in summary.reasons.items()]
    if notes:
        lines += ["", "## Notes", "", *(f"- {plain(note)}" for note in notes)]
    return "\n".join(lines)


def _durations(summary: Summary, stages: Stages) -> Sequence[str]:
    rows = [f"| {stage} | {seconds:.1f} |" for stage, seconds in stages.seconds.items()]
    speed = f"Pages a second: {summary.settled / stages.total_s:.1f}." if summary.settled and stages.total_s else ""
    return ["", "| stage | seconds |", "|---|---:|", *rows, "", speed] if rows else []


def article_rows(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """Return a row for each article that the run added, with links to its page."""
    return [
        {
            "published": f"{outcome.published_at:%Y-%m-%d %H:%M}" if outcome.published_at else "",
            "headline": link(outcome.headline or outcome.url, outcome.url),
            "outcome": outcome.kind.value,
            "record": plain(outcome.article or ""),
        }
        for outcome in outcomes
        if outcome.kind in _ARCHIVED
    ][:MOST_ROWS]


def rejection_rows(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """Return a row for each page that was rejected, with the reason."""
    return [
        {
            "page": link(outcome.url, outcome.url),
            "reason": outcome.reason.value if outcome.reason else "",
            "detail": plain(outcome.detail or ""),
        }
        for outcome in outcomes
        if outcome.kind is OutcomeKind.REJECTED
    ][:MOST_ROWS]
