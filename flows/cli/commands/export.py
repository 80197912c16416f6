"""``dateline compact`` and ``dateline export``: write the archive as files for analysis."""

import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.known_sources import check_known
from dateline.flows.cli.options import AsJson, OfSources, Since, Until, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.archive.columns import STORY
from dateline.tasks.core.archive.formats import ONLY_FILES, Format, columns_of, format_of
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ConfigError


def compact(
    since: Since = None,
    until: Until = None,
    verify: Annotated[bool, typer.Option("--verify", help="Also compare the bytes of every record.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write one Parquet and one JSONL file for each closed day, beside the individual records."""
    from dateline.tasks.export import check_parquet

    config = load()
    window = window_of(since, until)
    check_parquet()
    tell_if_empty(config.settings)
    with running_flows(config, beside_output=as_json):
        from dateline.flows.compact import compact as compact_flow

        result = compact_flow(window.since, window.until, verify)
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        days, articles = count(result.days, "closed day"), count(result.articles, "article")
        say(f"{days} with {articles}; wrote the files of {count(result.written, 'day')}.")


def export(  # noqa: PLR0913, PLR0917 - each option is a parameter
    since: Since = None,
    until: Until = None,
    source: OfSources = None,
    output: Annotated[
        Path | None, typer.Option(help="Write to this file. Its suffix says the format: .jsonl, .jsonl.zst, .csv, …")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="|".join(Format), help="The format, whatever the file's suffix.", show_default=False
        ),
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Only these columns, in this order: published_at,headline,url.")
    ] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="In CSV, do not escape text that a spreadsheet could run as a formula.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --output: print the counts as JSON.")] = False,
) -> None:
    """Write articles as one stream, to standard output or to a file.

    Without a format, JSON lines are written. Parquet and Excel (xlsx) need an extra and a file.

    The column story is only written if --columns names it: the id of the earliest record of the article's story, that
    is of the articles with similar texts. It comes from the search index, which is built or updated first.

    In CSV, text that begins with =, +, -, @, a tab or a line break is prefixed with an apostrophe, because
    spreadsheets would run it as a formula; --raw-cells turns this off. CSV begins with a byte order mark, as Excel
    expects. In Excel files texts are stored as texts, so none is run, and times are in UTC.
    """
    from dateline.tasks.export import Exported, write_file, write_stream
    from dateline.tasks.similar import stories
    from dateline.tasks.whole_file import remove_part

    window = window_of(since, until)
    form, wanted = format_of(kind, str(output) if output else None), columns_of(columns)
    if output is None and form in ONLY_FILES:
        raise ConfigError(f"{form} cannot be written to standard output: name a file with --output FILE")
    config = load()
    tell_if_empty(config.settings)
    check_known(source or (), config)
    with stories(config.settings) if STORY in wanted else nullcontext((None, ())) as (story_of, missing):
        articles = Exported(config.settings, window, source or (), story_of)
        notes: Sequence[str] = ()
        if output:
            INTERRUPTION.sentence = f"Interrupted. {output} was not written."
            with INTERRUPTION.before_exit(partial(remove_part, output)):
                notes = write_file(articles, form, output, wanted, raw_cells=raw_cells)
        else:
            write_stream(articles, form, sys.stdout.buffer, wanted, raw_cells=raw_cells)
            sys.stdout.buffer.flush()
    if output:
        if as_json:
            typer.echo(json.dumps({"articles": articles.count, "damaged": articles.damaged}, indent=2))
        else:
            say(f"Wrote {count(articles.count, 'article')} to {output}.")
    for note in (*missing, *notes):
        say(f"dateline: {note}.", err=True)
    for damaged in articles.damaged:
        say(f"dateline: skipped: {damaged}", err=True)
    if articles.damaged:
        raise typer.Exit(ExitCode.STORAGE)
