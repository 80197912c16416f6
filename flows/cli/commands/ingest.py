"""``dateline ingest``: runs the main flow and reports on it in the terminal."""

import json
from typing import Annotated

import typer

from dateline.config.loader import Config, load
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, Since, Until, complete_source, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.errors import ConfigError, DatelineError
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.summary import RunResult


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Names of the sources; by default, all enabled ones.", autocompletion=complete_source),
    ] = None,
    since: Since = None,
    until: Until = None,
    again: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Fetch only this page of the source, now. Repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Archive what sources published: discover, fetch, clean, deduplicate, store."""
    config = load()
    names = sources or [name for name, source in config.sources.items() if source.enabled]
    for name in names:
        config.source(name)
    if not names:
        raise ConfigError(f"no source is enabled in {config.folder / 'sources'}: enable or add one, or name one")
    window = window_of(since, until)
    if again:
        _can_look_again(config, names, window, again)
    raise typer.Exit(run_all(config, names, window, as_json, again))


def _can_look_again(config: Config, names: list[str], window: Window, urls: list[str]) -> None:
    """Find mistakes before Prefect starts."""
    if window != Window():
        raise ConfigError("--again fetches pages regardless of their dates: leave out --since and --until")
    if len(names) != 1:
        raise ConfigError("--again fetches pages of a single source: dateline ingest SOURCE --again URL")
    from dateline.tasks.again import refs_of

    refs_of(urls, config.source(names[0]), config.sources.values(), config.settings)


def run_all(
    config: Config, names: list[str], window: Window, as_json: bool, again: list[str] | None = None
) -> ExitCode:
    """Archive these sources one after another, print what was done, and return the worst exit code."""
    from dateline.flows.cli.run_report import print_report

    worst = ExitCode.DONE
    results = []
    with running_flows(config, beside_output=as_json) as console:
        from dateline.flows.ingest import ingest as ingest_flow

        for name in names:
            try:
                results.append(ingest_flow(name, window.since, window.until, again=again))
            except DatelineError as error:
                worst = max(worst, report_error(error))
    for result in results:
        if not as_json:
            print_report(console, config, result)
        if not all(look.is_article for look in result.looks):
            worst = max(worst, ExitCode.REJECTED)
        for failure in result.failures:
            typer.echo(f"dateline: {failure}", err=True)
            worst = max(worst, ExitCode.SOURCE)
        for broken in result.broken:
            say(f"dateline: {broken}", err=True)
            worst = max(worst, ExitCode.STORAGE if result.is_storage_damaged else ExitCode.UNEXPECTED)
    if as_json:
        typer.echo(json.dumps([_as_json(result) for result in results], indent=2))
    return worst


def _as_json(result: RunResult) -> dict[str, object]:
    return result.model_dump(mode="json", exclude={"outcomes"})
