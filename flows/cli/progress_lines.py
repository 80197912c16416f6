"""Shows progress: rows with counts and an estimate in a terminal, otherwise lines."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.runtime.progress import Progress
from dateline.tasks.core.runs.backfill import in_words, left_s
from dateline.tasks.waits import waited_for

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Rows
    from rich.progress import TaskID

STILL_AFTER_S = 6.0
"""After how many seconds without progress the display says what the run is waiting for."""
LINE_EVERY_S = 10.0
"""How often a line is printed without a terminal, besides one for each new step."""
_LOOK_EVERY_S = 1.0

Show = Callable[[Progress], None]
Clock = Callable[[], float]


@contextmanager
def showing_progress(console: "Console") -> Iterator[Show]:
    """Yield a function that shows progress: as rows in a terminal, else as lines, at least every `LINE_EVERY_S`.

    When there is no progress for `STILL_AFTER_S`, the display says what the run is waiting for.
    """
    with (
        _SHOWING.showing(),
        _live(console) if console.is_terminal else _line_by_line() as show,
        _told_of_waits(show) as noticing,
    ):
        yield noticing


class _Showing:
    """Whether progress is being shown, which tells of waits by itself."""

    def __init__(self) -> None:
        self._shown = 0

    @contextmanager
    def showing(self) -> Iterator[None]:
        self._shown += 1
        try:
            yield
        finally:
            self._shown -= 1

    def __bool__(self) -> bool:
        return self._shown > 0


_SHOWING = _Showing()


class Waits:
    """Tells what a command without progress is waiting for: after `STILL_AFTER_S`, then every `LINE_EVERY_S`."""

    def __init__(self, say: Callable[[str], None], clock: Clock) -> None:
        self._say, self._clock = say, clock
        self._said_at = float("-inf")

    def look(self) -> None:
        """Tell of the longest wait, if it is time to."""
        now = self._clock()
        what = "" if _SHOWING or now - self._said_at < LINE_EVERY_S else waited_for(now, STILL_AFTER_S)
        if what:
            self._said_at = now
            self._say(f"Waiting for {what}")


@contextmanager
def telling_of_waits() -> Iterator[None]:
    """Tell, on standard error, what the block is waiting for whenever nothing shows its progress."""
    with _every(_LOOK_EVERY_S, Waits(_say, time.monotonic).look):
        yield


class Lines:
    """Decides which progress becomes a line: each new step at once, and counts from time to time. Thread-safe."""

    def __init__(self, say: Callable[[str], None], clock: Clock) -> None:
        self._say, self._clock = say, clock
        self._begun: dict[str, tuple[float, int]] = {}
        """When each step was first shown, and how much of it was done then."""
        self._last: Progress | None = None
        self._said_at = clock()
        self._lock = Lock()

    def show(self, progress: Progress) -> None:
        """Record progress, and print a line if it is that of a new step, or if the last line is old."""
        with self._lock:
            is_new = progress.step not in self._begun
            if is_new:
                self._begun[progress.step] = self._clock(), progress.done
            self._last = progress
            if is_new or self._is_due():
                self._print(progress)

    def remind(self) -> None:
        """Print the last progress again if the last line is old, to show that the run is alive."""
        with self._lock:
            if self._last and self._is_due():
                self._print(self._last, still=True)

    def _is_due(self) -> bool:
        return self._clock() - self._said_at >= LINE_EVERY_S

    def _print(self, progress: Progress, *, still: bool = False) -> None:
        self._said_at = self._clock()
        began, before = self._begun[progress.step]
        words = progress.step
        if progress.total:
            words += f": {progress.done:,} of {progress.total:,}"
            seconds = left_s(self._said_at - began, progress.done - before, progress.total - progress.done)
            words += f", {in_words(seconds)} left" if seconds else ""
        elif progress.done:
            words += f": {progress.done:,}"
        elif still:
            words += f" ({self._said_at - began:.0f} s so far)"
        self._say(words)


@contextmanager
def _line_by_line() -> Iterator[Show]:
    lines = Lines(_say, time.monotonic)
    with _every(_LOOK_EVERY_S, lines.remind):
        yield lines.show


def _say(line: str) -> None:
    if not INTERRUPTION.asked.is_set():
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - typer.echo is not thread-safe


@contextmanager
def _live(console: "Console") -> Iterator[Show]:
    with rows_on(console) as rows:
        yield Table(rows).show


def rows_on(console: "Console") -> "Rows":
    """Return rows for a terminal: the step, its counts, its duration, and the estimated remaining time."""
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    return Progress(*columns, console=console, transient=True)


class Table:
    """A row for each counted step while it lasts, and one for the latest of the other steps."""

    def __init__(self, rows: "Rows") -> None:
        self._rows = rows
        self._other = rows.add_task("", total=None, counts="")
        self._counted: dict[str, TaskID] = {}
        self._lock = Lock()

    def show(self, progress: Progress) -> None:
        """Show progress in its row."""
        with self._lock:
            if not progress.total:
                counts = f"{progress.done:,}" if progress.done else ""
                self._rows.update(self._other, description=progress.step, counts=counts, visible=True)
                return
            if progress.step not in self._counted:
                self._rows.update(self._other, visible=False)
                self._counted[progress.step] = self._rows.add_task(progress.step, total=progress.total, counts="")
            counts = f"{progress.done:,} of {progress.total:,}"
            row = self._counted[progress.step]
            self._rows.update(row, completed=progress.done, total=progress.total, counts=counts)
            if progress.done >= progress.total:
                self._rows.remove_task(self._counted.pop(progress.step))


@contextmanager
def _every(seconds: float, do: Callable[[], None]) -> Iterator[None]:
    ended = Event()

    def repeat() -> None:
        while not ended.wait(seconds):
            do()

    Thread(target=repeat, name="progress", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


@contextmanager
def _told_of_waits(show: Show) -> Iterator[Show]:
    """Yield a wrapper of ``show`` that shows what the run is waiting for after `STILL_AFTER_S` without progress."""
    last, at = Progress(""), time.monotonic()

    def noticing(progress: Progress) -> None:
        nonlocal last, at
        last, at = progress, time.monotonic()
        show(progress)

    def look() -> None:
        seen = at
        what = waited_for(time.monotonic(), STILL_AFTER_S / 2)
        if what and time.monotonic() - seen > STILL_AFTER_S and seen == at:
            show(Progress(f"{last.step}; waiting for {what}" if last.step else f"waiting for {what}"))

    with _every(_LOOK_EVERY_S, look):
        yield noticing
