"""After a run with the clock a year ahead, the times that it noted are ignored, reported and corrected."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition

import pytest

from dateline.config.schema import IngestSettings, RecheckSettings
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.fetching.batch_owner import is_abandoned
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.ledger_models import OpenBatch, PageState
from dateline.tasks.core.models import OutcomeKind, Reason, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.backfill import Slice
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.runs.polling import Poll, is_poll_due
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.core.web.host_turns import MAX_AHEAD, Chance, Wish
from dateline.tasks.core.web.robots import KeptRobots, robots_from_response
from dateline.tasks.discover import discover
from dateline.tasks.schedule_state import (
    advance_watermark,
    mark_slice_done,
    put_clock_right,
    read_watermark,
    slices_left,
)
from tests.support.local_site import Site, ago, feed, run, serving, settings, source, story
from tests.support.records import a_ref

YEAR = timedelta(days=365)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Ahead:
    """A clock that is a year ahead."""

    def now(self) -> datetime:
        return datetime.now(UTC) + YEAR

    def wait(self, condition: Condition, seconds: float) -> None:
        raise NotImplementedError


def state(**fields: object) -> PageState:
    values = {"url_key": "k", "url": "https://h.example/1", "source": "sample", "kind": OutcomeKind.NEW, "reason": None}
    times = {"first_at": NOW, "last_at": NOW + YEAR, "published_at": NOW - timedelta(hours=3)}
    rest = {"article": "articles/a.json", "text_hash": "t", "tries": 1, "etag": None, "last_modified": None}
    return PageState.model_validate(values | times | rest | fields)


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_source_goes_on_after_a_run_with_a_wrong_clock(tmp_path: Path, site: Site) -> None:
    """A host's rest, its robots.txt, a poll and a watermark of next year do not hinder the next run."""
    table, values = source(), settings(tmp_path)
    with serving(site):
        table = source(feeds=[site.url("/feed.xml")])
        site.pages["/feed.xml"] = feed(("Pier mended", site.url("/pier"), ago(hours=2)))
        site.pages["/pier"] = story("Pier mended", ago(hours=2))
        site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /closed\n"
        discover.fn(table, values, Window(), scheduled=True, clock=Ahead())
        later = Ahead().now()
        wrong = robots_from_response(200, b"User-agent: *\nDisallow: /\n", "dateline")
        with shared_ledger(values.ledger.url) as ledger:
            ledger.rest_host("127.0.0.1", later)
            ledger.note("robots", f"dateline {site.address}", KeptRobots.of(wrong, later))
        advance_watermark("local", later, values, later)
        told = put_clock_right("local", values, datetime.now(UTC))
        assert len(told) == 2
        assert "127.0.0.1 was to be paused" in told[0]
        assert "reads all that the source lists" in told[1]
        assert put_clock_right("local", values, datetime.now(UTC)) == told[1:]
        discovery = discover.fn(table, values, Window(), scheduled=True)
        assert [ref.url for ref in discovery.refs] == [site.url("/pier")]
        assert run(table, values).kinds == {"pier": "new"}
        now = datetime.now(UTC)
        assert read_watermark("local", values, now) is None
        advance_watermark("local", now, values, now)
        assert read_watermark("local", values, now) == now
        assert put_clock_right("local", values, now) == []


def turn_at(ledger: Ledger, now: datetime) -> Chance:
    wish = Wish("me", now, now + timedelta(seconds=5), delay_s=1.0, term_s=10.0)
    return ledger.take_host("h.example", wish).chance


def test_a_host_rests_as_long_as_a_rule_allows(ledger_url: str) -> None:
    """A rest of a day is kept; one of a year is ignored, even before it is corrected."""
    with shared_ledger(ledger_url) as ledger:
        ledger.rest_host("h.example", NOW + timedelta(days=1))
        assert turn_at(ledger, NOW) is Chance.RESTS
        assert not ledger.forget_future(NOW)
        ledger.rest_host("h.example", NOW + YEAR)
        assert turn_at(ledger, NOW) is Chance.GRANTED
        ledger.free_host("h.example", "me", NOW, 1.0)
        ledger.rest_host("h.example", NOW + MAX_AHEAD + YEAR)
        assert len(ledger.forget_future(NOW)) == 1
        assert turn_at(ledger, NOW + timedelta(minutes=1)) is Chance.GRANTED


def test_a_turn_that_was_taken_a_year_ahead_is_over(ledger_url: str) -> None:
    """A holder that was killed while its clock was ahead blocks nobody."""
    with shared_ledger(ledger_url) as ledger:
        assert turn_at(ledger, NOW + YEAR) is Chance.GRANTED
        other = Wish("other", NOW, NOW + timedelta(seconds=5), delay_s=1.0, term_s=10.0)
        assert ledger.take_host("h.example", other).chance is Chance.GRANTED


def test_a_slice_that_was_done_in_the_future_is_done_again(tmp_path: Path) -> None:
    """A slice that was recorded as done in the future is done again, since later pages are missing."""
    values = settings(tmp_path)
    part = Slice(source="local", window=Window(since=NOW + timedelta(days=30), until=NOW + timedelta(days=31)))
    mark_slice_done(part, part.window, Way.ALL, NOW + YEAR, values, outside=False)
    assert slices_left([part], part.window, Way.ALL, values) == ()
    assert "was recorded as done in the future" in put_clock_right("local", values, NOW)[0]
    assert slices_left([part], part.window, Way.ALL, values) == (part,)


def test_times_of_the_future_hold_nothing_back() -> None:
    """Polls, failed pages, rechecks and another machine's batches with times of next year are due now."""
    assert is_poll_due(Poll(polled_at=NOW + YEAR, interval_s=1800.0), NOW)
    assert not is_poll_due(Poll(polled_at=NOW + timedelta(minutes=5), interval_s=1800.0), NOW)
    failed = state(kind=OutcomeKind.REJECTED, reason=Reason.TIMEOUT, article=None)
    assert is_due(a_ref(), failed, IngestSettings(), Window(), NOW)
    assert not is_due(a_ref(), failed.model_copy(update={"last_at": NOW}), IngestSettings(), Window(), NOW)
    page = watchlist.Watched(ref=a_ref(), since=NOW, looked_at=NOW + YEAR)
    listed = watchlist.Watchlist(pages={"k": page})
    assert watchlist.due(listed, {"k": state()}, RecheckSettings(), NOW)
    batch = OpenBatch(
        run="r",
        batch="b",
        source="s",
        segment="raw/s",
        manifest="runs/m",
        refs=(),
        opened_at=NOW + YEAR,
        owner="elsewhere.example:1:2",
    )
    assert is_abandoned(batch, NOW)
    assert not is_abandoned(batch.model_copy(update={"opened_at": NOW}), NOW)
