"""``dateline sources``: lists, checks and adds sources."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config.catalogue import catalogue, entry
from dateline.config.loader import Config, load
from dateline.config.mistakes import valid_name
from dateline.config.schema import Source
from dateline.config.schema.values import NAME_PATTERN
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.help import WithWholeSentences, examples
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.new_files import write_new
from dateline.flows.cli.options import AsJson, SourceNames
from dateline.flows.cli.text import say
from dateline.flows.sample_site import SAMPLE
from dateline.tasks.core.display.wording import count, published
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.sources.ownership import shared_sites
from dateline.tasks.core.sources.probe import PartHealth, ProbeResult
from dateline.tasks.core.sources.ways import KINDS, count_parts
from dateline.tasks.core.web.urls import registrable_domain

if TYPE_CHECKING:
    from dateline.tasks.core.models import Article
    from dateline.tasks.sources import Checked

STALE_AFTER_DAYS = 14.0
_LEAD_CHARS = 200
_SHOWN = 5
"""How many articles of a new source are shown."""

app = typer.Typer(
    cls=WithWholeSentences, help="List, check, add and remove sources.", no_args_is_help=True, rich_markup_mode=None
)
_ANOTHER_NAME = "choose another name with --name"


@app.command("list", epilog=examples("sources list"))
def list_sources(
    shipped: Annotated[
        bool, typer.Option("--catalogue", help="List the sources that come with dateline, for `dateline sources add`.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the configured sources and the ways in which each is read."""
    named = catalogue() if shipped else load().sources
    if as_json:
        typer.echo(json.dumps([_as_listed(source) for source in named.values()], indent=2))
        return
    for name, source in named.items():
        state = "" if shipped else "on   " if source.enabled else "off  "
        say(f"{state}{name:<24} {source.publisher or '-':<28} {_parts(source)}")
    if not named:
        say("There are no sources yet: `dateline sources add URL` adds one.")


@app.command(epilog=examples("sources check"))
def check(
    names: SourceNames = None,
    stale_days: Annotated[
        float, typer.Option(min=0, help="How many days old the newest page may be.")
    ] = STALE_AFTER_DAYS,
    as_json: AsJson = False,
) -> None:
    """Try sources without archiving anything, and report which parts are dead, stale, blocked or empty.

    Sources that are turned off are tried only if they are named.
    """
    from dateline.tasks.sources import check_sources

    config = load()
    own = [source for source in config.sources.values() if source.name != SAMPLE]
    sources = [config.source(name) for name in names] if names else [source for source in own if source.enabled]
    off = [] if names else [source.name for source in own if not source.enabled]
    if off:
        say(
            f"Skipped {count(len(off), 'source')} turned off. To check one: `dateline sources check {off[0]}`", err=True
        )
    if not sources:
        none = "there are no sources turned on" if off else "there are no sources"
        raise ConfigError(f"{none} in {_folder(config)}: `dateline sources add URL` adds one")
    results = []
    for result in check_sources(sources, config.settings, timedelta(days=stale_days), _tell):
        results.append(result)
        if not as_json:
            _show_checked(result)
    if as_json:
        found = [
            {"source": result.name, "healthy": result.healthy, "parts": [_as_json(part) for part in result.parts]}
            for result in results
        ]
        typer.echo(json.dumps(found, indent=2))
    if not all(result.healthy for result in results):
        raise typer.Exit(ExitCode.SOURCE)


