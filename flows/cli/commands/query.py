"""``dateline query``: SQL over the archive."""

import sys
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import Since, Until, window_of
from dateline.flows.cli.text import say
from dateline.tasks.core.errors import ConfigError


def query(
    sql: Annotated[str, typer.Argument(help="A SELECT about the views articles and stories, in DuckDB's SQL.")],
    since: Since = None,
    until: Until = None,
    layout: Annotated[str, typer.Option("--format", metavar="table|csv|json", help="The output format.")] = "table",
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="In CSV, do not escape text that a spreadsheet could run as a formula.")
    ] = False,
) -> None:
    """Query the archive's articles with SQL.

    The view articles has a row for each record, with the columns of an export. Closed days are read from their Parquet
    files, everything else from the records: `dateline compact` makes queries fast. The view stories has the columns
    article and story: the id of each record, and that of the earliest record of its story. A query that names it
    updates the search index first. Queries cannot write.

    In CSV, text that a spreadsheet could run as a formula is prefixed with an apostrophe, as in an export, and a byte
    order mark comes first, as Excel expects.
    """
    from dateline.tasks.query import Layout, write_answer
    from dateline.tasks.query import query as ask

    window = window_of(since, until)
    if layout not in set(Layout):
        raise ConfigError(f'--format must be one of {", ".join(Layout)}; it is "{layout}"')
    settings = load().settings
    tell_if_empty(settings)
    with ask(settings, sql, window) as (answer, damaged):
        write_answer(answer, Layout(layout), sys.stdout.buffer, raw_cells=raw_cells)
        sys.stdout.buffer.flush()
    for note in answer.notes:
        say(f"dateline: {note}.", err=True)
    for problem in damaged:
        say(f"dateline: skipped: {problem}", err=True)
    if damaged:
        raise typer.Exit(ExitCode.STORAGE)
