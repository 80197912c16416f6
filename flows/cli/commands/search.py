"""``dateline search`` and ``dateline index``: find articles by their words."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.errors import end_if_skipped
from dateline.flows.cli.help import WithWholeSentences
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.known_sources import check_known
from dateline.flows.cli.options import AsJson, OfSources, Since, Until, window_of
from dateline.flows.cli.progress_lines import showing_progress
from dateline.flows.cli.text import say
from dateline.flows.runtime.progress import Progress
from dateline.tasks.core.display.wording import count, published
from dateline.tasks.core.search.page import MAX_HITS, Page, Query

if TYPE_CHECKING:
    from dateline.tasks.core.search.page import Hit

_BUILDING = "adding articles to the search index"

app = typer.Typer(cls=WithWholeSentences, no_args_is_help=True, help="Maintain the search index.")


@app.callback()
def _group() -> None:
    """Keep ``rebuild`` a subcommand although it is the only one."""


def search(  # noqa: PLR0913, PLR0917 - each option is a parameter
    words: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help='Words, "phrases in quotes", pier*, -without, this OR that.'),
    ],
    since: Since = None,
    until: Until = None,
    source: OfSources = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only articles in this language, such as en; repeatable.")
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option(help="Only articles by this author (any words of the name); repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MAX_HITS, help="How many articles to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find articles by their words.

    All words must occur in the headline, the summary, the text or the authors' names, with or without AND between them.
    Words of 4 letters (2 Korean syllables) or more also find longer words that begin with them: pier finds piers. Case
    and accents are ignored. Of an article's revisions, the newest is found. If more than 10,000 articles match, the
    newest 10,000 are ranked. The first search builds the index; later ones add what is new.
    """
    from rich.console import Console

    from dateline.tasks.search import search as find
    from dateline.tasks.search import spare_processes

    asked = Query(
        text=" ".join(words),
        window=window_of(since, until),
        sources=tuple(source or ()),
        languages=tuple(language or ()),
        authors=tuple(author or ()),
        limit=limit,
    )
    config = load()
    tell_if_empty(config.settings)
    with showing_progress(Console(stderr=True)) as tell:
        page = find(config.settings, asked, partial(_tell_count, tell), processes=spare_processes())
    if not page.total:
        check_known(asked.sources, config)
    if as_json:
        typer.echo(page.model_dump_json(indent=2))
    else:
        say("\n".join(_lines(page)))
    for note in page.notes:
        say(f"dateline: {note}.", err=True)


@app.command()
def rebuild() -> None:
    """Rebuild the search index from the archive. Meanwhile, searches use the old one."""
    from rich.console import Console

    from dateline.tasks.search import rebuild_index, spare_processes

    settings = load().settings
    tell_if_empty(settings)
    INTERRUPTION.sentence = "Interrupted. The search index is the same as before."
    with showing_progress(Console(stderr=True)) as tell:
        rebuilt = rebuild_index(settings, partial(_tell_count, tell), processes=spare_processes())
    typer.echo(
        f"Built the search index: {count(rebuilt.articles, 'article')} from {count(rebuilt.manifests, 'manifest')}."
    )
    end_if_skipped(rebuilt.damaged)


def _tell_count(tell: Callable[[Progress], None], done: int, total: int) -> None:
    tell(Progress(_BUILDING, done, total))


def _lines(page: Page) -> Iterator[str]:
    for hit in page.hits:
        yield f"{hit.headline}"
        yield f"    {published(hit.published_at, hit.published_precision)}  {hit.source}  {hit.id}"
        yield f"    {hit.url}"
        if hit.returned_to:
            yield f"    the page has returned to the text of an earlier record: {hit.returned_to}"
        yield f"    {_marked(hit)}"
        yield ""
    found = f"{page.total:,} found" if page.is_total else f"more than {page.total:,} found, the newest of them ranked"
    yield f"{found}, {len(page.hits)} shown" if page.total else "nothing found"


def _marked(hit: "Hit") -> str:
    """Return the snippet with its matches in brackets, which any terminal and any screen reader shows."""
    from dateline.tasks.core.search.snippets import Snippet

    return Snippet(hit.snippet, hit.marks).marked("[", "]")
