"""A run's progress in the terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from flows.run_progress import Progress


@contextmanager
def showing_progress(console: Console) -> Iterator[Callable[[Progress], None]]:
    """Show progress on a live line; where the output is no terminal, a line a step."""
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
