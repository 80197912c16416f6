"""``dateline trace``: shows what happened to a page, in every run."""

import json
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import rejection_hints, say, search_hint
from dateline.tasks.core.ledger_models import PageEvent


def trace(
    page: Annotated[str, typer.Argument(metavar="URL|ID", help="A page's URL, or an article's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the events as JSON.")] = False,
) -> None:
    """Show what happened to a page, in every run that looked at it."""
    from dateline.tasks.history import trace_page

    settings = load().settings
    events = trace_page(page, settings)
    if as_json:
        typer.echo(json.dumps([event.model_dump(mode="json") for event in events], indent=2))
    for event in () if as_json else events:
        say(_in_words(event))
    for hint in rejection_hints(events[-1].outcome, settings) if events and not as_json else ():
        say(hint)
    if not events:
        hint = search_hint(page) or "Check that the URL is spelled as the source links to it"
        say(f"No run has seen {page}. {hint}.", err=True)
        raise typer.Exit(ExitCode.REJECTED)


def _in_words(event: PageEvent) -> str:
    outcome = event.outcome
    lines = [f"{outcome.at:%Y-%m-%d %H:%M:%S} UTC  {outcome.kind.value}  {outcome.url}"]
    if outcome.page_url:
        lines.append(f"    found at  {outcome.page_url}")
    if outcome.headline:
        lines.append(f"    headline  {outcome.headline}")
    if outcome.reason:
        lines.append(f"    reason    {outcome.reason.value}: {outcome.detail}")
    if outcome.article:
        lines.append(f"    article   {outcome.article}")
    if outcome.raw:
        lines.append(f"    raw       {outcome.raw.segment} at byte {outcome.raw.offset}")
    lines.append(f"    run       {event.run}, batch {event.batch}, source {outcome.source}")
    return "\n".join(lines)
