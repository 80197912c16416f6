"""After a run with the clock a year ahead, the times that it noted are ignored, reported and corrected."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition

import pytest

from dateline.config.schema import IngestSettings, RecheckSettings, Source
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.fetching.batch_owner import is_abandoned
from dateline.tasks.adapters.ledger.clocks import note_later_clocks
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.claims import known_states
from dateline.tasks.core.archive.records import read_article
from dateline.tasks.core.clock_faults import LaterClock, later_at_server
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import OutcomeKind, Reason, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.backfill import Slice
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.runs.polling import Poll, is_poll_due
from dateline.tasks.core.runs.shares import Standing, standing
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.core.web.host_turns import MAX_AHEAD, Chance, Wish
from dateline.tasks.core.web.robots import KeptRobots, robots_from_response
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.discover import discover
from dateline.tasks.doctor import examine
from dateline.tasks.monitoring import clock_trouble_of
from dateline.tasks.schedule_state import (
    advance_watermark,
    mark_slice_done,
    put_clock_right,
    read_watermark,
    slices_left,
)
from tests.support.local_site import Handler, Site, ago, feed, run, serving, settings, source, story
from tests.support.records import a_ref, an_open_batch
from tests.torture.clocks import JumpingClock

YEAR = timedelta(days=365)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Ahead:
    """A clock that is a year ahead."""

    def now(self) -> datetime:
        return datetime.now(UTC) + YEAR

    def wait(self, condition: Condition, seconds: float) -> None:
        raise NotImplementedError


class Behind(JumpingClock):
    """A clock that is a year behind."""

    ahead = -YEAR


@contextmanager
def a_year_behind() -> Iterator[None]:
    """Give dateline a clock that is a year behind; servers have the right time."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("dateline.") and vars(module).get("datetime") is datetime:
                patch.setattr(module, "datetime", Behind)
        yield


class AYearAhead(Handler):
    """Sends a time in its responses that is a year ahead."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) + YEAR.total_seconds())


class WithoutDate(Handler):
    """Sends no time in its responses."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)


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


def news_of(site: Site) -> Source:
    """A source whose feed lists a story with a date, one that only says how old it is, and one dated by the feed."""
    listed = (("Pier mended", "/pier", ago(hours=3)), ("Ferry late", "/ferry", ago(hours=2)))
    site.pages["/feed.xml"] = feed(*((title, site.url(path), at) for title, path, at in listed))
    site.pages["/pier"] = story("Pier mended", ago(hours=3))
    crane = story("Crane moved again").replace(b"</h1>", b"</h1><p class='date'>Published 20 minutes ago</p>")
    site.pages["/crane"] = crane
    site.pages["/ferry"] = story("Ferry late", ago(hours=2))
    return source(feeds=[site.url("/feed.xml")], urls=[site.url("/crane")])


def test_a_run_with_a_clock_that_is_behind_loses_nothing(tmp_path: Path, site: Site) -> None:
    """Dated pages are archived with their date and a warning; others are fetched again, never dated a year early."""
    values = settings(tmp_path, ingest={"retry_after_s": 60})
    with serving(site):
        table = news_of(site)
        with a_year_behind():
            ran = run(table, values)
        assert ran.kinds == {"pier": "new", "ferry": "new", "crane": "wrong_clock"}
        assert {o.published_at for o in ran.outcomes if o.published_at} == {ago(hours=2), ago(hours=3)}
        (told,) = [warning for warning in ran.discovery.warnings if "clock" in warning]
        assert "one of them is wrong. If it is this machine's, set it" in told
        assert ran.discovery.clock_is_behind
        records = [read_article(path.read_bytes(), path.name) for path in tmp_path.rglob("articles/**/*.json")]
        assert all("the clock of the server was at" in " ".join(record.warnings) for record in records)
        ran = run(table, values)
        assert ran.kinds == {"crane": "new"}
        assert not ran.discovery.clock_is_behind


def test_a_slice_with_a_clock_that_is_behind_is_not_settled(tmp_path: Path, site: Site) -> None:
    """A page dated after its fetch, from a server that sends no time, belongs to the slice of its own day."""
    values = settings(tmp_path)
    with serving(site, handler=WithoutDate):
        table = source(urls=[site.url("/pier")])
        site.pages["/pier"] = story("Pier mended", ago(hours=30))
        before = Window(since=ago(days=400), until=ago(days=370))
        with a_year_behind():
            (outcome,) = run(table, values, before).outcomes
        assert outcome.reason is Reason.WRONG_CLOCK
        assert outcome.published_at == ago(hours=30)
        keys = [url_key(site.url("/pier"))]
        assert standing(keys, known_states("local", keys, values), 5) == Standing(outside=1)
        assert run(table, values, before).outcomes == ()
        assert run(table, values, Window(since=ago(days=2))).kinds == {"pier": "new"}


def test_a_site_whose_own_clock_is_ahead_is_read_as_ever(tmp_path: Path, site: Site) -> None:
    """Its pages keep their dates, and the run reports that one of the two clocks is wrong."""
    with serving(site, handler=AYearAhead):
        table = news_of(site)
        ran = run(table, settings(tmp_path))
    assert {kind for page, kind in ran.kinds.items() if page != "crane"} == {"new"}
    assert ran.discovery.clock_is_behind


def test_a_clock_that_is_behind_forgets_nothing(tmp_path: Path) -> None:
    """Slices and watermarks of the right time are kept, and the run reports the wrong clock."""
    values = settings(tmp_path)
    part = Slice(source="local", window=Window(since=NOW - timedelta(days=3), until=NOW - timedelta(days=2)))
    mark_slice_done(part, part.window, Way.ALL, NOW, values, outside=False)
    advance_watermark("local", NOW, values, NOW)
    (told,) = put_clock_right("local", values, NOW - YEAR, behind=True)
    assert told.startswith("this machine's clock is behind: local was read up to 2026-03-02 12:00 UTC")
    advance_watermark("local", NOW - YEAR, values, NOW - YEAR, behind=True)
    assert read_watermark("local", values, NOW) == NOW
    assert slices_left([part], part.window, Way.ALL, values) == ()


def test_servers_that_disagree_are_told_until_the_clock_is_set(tmp_path: Path) -> None:
    """One server may be wrong itself, two are not. Once the clock is right, nothing is reported."""
    values = settings(tmp_path)
    later = {host: LaterClock(NOW, NOW - YEAR) for host in ("pier.example", "quay.example")}
    sources = {"local": source()}
    with shared_ledger(values.ledger.url) as ledger:
        note_later_clocks("local", later, ledger)
    told = clock_trouble_of(sources, values, NOW - YEAR)
    assert told is not None
    assert told.startswith("this machine's clock is behind: the clock of pier.example was at 2026-03-02 12:00 UTC")
    assert clock_trouble_of(sources, values, NOW + timedelta(hours=1)) is None
    (finding,) = [one for one in examine(values, sources, None, NOW - YEAR) if one.part == "clock"]
    assert "was written at" in finding.found
    assert "the clock of pier.example" in finding.found


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
    batch = an_open_batch(NOW + YEAR)
    assert is_abandoned(batch, NOW)
    assert not is_abandoned(batch.model_copy(update={"opened_at": NOW}), NOW)


def test_a_time_that_no_clock_shows_is_no_evidence() -> None:
    """A server that sends the end of the calendar says nothing about this machine's clock."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    assert later_at_server("Fri, 31 Dec 9999 23:59:59 GMT", now) is None
    assert later_at_server("Mon, 01 Jan 2200 00:00:00 GMT", now) is None
    assert later_at_server("Wed, 04 Mar 2026 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)) == now
