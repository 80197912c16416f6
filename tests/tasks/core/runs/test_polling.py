"""How often a feed is polled."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dateline.config.schema import PollSettings
from dateline.tasks.core.runs.polling import Poll, is_poll_due, next_poll

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SETTINGS = PollSettings()


def after(interval_s: float, new_entries: int, hint_s: float | None = None) -> float:
    last = Poll(polled_at=NOW, interval_s=interval_s)
    return next_poll(last, new_entries, hint_s, SETTINGS, NOW).interval_s


def test_a_quiet_feed_is_left_alone_longer_and_a_busy_one_is_asked_soon() -> None:
    """The interval grows by half without new entries, halves with one and shrinks to a quarter with more."""
    assert next_poll(None, 30, None, SETTINGS, NOW).interval_s == 300
    assert after(3600, 0) == 5400
    assert [after(3600, new) for new in (1, 2, 3, 50)] == [1800, 1200, 900, 900]
    assert (after(20000, 0), after(400, 9)) == (21600, 300)


def test_what_the_feed_asks_for_is_heeded_within_the_bounds() -> None:
    """A ttl lengthens the interval up to the maximum, and outlasts a 304."""
    asked = next_poll(None, 5, 3600, SETTINGS, NOW)
    assert asked.interval_s == 3600
    assert next_poll(asked, 9, None, SETTINGS, NOW).interval_s == 3600
    assert after(300, 1, hint_s=1e9) == 21600


def test_a_feed_is_due_after_its_interval() -> None:
    """A run that starts a few seconds early polls the feed, one in the middle of the interval does not."""
    last = Poll(polled_at=NOW, interval_s=600)
    assert [is_poll_due(last, NOW + timedelta(seconds=s)) for s in (0, 300, 595, 600)] == [False, False, True, True]
    assert is_poll_due(None, NOW)


@given(st.lists(st.integers(0, 100), max_size=60), st.floats(1, 1e6), st.floats(1, 1e4), st.floats(1.01, 100))
def test_intervals_stay_within_their_bounds(brought: list[int], least: float, times: float, growth: float) -> None:
    """Intervals stay within any bounds, whatever a feed yields."""
    settings = PollSettings(min_interval_s=least, max_interval_s=least * times, growth=growth)
    poll = None
    for new_entries in brought:
        poll = next_poll(poll, new_entries, None, settings, NOW)
        assert least <= poll.interval_s <= least * times
