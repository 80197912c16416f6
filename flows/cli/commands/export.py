"""``dateline compact`` and ``dateline export``: write the archive as files for analysis."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, Since, Until, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
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
    with running_flows(config, beside_output=as_json):
        from dateline.flows.compact import compact as compact_flow

        result = compact_flow(window.since, window.until, verify)
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        say(f"{result.days} closed days with {result.articles} articles; wrote the files of {result.written} days.")


def export(  # noqa: PLR0913, PLR0917 - each option is a parameter
    since: Since = None,
    until: Until = None,
    source: Annotated[list[str] | None, typer.Option(help="Only articles of this source; repeatable.")] = None,
    kind: Annotated[str, typer.Option("--format", metavar="jsonl|parquet|csv", help="The output format.")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="Write to this file (required for Parquet).")] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="In CSV, do not escape text that a spreadsheet could run as a formula.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --output: print the counts as JSON.")] = False,
) -> None:
    """Write articles as one stream, to standard output or to a file.

    In CSV, text that begins with =, +, -, @, a tab or a line break is prefixed with an apostrophe, because
    spreadsheets would run it as a formula; --raw-cells turns this off. CSV begins with a byte order mark, as Excel
    expects.
    """
    from dateline.tasks.export import Exported, Format, write_file, write_stream

    window = window_of(since, until)
    if kind not in set(Format):
        raise ConfigError(f'--format must be one of {", ".join(Format)}; it is "{kind}"')
    if output is None and kind == Format.PARQUET:
        raise ConfigError("Parquet cannot be written to standard output: name a file with --output FILE")
    articles = Exported(load().settings, window, source or ())
    if output:
        write_file(articles, Format(kind), output, raw_cells=raw_cells)
        if as_json:
            typer.echo(json.dumps({"articles": articles.count, "damaged": articles.damaged}, indent=2))
        else:
            say(f"Wrote {articles.count} articles to {output}.")
    else:
        write_stream(articles, Format(kind), sys.stdout.buffer, raw_cells=raw_cells)
        sys.stdout.buffer.flush()
    for damaged in articles.damaged:
        say(f"dateline: skipped: {damaged}", err=True)
    if articles.damaged:
        raise typer.Exit(ExitCode.STORAGE)
