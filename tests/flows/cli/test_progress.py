"""Progress as a user sees it: lines without a terminal, rows in one."""

import io
import re

import pytest
from rich.console import Console

from dateline.flows.cli.progress_lines import LINE_EVERY_S, Lines, Table, Waits, rows_on, showing_progress
from dateline.flows.runtime.progress import Progress
from dateline.tasks.adapters.waits import waiting


class Clock:
    """A clock that tests advance."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock at the start of a run."""
    return Clock()


def test_each_step_is_a_line_and_counts_come_every_ten_seconds(clock: Clock) -> None:
    """Lines have an estimate from the pace so far, however often progress is reported and however steps alternate."""
    said: list[str] = []
    lines = Lines(said.append, clock)
    lines.show(Progress("courier: looking for pages"))
    for done in range(601):
        lines.show(Progress("courier: pages fetched", done, 6000))
        lines.show(Progress("courier: pages archived", done // 50 * 50, 6000))
        clock.now += 0.1
    assert said[:3] == [
        "courier: looking for pages",
        "courier: pages fetched: 0 of 6,000",
        "courier: pages archived: 0 of 6,000",
    ]
    assert 5 <= len(said[3:]) <= 60 / LINE_EVERY_S
    assert "courier: pages fetched: 200 of 6,000, about 10 min left" in said


def test_a_step_without_progress_is_repeated(clock: Clock) -> None:
    """The line is repeated every ten seconds, to show that the run is alive."""
    said: list[str] = []
    lines = Lines(said.append, clock)
    lines.remind()
    lines.show(Progress("courier: waiting for courier.example"))
    for _ in range(25):
        clock.now += 1
        lines.remind()
    waiting = "courier: waiting for courier.example"
    assert said == [waiting, f"{waiting} (10 s so far)", f"{waiting} (20 s so far)"]


def test_a_command_without_progress_tells_what_it_waits_for(clock: Clock) -> None:
    """Within ten seconds, and again every ten; not while progress is shown, which tells of it by itself."""
    said: list[str] = []
    waits = Waits(said.append, clock)
    with waiting("the S3 endpoint (up to 60 s)", clock.now):
        for _ in range(25):
            waits.look()
            clock.now += 1
        with showing_progress(Console(file=io.StringIO(), force_terminal=True)):
            clock.now += 60
            waits.look()
    waits.look()
    assert said == ["Waiting for the S3 endpoint (up to 60 s)"] * 2


def test_a_terminal_shows_counts_and_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each count has a row, which disappears when it is complete."""
    monkeypatch.setenv("TERM", "xterm")
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=120, color_system=None, legacy_windows=False)
    with rows_on(console) as rows:
        show = Table(rows).show
        show(Progress("courier: looking for pages"))
        for done in range(4):
            show(Progress("courier: pages fetched", done, 4))
            show(Progress("backfill: slices", 1, 3))
        rows.refresh()
        shown = screen.getvalue()
        show(Progress("courier: pages fetched", 4, 4))
        screen.truncate(0)
        rows.refresh()
        after = screen.getvalue()
    assert re.search(r"courier: pages fetched .* 3 of 4 .*0:00:0\d", shown)
    assert re.search(r"backfill: slices .* 1 of 3 ", shown)
    assert "pages fetched" not in after
    assert "backfill: slices" in after
