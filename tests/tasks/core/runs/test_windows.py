"""Windows of scheduled runs and slices of backfills leave nothing out, whatever was missed."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.windows import LATE, SliceLength, calendar_slices, cut_window, due_window, end_of_run

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = st.integers(0, 5_000_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
LENGTHS = st.timedeltas(timedelta(minutes=1), timedelta(days=30))


def _is_whole(parts: tuple[Window, ...], since: datetime, until: datetime) -> bool:
    ends = [(part.since, part.until) for part in parts]
    return ends[0][0] == since and ends[-1][1] == until and all(a[1] == b[0] for a, b in itertools.pairwise(ends))


@settings(max_examples=60)
@given(
    since=MOMENTS,
    length=st.timedeltas(timedelta(seconds=1), timedelta(days=400)),
    longest=st.timedeltas(HOUR, timedelta(days=30)),
)
def test_parts_of_a_window_cover_it_without_gap_or_overlap(
    since: datetime, length: timedelta, longest: timedelta
) -> None:
    """Each part begins where the previous one ends, and none exceeds the requested length."""
    parts = cut_window(Window(since=since, until=since + length), longest)
    assert _is_whole(parts, since, since + length)
    assert all(part.until - part.since <= longest for part in parts if part.since and part.until)


@settings(max_examples=60)
@given(
    since=st.dates(date(2015, 1, 1), date(2030, 1, 1)), days=st.integers(1, 400), length=st.sampled_from(SliceLength)
)
def test_slices_of_a_backfill_cover_its_days(since: date, days: int, length: SliceLength) -> None:
    """Slices of any length cover the requested days; an empty span has none."""
    slices = calendar_slices(since, since + timedelta(days=days), length)
    midnight = datetime(since.year, since.month, since.day, tzinfo=UTC)
    assert _is_whole(slices, midnight, midnight + timedelta(days=days))
    assert calendar_slices(since, since, length) == ()


def test_months_are_calendar_months() -> None:
    """A slice of a month ends with the month, also in leap years."""
    slices = calendar_slices(date(2024, 1, 15), date(2024, 4, 1), SliceLength.MONTH)
    assert [f"{part.since:%m-%d}" for part in slices] == ["01-15", "02-01", "03-01"]


@settings(max_examples=80)
@given(
    begin=MOMENTS,
    gaps=st.lists(LENGTHS, min_size=1, max_size=20),
    overlap=st.timedeltas(timedelta(), timedelta(days=3)),
    slots=st.data(),
)
def test_runs_that_fail_late_or_drop_out_leave_no_gap(
    begin: datetime, gaps: list[timedelta], overlap: timedelta, slots: st.DataObject
) -> None:
    """However slots are missed, killed or late, successful windows cover all time up to the last one."""
    watermark: datetime | None = begin
    covered_until = begin
    moment = begin
    for gap in gaps:
        moment += gap
        window = due_window(watermark, end_of_run(moment, moment + slots.draw(LENGTHS)), overlap, None)
        if window is None or slots.draw(st.booleans()):
            continue
        assert window.since is not None
        assert window.until is not None
        assert window.since <= covered_until
        watermark = covered_until = window.until


def test_a_week_of_outage_is_made_up_for_by_one_run_in_slices() -> None:
    """After seven days of outage, the next run covers the week in slices of a day."""
    window = due_window(NOON, NOON + timedelta(days=7), HOUR, None)
    assert window is not None
    parts = cut_window(window, timedelta(days=1))
    assert _is_whole(parts, NOON - HOUR, NOON + timedelta(days=7))
    assert len(parts) == 8


def test_windows_are_half_open() -> None:
    """The moment where two windows meet lies in exactly one of them."""
    first, second = cut_window(Window(since=NOON, until=NOON + 2 * HOUR), HOUR)
    assert (first.contains(NOON + HOUR), second.contains(NOON + HOUR)) == (False, True)


def test_a_slot_that_was_made_up_for_has_nothing_to_do() -> None:
    """A late run ends at once if another run has covered its time."""
    assert due_window(NOON, NOON, HOUR, None) is None
    assert due_window(NOON, NOON - HOUR, HOUR, None) is None


@pytest.mark.parametrize(("first", "since"), [(None, None), (HOUR, NOON - HOUR)])
def test_the_first_run_reaches_back_as_far_as_it_is_told(first: timedelta | None, since: datetime | None) -> None:
    """Without a watermark the window is open, or as long as `first_s` of the source."""
    assert due_window(None, NOON, HOUR, first) == Window(since=since, until=NOON)


def test_a_punctual_run_ends_at_its_slot_and_a_late_one_when_it_begins() -> None:
    """A delay of seconds does not move the end of the window, a longer one does."""
    assert end_of_run(NOON, NOON + LATE) == NOON
    assert end_of_run(NOON, NOON + HOUR) == NOON + HOUR


def test_daylight_saving_neither_drops_nor_doubles_an_hour() -> None:
    """Daily slots at six in Berlin are 23 and 25 hours apart at the changes, and their windows meet."""
    berlin = ZoneInfo("Europe/Berlin")
    for month, day, hours in ((3, 28, 23), (10, 24, 25)):
        before = datetime(2026, month, day, 6, tzinfo=berlin)
        slot = datetime(2026, month, day + 1, 6, tzinfo=berlin)
        window = due_window(before.astimezone(UTC), slot, timedelta(), None)
        assert window is not None
        assert window.since is not None
        assert window.until is not None
        assert window.until - window.since == timedelta(hours=hours)
