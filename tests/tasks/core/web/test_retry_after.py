"""Retry-After is read as seconds or as a date, within bounds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.web.retry_after import MAX_RETRY_AFTER_S, retry_after_s

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("7, 7", 7.0),
        ("60,120", 120.0),
        ("5, 999999", MAX_RETRY_AFTER_S),
        ("Sun, 01 Mar 2026 12:00:07 GMT", 7.0),
        ("Sunday, 01-Mar-26 12:00:07 GMT", 7.0),
        ("Sun, 01 Mar 2026 13:00:07 +0100", 7.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("9999999999", MAX_RETRY_AFTER_S),
        ("99999999999999999999", MAX_RETRY_AFTER_S),
        ("Sun, 01 Mar 2099 12:00:00 GMT", MAX_RETRY_AFTER_S),
    ],
)
def test_what_a_server_asks_for(value: str, wait_s: float) -> None:
    """Seconds and dates yield the wait from now, never negative and at most a day."""
    assert retry_after_s(value, NOW) == wait_s


@pytest.mark.parametrize("value", [None, "", "soon", "-5", "7 s", "٧", "Sun, 99 Mar 2026 12:00:07 GMT", "1" * 400])
def test_what_says_nothing(value: str | None) -> None:
    """A missing or meaningless header yields nothing."""
    assert retry_after_s(value, NOW) is None


@given(value=st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"))
@settings(max_examples=200)
def test_no_header_can_break_it(value: str) -> None:
    """Any header yields a bounded wait or None."""
    wait_s = retry_after_s(value, NOW)
    assert wait_s is None or 0 <= wait_s <= MAX_RETRY_AFTER_S
