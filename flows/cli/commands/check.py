"""``dateline check``: checks the configuration."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from dateline.config.loader import Config, examine
from dateline.config.mistakes import Mistake
from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.core.sources.ownership import shared_sites
from dateline.tasks.core.sources.ways import Way, has_way


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print the mistakes as JSON.")] = False,
) -> None:
    """Check the settings and source files. For each mistake, name the file, key and value, and how to fix it."""
    from dateline.config.source_paths import mistakes_of_paths
    from dateline.config.unread_files import unread_files

    config, mistakes = examine()
    mistakes += [*_without_pages(config), *mistakes_of_paths(config.folder, config.sources.values())]
    if as_json:
        typer.echo(json.dumps([asdict(mistake) for mistake in mistakes], indent=2))
    elif mistakes:
        for mistake in mistakes:
            typer.echo(str(mistake), err=True)
    else:
        sources = config.sources.values()
        names = (
            ", ".join(one.name if one.enabled else f"{one.name} (turned off)" for one in sources)
            or "none yet; add one to its sources/ folder"
        )
        typer.echo(f"{config.folder}: no mistakes found. Sources: {names}.")
        for sentence in shared_sites(one for one in sources if one.enabled).values():
            typer.echo(sentence)
    if not as_json:
        for sentence in unread_files(config.folder / "sources"):
            typer.echo(sentence)
    if mistakes:
        raise typer.Exit(ExitCode.USAGE)


def _without_pages(config: Config) -> Iterator[Mistake]:
    """Yield a mistake for each enabled source that has no way of finding pages. Runs of such a source do nothing."""
    for source in config.sources.values():
        if source.enabled and not has_way(source, Way.ALL):
            place = str(config.folder / "sources" / f"{source.name}.toml")
            remedy = "Add feeds, sitemaps, listings or another way, or set enabled = false"
            yield Mistake(place, "source", "", "nothing says where its pages are found", remedy)
