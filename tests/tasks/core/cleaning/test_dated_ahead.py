"""A page that is dated after its fetch is not rejected for good: the verdict says when it is dated."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.tasks.core.cleaning import Page, Verdict, clean_page
from dateline.tasks.core.models import Reason
from tests.support.local_site import story

FETCHED = datetime(2025, 11, 29, 12, tzinfo=UTC)
DATED = FETCHED + timedelta(days=365)


def verdict(body: bytes, fetched_at: datetime | None, server_at: datetime | None = None) -> Verdict:
    found = clean_page(Page(body, "http://q.example/a", "text/html", fetched_at, server_at=server_at))
    assert isinstance(found, Verdict)
    return found


def test_a_page_from_the_future_tells_its_date() -> None:
    """Its date is kept, because it is due again from then on."""
    found = verdict(story("Quay lights go on", DATED), FETCHED)
    assert (found.reason, found.published_at) == (Reason.WRONG_CLOCK, DATED)
    assert "dated 2026-11-29 12:00 UTC, but was fetched at 2025-11-29 12:00 UTC" in found.detail


def test_a_page_without_a_date_of_a_later_server_is_in_doubt() -> None:
    """Its server and this machine disagree about the time, so nothing relative can be read."""
    found = verdict(story("Quay lights go on"), FETCHED, DATED)
    assert (found.reason, found.published_at) == (Reason.WRONG_CLOCK, None)


@pytest.mark.parametrize("fetched_at", [None, FETCHED])
def test_a_page_without_any_date_has_none(fetched_at: datetime | None) -> None:
    """Neither clock is to blame, also where the time of the fetch is unknown."""
    assert verdict(story("Quay lights go on"), fetched_at).reason is Reason.NO_TIMESTAMP
