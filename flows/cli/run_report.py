"""Prints the report of a run in the terminal."""

import shlex
import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.config.loader import Config
from dateline.config.schema import LocalArchive, Settings
from dateline.flows.sample_site import DEMO_PLACE, SAMPLE
from dateline.tasks.core.display.wording import published
from dateline.tasks.core.models import ADDED, Article, Outcome, OutcomeKind, Reason
from dateline.tasks.core.runs.due import later_looks
from dateline.tasks.core.runs.groups import GroupResult, SourceResult
from dateline.tasks.core.runs.looks import Look, in_words
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.history import find_article

_MAX_DETAILS = 3
"""How many different details of pages that were rejected for one reason are told."""

_MEANING = {
    OutcomeKind.NEW: ("new article", "new articles"),
    OutcomeKind.REVISION: ("revision of an archived article, beside it", "revisions of archived articles, beside them"),
    OutcomeKind.COLLISION: (
        "different article with the same headline and minute as an archived one; both kept",
        "different articles with the same headline and minute as an archived one; both kept",
    ),
    OutcomeKind.DUPLICATE: ("duplicate, not stored again", "duplicates, not stored again"),
    OutcomeKind.UNCHANGED: ("page checked again, unchanged", "pages checked again, unchanged"),
    OutcomeKind.REJECTED: ("rejected", "rejected"),
}
"""What each kind of outcome means, of one page and of several."""


def _meaning(kind: OutcomeKind, pages: int) -> str:
    return _MEANING[kind][pages != 1]


def print_report(console: Console, config: Config, result: RunResult) -> None:
    """Print what the run did, and when its pages are fetched again."""
    if result.looks:
        _print_looks(console, result)
        return
    summary = result.summary
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="bold")
    table.add_column()
    table.add_row(
        str(summary.discovered), f"{'page' if summary.discovered == 1 else 'pages'} discovered at {result.source}"
    )
    table.add_row(str(summary.known), "already known, not fetched again")
    table.add_row(str(summary.fetched), "fetched")
    for kind in _MEANING:
        if summary.count(kind):
            table.add_row(str(summary.count(kind)), _meaning(kind, summary.count(kind)))
    for reason, pages in summary.reasons.items():
        table.add_row("", Text(f"{pages} {reason.value}: {_examples(result.outcomes, reason)}", style="dim"))
    console.print()
    console.print(table, soft_wrap=True)
    for warning in result.warnings:
        console.print(Text(f"warning: {warning}", style="yellow"), soft_wrap=True)
    if not summary.written:
        console.print(f"Nothing new at {result.source}; nothing was written.")
    for sentence in later_looks(result.outcomes, config.settings, datetime.now(UTC)):
        console.print(sentence, soft_wrap=True)


def print_next(console: Console, config: Config, results: Sequence[RunResult]) -> None:
    """Print where the JSON files are, one article as an example, and the next commands to try."""
    if looks := [look for result in results for look in result.looks]:
        console.print(_steps([_after(looks[0])]), soft_wrap=True)
        return
    added = [outcome for result in results for outcome in result.outcomes if outcome.kind in ADDED]
    if added and (example := find_article(added[0].article or "", config.settings)):
        place = _archive_place(config.settings)
        console.print(f"\nThe articles are JSON files under {place}/articles/. One of them:\n", soft_wrap=True)
        console.print(_excerpt(example))
    console.print(_next(config, results, added), soft_wrap=True)


def group_report(result: GroupResult) -> str:
    """Return what a run of a group did: totals, and a line for each source with news or trouble; trouble comes last."""
    summary = result.summary
    told = sorted(result.told, key=lambda one: one.state.is_trouble)
    lines = [
        f"{result.group}: {result.in_words}",
        *(f"{pages:8,}  {_meaning(kind, pages)}" for kind, pages in summary.outcomes.items()),
        *(f"{pages:12,}  {reason.value}" for reason, pages in summary.reasons.items()),
        *(_line(one) for one in told),
        *(f"warning: {warning}" for warning in result.warnings),
    ]
    return "\n".join(lines)


