"""``dateline ingest``: runs the main flow and reports on it in the terminal."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from dateline.config.groups import alone, members, named_group
from dateline.config.loader import Config, load
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, GroupNames, Since, Until, complete_source, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.errors import ConfigError, DatelineError
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.groups import GroupResult, SourceResult
from dateline.tasks.core.runs.summary import RunResult

_ANY_TIME = Window()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for."""

    sources: Sequence[str] = ()
    groups: Sequence[str] = ()
    window: Window = _ANY_TIME
    again: Sequence[str] = ()
    as_json: bool = False


def ingest(  # noqa: PLR0913, PLR0917 - its options
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names of the sources; by default, all enabled ones, with one run for each group.",
            autocompletion=complete_source,
        ),
    ] = None,
    groups: GroupNames = None,
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
    named, in_groups = (sources or (), groups or ()) if sources or groups else _all(config)
    for name in named:
        config.source(name)
    for name in in_groups:
        named_group(config, name)
    if not named and not in_groups:
        raise ConfigError(f"no source is enabled in {config.folder / 'sources'}: enable or add one, or name one")
    asked = Asked(named, in_groups, window_of(since, until), again or (), as_json)
    if again:
        _can_look_again(config, asked)
    raise typer.Exit(run_all(config, asked))


def _all(config: Config) -> tuple[Sequence[str], Sequence[str]]:
    """Return the enabled sources that belong to no group, and the groups that have enabled sources."""
    return alone(config), [name for name in config.settings.groups if members(config, name)]


def _can_look_again(config: Config, asked: Asked) -> None:
    """Find mistakes before Prefect starts."""
    if asked.window != _ANY_TIME:
        raise ConfigError("--again fetches pages regardless of their dates: leave out --since and --until")
    if len(asked.sources) != 1 or asked.groups:
        raise ConfigError("--again fetches pages of a single source: dateline ingest SOURCE --again URL")
    from dateline.tasks.again import refs_of

    refs_of(asked.again, config.source(asked.sources[0]), config.sources.values(), config.settings)


def run_all(config: Config, asked: Asked) -> ExitCode:
    """Archive what was asked for, print what was done, and return the worst exit code."""
    from dateline.flows.cli.run_report import group_report, print_next, print_report

    with running_flows(config, beside_output=asked.as_json) as console:
        results, of_groups, failed, worst = _results(asked)
    for result in results:
        if not asked.as_json:
            print_report(console, config, result)
        worst = max(worst, _code_of_run(result))
    for group in of_groups:
        if not asked.as_json:
            say(group_report(group))
        worst = max(worst, *map(_code_of_source, group.troubled), ExitCode.DONE)
    if results and not asked.as_json:
        print_next(console, config, results)
    if failed and len(asked.sources) + len(asked.groups) > 1:
        say(f"dateline: nothing was read of {', '.join(failed)}; why is said above.", err=True)
    if asked.as_json:
        told = [*map(_as_json, results), *(group.model_dump(mode="json") for group in of_groups)]
        typer.echo(json.dumps(told, indent=2))
    return worst


def _results(asked: Asked) -> tuple[Sequence[RunResult], Sequence[GroupResult], Sequence[str], ExitCode]:
    """Run the flows. Return the results, the names of those that failed, which are told of, and their exit code."""
    from dateline.flows.ingest import ingest as ingest_flow
    from dateline.flows.ingest_group import ingest_group as ingest_group_flow

    worst = ExitCode.DONE
    failed: list[str] = []
    results: list[RunResult] = []
    of_groups: list[GroupResult] = []
    since, until = asked.window.since, asked.window.until
    for name in asked.sources:
        try:
            results.append(ingest_flow(name, since, until, again=list(asked.again) or None))
        except DatelineError as error:
            failed.append(name)
            worst = max(worst, report_error(error, name))
    for name in asked.groups:
        try:
            of_groups.append(ingest_group_flow(name, None, since, until))
        except DatelineError as error:
            failed.append(name)
            worst = max(worst, report_error(error, name))
    return results, of_groups, failed, worst


def _code_of_run(result: RunResult) -> ExitCode:
    """Return the exit code for a run, and print its troubles."""
    worst = ExitCode.DONE
    if not all(look.is_article for look in result.looks):
        worst = max(worst, ExitCode.REJECTED)
    for failure in result.failures:
        typer.echo(f"dateline: {failure}", err=True)
        worst = max(worst, ExitCode.SOURCE)
    for broken in result.broken:
        say(f"dateline: {broken}", err=True)
        worst = max(worst, ExitCode.STORAGE if result.is_storage_damaged else ExitCode.UNEXPECTED)
    return worst


def _code_of_source(troubled: SourceResult) -> ExitCode:
    if troubled.is_storage:
        return ExitCode.STORAGE
    return ExitCode.UNEXPECTED if troubled.is_bug else ExitCode.SOURCE


def _as_json(result: RunResult) -> dict[str, object]:
    return result.model_dump(mode="json", exclude={"outcomes"})