@app.command(epilog=examples("sources add"))
def add(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL|NAME",
            help="The front page of a site or section, a feed or sitemap of it, or a name in the catalogue.",
        ),
    ],
    name: Annotated[str | None, typer.Option(help="The source's name; by default, the site's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find out how a site can be read, show some of its articles, and write a source file.

    A name without a dot is that of a source in the catalogue (`dateline sources list --catalogue`): its file is copied
    and checked.
    """
    config = load()
    INTERRUPTION.sentence = "Interrupted. No source file was written."
    if re.fullmatch(NAME_PATTERN, url):
        _add_from_catalogue(config, url, name or url, as_json=as_json)
    else:
        _explore(config, url, name, as_json=as_json)


def _add_from_catalogue(config: Config, shipped: str, name: str, *, as_json: bool) -> None:
    from dateline.tasks.sources import check_sources

    text = entry(shipped).replace(f'name = "{shipped}"', f'name = "{name}"', 1)
    path = _free_place(config, name)
    write_new(path, text, _ANOTHER_NAME)
    INTERRUPTION.sentence = f"Interrupted. {path} is written, but not checked: `dateline sources check {name}` does it."
    (result,) = check_sources([load().source(name)], config.settings, timedelta(days=STALE_AFTER_DAYS), _tell)
    if as_json:
        typer.echo(json.dumps({"file": str(path), "tried": [_as_json(part) for part in result.parts]}, indent=2))
    else:
        _show_checked(result)
        say(f"\nWrote {path}. Next: `dateline ingest {name}`")
    if not result.healthy:
        raise typer.Exit(ExitCode.SOURCE)


def _explore(config: Config, url: str, name: str | None, *, as_json: bool) -> None:
    from dateline.tasks.sources import find_source

    name = name or _name_of(url)
    path = _free_place(config, name)
    site = registrable_domain(url)
    if sentence := shared_sites([*config.sources.values(), Source(name=name, publisher=site)]).get(site):
        _tell(sentence)
    found = find_source(url, name, config.settings, _tell)
    if not as_json:
        _show(found.tried)
        _show_articles(found.articles)
        if found.zones:
            say(f"\n{found.zones}.")
    if found.toml is None:
        remedy = f"Name one of its sections instead, or write {path} yourself"
        if any(part.health is PartHealth.BLOCKED for part in found.tried):
            remedy = "It refuses robots: set [fetch] contact, ask less often ([fetch] min_delay_s), or ask its operator"
        say(f"Found no way to read {found.url}; nothing was written. {remedy}.", err=True)
        raise typer.Exit(ExitCode.SOURCE)
    write_new(path, found.toml, _ANOTHER_NAME)
    if as_json:
        typer.echo(
            json.dumps(
                {"file": str(path), "zones": found.zones, "tried": [_as_json(part) for part in found.tried]}, indent=2
            )
        )
    else:
        say(f"\nWrote {path}. Next: `dateline ingest {name}`")


def _free_place(config: Config, name: str) -> Path:
    if not re.fullmatch(NAME_PATTERN, name):
        raise ConfigError(f'"{name}" is not a valid source name: with --name, use lower-case letters, digits, - and _')
    path = _folder(config) / f"{name}.toml"
    if path.exists():
        raise ConfigError(f"{path} already exists and was not changed: {_ANOTHER_NAME}")
    return path


def _name_of(url: str) -> str:
    domain = registrable_domain(url)
    is_address = domain.rpartition(".")[2].isdecimal() or ":" in domain
    return valid_name(domain if is_address else domain.partition(".")[0]) or "source"


def _folder(config: Config) -> Path:
    return config.folder / "sources"


def _tell(what: str) -> None:
    say(what, err=True)


def _show(tried: tuple[ProbeResult, ...]) -> None:
    for part in tried:
        if not (part.is_guess and (part.is_missing or part.is_unasked)):
            say(_in_words(part))
    missing = Counter(part.way for part in tried if part.is_guess and part.is_missing)
    if unasked := sum(part.is_guess and part.is_unasked for part in tried):
        say(f"unasked  {count(unasked, 'common place')} of feeds and sitemaps, as the site refused earlier requests")
    for way, places in missing.items():
        say(f"nothing  at {count(places, 'common place')} of a {KINDS[way].part}")


def _show_articles(articles: "Sequence[Article]") -> None:
    if len(articles) > _SHOWN:
        say(f"\n{_SHOWN} of the {len(articles)} articles that were read:")
    for article in articles[:_SHOWN]:
        at = published(article.published_at, article.published_precision)
        say(f"\n{article.headline}\n    {at}  {article.url}")
        say(f"    {_lead(article.text)}")


def _lead(text: str) -> str:
    """Return the beginning of a text on one line, cut between words if it has spaces."""
    line = " ".join(text.split())
    if len(line) <= _LEAD_CHARS:
        return line
    cut = line[:_LEAD_CHARS]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _show_checked(result: "Checked") -> None:
    say(f"{result.name}: {'healthy' if result.healthy else 'needs attention'}")
    for part in result.parts:
        say(f"    {_in_words(part)}")
    if not result.parts:
        say("    the source file lists nothing to read")


def _in_words(part: ProbeResult) -> str:
    newest = f", newest {part.newest_at:%Y-%m-%d %H:%M} UTC" if part.newest_at else ""
    reach = f", back to {part.oldest_at:%Y-%m-%d} or further" if part.oldest_at else ""
    pages = f"  ({count(part.pages, 'page')}{newest}{reach})" if part.pages else ""
    detail = f"\n        {part.detail}" if part.detail else ""
    return f"{part.health.value:<8} {part.in_words}{pages}{detail}"


def _as_json(part: ProbeResult) -> dict[str, object]:
    return {
        "kind": part.kind,
        "name": part.name,
        "health": part.health.value,
        "detail": part.detail,
        "pages": part.pages,
        "newest_at": part.newest_at.isoformat() if part.newest_at else None,
        "oldest_at": part.oldest_at.isoformat() if part.oldest_at else None,
        "articles": [
            {"headline": a.headline, "published_at": a.published_at.isoformat(), "url": a.url} for a in part.articles
        ],
    }


def _as_listed(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "enabled": source.enabled,
        "publisher": source.publisher,
        "language": source.cleaning.language,
        "parts": {way.value: parts for way, parts in count_parts(source).items()},
    }


def _parts(source: Source) -> str:
    counts = count_parts(source).items()
    return ", ".join(count(parts, KINDS[way].part, KINDS[way].parts) for way, parts in counts) or "nothing to read"
