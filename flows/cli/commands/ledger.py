"""``dateline ledger``: maintains the ledger."""

import typer

from dateline.config.loader import load
from dateline.flows.cli.errors import end_if_skipped
from dateline.flows.cli.help import WithWholeSentences
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.progress_lines import showing_progress
from dateline.flows.runtime.progress import Progress
from dateline.tasks.core.display.wording import count

app = typer.Typer(
    cls=WithWholeSentences, no_args_is_help=True, help="Maintain the ledger, which remembers every page seen."
)


@app.callback()
def _group() -> None:
    """Keep ``rebuild`` a subcommand although it is the only one."""


@app.command()
def rebuild() -> None:
    """Rebuild the ledger from the archive's manifests.

    Until that is done, runs use the old one, which also stays if the rebuild is killed.
    """
    from rich.console import Console

    from dateline.tasks.ledger import rebuild_ledger, useful_processes

    settings = load().settings
    INTERRUPTION.sentence = "Interrupted. The ledger is the same as before."
    with showing_progress(Console(stderr=True)) as tell:
        rebuilt = rebuild_ledger(
            settings, lambda read: tell(Progress("reading manifests", read)), processes=useful_processes()
        )
    typer.echo(
        f"Rebuilt the ledger from {count(rebuilt.manifests, 'manifest')} with {count(rebuilt.outcomes, 'outcome')}."
    )
    end_if_skipped(rebuilt.damaged)
