"""Figures in words: sizes, durations, windows and runs of days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.tasks.core.display.wording import count, runs_of_days, size, span, window
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.summary import Amounts


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_950, "1.0 MB"), (1_234_567, "1.2 MB"), (5e15, "5000.0 TB")],
)
def test_a_size_has_its_unit(number: float, said: str) -> None:
    """Sizes have the unit that leaves less than a thousand, also after rounding."""
    assert size(number) == said


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(seconds=40), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(days=9, hours=20), "10 days"),
    ],
)
def test_a_duration_has_its_unit_and_its_number(duration: timedelta, said: str) -> None:
    """Durations are rounded to minutes, hours or days, singular or plural."""
    assert span(duration) == said


def test_a_count_has_its_number() -> None:
    """Counts have a singular or plural noun and separators of thousands."""
    assert [count(number, "page") for number in (0, 1, 1000)] == ["0 pages", "1 page", "1,000 pages"]


def test_days_that_follow_on_each_other_are_one() -> None:
    """Consecutive days are written as one range."""
    first = date(2026, 2, 27)
    days = [first + timedelta(days=n) for n in (0, 2, 3, 4, 9)]
    assert runs_of_days(days) == "2026-02-27, 2026-03-01 to 2026-03-03, 2026-03-08"
    assert runs_of_days([]) == ""


def test_a_window_is_told_with_its_open_ends() -> None:
    """Windows are described with both ends, either or none."""
    at = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
    assert window(Window(since=at, until=at + timedelta(days=1))) == "from 2026-03-01 04:30 to 2026-03-02 04:30 UTC"
    assert window(Window(since=at)) == "from 2026-03-01 04:30 UTC on"
    assert window(Window(until=at)) == "up to 2026-03-01 04:30 UTC"
    assert window(Window()) == "everything that the source lists"


def test_amounts_add_up() -> None:
    """Each figure is added separately."""
    one = Amounts(transferred_bytes=5, written=1, written_bytes=3, rechecked=4, changed=1)
    assert one + one == Amounts(transferred_bytes=10, written=2, written_bytes=6, rechecked=8, changed=2)