def _line(one: SourceResult) -> str:
    pages = ", ".join(f"{pages:,} {kind.value}" for kind, pages in one.summary.outcomes.items())
    return f"  {one.source:<24} {one.state.value}: {'; '.join(filter(None, (pages, one.detail)))}".rstrip(": ")


def _print_looks(console: Console, result: RunResult) -> None:
    console.print()
    for look in result.looks:
        console.print(Text(in_words(look)), soft_wrap=True)
    for warning in result.warnings:
        console.print(Text(f"warning: {warning}", style="yellow"), soft_wrap=True)


def _examples(outcomes: Sequence[Outcome], reason: Reason) -> str:
    """Return why pages were rejected for ``reason``: each of the commonest details, with the URL of a page.

    If the details differ, each has its number of pages.
    """
    rejected = [outcome for outcome in outcomes if outcome.reason is reason]
    urls = {outcome.detail: outcome.url for outcome in reversed(rejected)}
    counted = Counter(outcome.detail for outcome in rejected).most_common()
    if len(counted) == 1:
        return f"{rejected[0].detail} ({rejected[0].url})"
    told = [f"{detail} ({pages}, such as {urls[detail]})" for detail, pages in counted[:_MAX_DETAILS]]
    others = sum(pages for _, pages in counted[_MAX_DETAILS:])
    return "; ".join([*told, *([f"and {others:,} for other details"] if others else [])])


def _archive_place(settings: Settings) -> str:
    if isinstance(settings.archive, LocalArchive):
        return str(settings.archive.path)
    return f"s3://{settings.archive.bucket}/{settings.archive.prefix}".rstrip("/")


def _excerpt(article: Article) -> Padding:
    at = published(article.published_at, article.published_precision)
    head = f"{at}  {', '.join(article.authors)}".rstrip()
    lead = textwrap.shorten(article.summary or article.text, 240, placeholder="…")
    return Padding(
        Text.assemble((f"{article.headline}\n", "bold"), (f"{head}\n", "dim"), lead), (0, 0, 0, 2), expand=False
    )


def _next(config: Config, results: Sequence[RunResult], added: Sequence[Outcome]) -> Text:
    traced = [_trace(outcome.url) for outcome in added[:1]]
    names = [result.source for result in results]
    if names == [SAMPLE]:
        return _steps(_next_to_demo(config.root, traced))
    return _steps(
        [
            *traced,
            *([("export --output articles.csv", "write all articles as a table")] if added else []),
            (" ".join(["ingest", *names]), "run again: only pages that are new, or due for another look, are fetched"),
        ]
    )


def _next_to_demo(place: Path, traced: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the next steps after a demo whose project is in ``place``, as they are typed in the working folder."""
    place = place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place
    config = "" if place == Path() else f" --config {shlex.quote(str(place / 'config'))}"
    own = "" if place in {Path(), Path(DEMO_PLACE)} else f" {shlex.quote(str(place))}"
    return [
        *((f"{command}{config}", meaning) for command, meaning in traced),
        (f"demo{own}", "run again: only new pages are fetched"),
        ("init newsroom", "start a project of your own"),
    ]


def _after(look: Look) -> tuple[str, str]:
    """Return the next step after a look at a page."""
    if look.kind is OutcomeKind.UNCHANGED:  # it left nothing that a trace could show
        return f"show {shlex.quote(look.url)}", "show the article"
    if look.kind is OutcomeKind.REVISION:
        return f"show {shlex.quote(look.url)} --diff", "show what has changed"
    return _trace(look.url)


def _trace(url: str) -> tuple[str, str]:
    return f"trace {shlex.quote(url)}", "show what happened to a page, in every run"


def _steps(commands: Sequence[tuple[str, str]]) -> Text:
    text = Text("\nNext steps:\n")
    for command, meaning in commands:
        text.append(f"  {_program()} {command}\n", "bold").append(f"      {meaning}\n", "dim")
    return text


def _program() -> str:
    """Return the name that this program was called by, so that users can copy the commands."""
    called = Path(sys.argv[0])
    if called.name != "dateline":
        return "dateline"
    inside = called.absolute().is_relative_to(Path.cwd())
    return str(called.absolute().relative_to(Path.cwd())) if inside else "dateline"
