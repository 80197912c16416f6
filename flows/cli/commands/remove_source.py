"""``dateline sources remove``: removes a source, and its articles if asked to."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from dateline.config.loader import Config, load
from dateline.config.schema.values import NAME_PATTERN
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.options import AsJson, complete_source
from dateline.flows.cli.progress_lines import showing_progress
from dateline.flows.cli.text import say
from dateline.flows.runtime import environment
from dateline.flows.runtime.progress import Progress
from dateline.flows.serving.one_serve import running_api
from dateline.flows.serving.server import answers
from dateline.tasks.core.archive.removal import RemovalResult
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.web.urls import without_login


def remove(
    name: Annotated[str, typer.Argument(help="The source's name.", autocompletion=complete_source)],
    articles: Annotated[
        bool,
        typer.Option("--articles", help="Also delete its articles, rejections, raw pages and manifests, for good."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be removed; remove nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove a source: its file and its deployment. Its articles stay, unless --articles is given.

    Articles that other configured sources list as well are kept, with the raw pages that they were made from and
    the records that they revise. For each deleted segment of raw pages, a small file below pruned/ records when it
    was deleted, so that an audit does not miss it. If the command is interrupted, repeat it.
    """
    config = load()
    path = config.folder / "sources" / f"{name}.toml"
    if not (articles and re.fullmatch(NAME_PATTERN, name)):  # its file may be gone already
        config.source(name)
    result = _without_articles(config, name, dry_run=dry_run, articles=articles)
    if name not in config.sources and result == RemovalResult(source=name, dry_run=dry_run):
        config.source(name)  # says which sources there are
    if not dry_run:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ConfigError(f"{path} could not be deleted: {error.strerror}") from error
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
        return
    if name in config.sources:
        say(f"{'To be removed' if dry_run else 'Removed'}: {path}")
    for line in _in_words(result) if articles else _kept(config, name, dry_run=dry_run):
        say(line)


def _without_articles(config: Config, name: str, *, dry_run: bool, articles: bool) -> RemovalResult:
    """End the source's schedule and, if asked to, remove its articles."""
    from rich.console import Console

    from dateline.tasks.remove_source import check_idle, remove_articles

    now = datetime.now(UTC)
    if not dry_run:
        INTERRUPTION.sentence = f"Interrupted. {name} may be removed in part; run the same command again for the rest."
        check_idle(name, config.settings, now)
        _end_schedule(config, name)
    if not articles:
        return RemovalResult(source=name, dry_run=dry_run)
    others = config.sources.keys() - {name}
    with showing_progress(Console(stderr=True)) as show:
        return remove_articles(
            name, others, config.settings, now, lambda what, done: show(Progress(what, done)), dry_run=dry_run
        )


def _end_schedule(config: Config, name: str) -> None:
    """Delete the source's deployment on the project's Prefect server, if one is configured or running."""
    api = environment.configured_api() or running_api(config.root)
    if api is None:
        return
    if not answers(api):
        remedy = "the next `dateline serve` or `deploy` removes the schedule"
        say(f"The Prefect server at {without_login(api)} does not answer: {remedy}.")
        return
    import asyncio

    environment.prepare(config.root)
    environment.use_api(api)
    is_gone = asyncio.run(_delete_deployment(name))
    if is_gone:
        say(f"Removed the deployment {name} from the Prefect server.", err=True)
    elif is_gone is False:
        remedy = "The next `dateline serve` or `deploy` removes it"
        say(f"Removed the schedule of the deployment {name}, which has a run in progress. {remedy}.", err=True)


async def _delete_deployment(name: str) -> bool | None:
    from prefect.client.orchestration import get_client

    from dateline.flows.serving.deployments import forget_source

    async with get_client() as client:
        return await forget_source(client, name)


def _kept(config: Config, name: str, *, dry_run: bool) -> Iterator[str]:
    if name in config.sources:
        yield f"Its articles {'would stay' if dry_run else 'stay'}: with --articles they are deleted, too."


def _in_words(result: RemovalResult) -> Iterator[str]:
    deleted = "To be deleted" if result.dry_run else "Deleted"
    parts = (
        count(result.articles, "article"),
        count(result.rejections, "rejection"),
        f"{count(result.segments, 'segment')} of raw pages",
        count(result.manifests, "manifest"),
    )
    yield f"{deleted}: {', '.join(parts)}."
    if result.shared:
        yield f"Kept: {count(result.shared, 'article')} that other sources list as well."
    if result.earlier:
        yield f"Kept: {count(result.earlier, 'article')} that kept articles are revisions of."
    if result.kept_segments:
        yield f"Kept: {count(result.kept_segments, 'segment')} that kept articles were made from."
    if result.days:
        yield f"The files of {count(result.days, 'closed day')} contained some of them: run `dateline compact`."
    for damaged in result.damaged:
        yield f"Left as it is: {damaged}. Run `dateline audit`."
