"""Running a flow from the terminal, with its progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.flows.runtime import environment
from dateline.flows.runtime.progress import Progress, listening

if TYPE_CHECKING:
    from rich.console import Console


@contextmanager
def running_flows(root: Path, *, beside_output: bool = True) -> Iterator["Console"]:
    """Prepare Prefect for the project at ``root``, and show the progress of the flows that the block imports and runs.

    Yields the console that progress is shown on: standard error where ``beside_output``, so that standard output
    holds the result alone.
    """
    from rich.console import Console

    console = Console(stderr=beside_output)
    environment.prepare(root)
    with showing_progress(console) as tell, listening(tell):
        tell(Progress("starting Prefect"))
        yield console


@contextmanager
def showing_progress(console: "Console") -> Iterator[Callable[[Progress], None]]:
    """Show progress on a live line; where the output is no terminal, a line a step."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as ProgressBar

    if not console.is_terminal:
        last = ""

        def say(progress: Progress) -> None:
            nonlocal last
            if progress.step != last:
                print(progress.step, file=sys.stderr, flush=True)  # noqa: T201 - typer.echo is not thread-safe
                last = progress.step

        yield say
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with ProgressBar(*columns, console=console, transient=True) as bar:
        line = bar.add_task("", total=None)
        yield lambda p: bar.update(line, description=p.step, completed=p.done, total=p.total or None)
