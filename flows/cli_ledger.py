"""``dateline ledger``: look after the memory of what was seen."""

import typer

from config.loader import load

app = typer.Typer(no_args_is_help=True, help="Look after the ledger, the memory of what was seen.")


@app.callback()
def _group() -> None:
    """Keep ``rebuild`` a subcommand, though it is the only one."""


@app.command()
def rebuild() -> None:
    """Make the ledger again from the archive's manifests."""
    from tasks.lookups import rebuild_ledger

    settings = load().settings
    manifests, pages = rebuild_ledger(settings)
    typer.echo(f"The ledger was made again from {manifests} manifests with {pages} outcomes.")
