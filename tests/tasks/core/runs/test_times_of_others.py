"""Datetimes of other classes, such as Prefect's, become plain ones, so that arithmetic keeps their zone."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.tasks.core.models import Window

pendulum = pytest.importorskip("pendulum", reason="with this Python, Prefect's times are plain ones")


def test_prefects_times_become_plain_ones() -> None:
    """The window of a scheduled run ends with a datetime of Prefect, from which listings by date count back."""
    until = Window(until=pendulum.datetime(2026, 3, 4, 8, tz="Europe/Oslo")).until
    assert type(until) is datetime
    assert until == datetime(2026, 3, 4, 7, tzinfo=UTC)
    assert Window(since=until - timedelta(days=2), until=until).since == datetime(2026, 3, 2, 7, tzinfo=UTC)
