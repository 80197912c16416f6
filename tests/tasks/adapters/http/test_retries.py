"""Retry-After, retries, rests and bot walls."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from dateline.tasks.core.models import Reason
from tests.support.bot_wall import WALL
from tests.support.local_web import FakeClock, OwnLedger, Web, failure, raw, redirect, response

NO = "429 Too Many Requests"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def seconds_since(clock: FakeClock, start: FakeClock) -> float:
    return (clock.now() - start.now()).total_seconds()


@pytest.mark.parametrize("status", [NO, "503 Service Unavailable"])
def test_retry_after_in_seconds_is_waited_for(web: Web, clock: FakeClock, status: str) -> None:
    """The page is fetched again seven seconds later."""
    web.page("/", response(status=status, headers=[("Retry-After", "7")]), response(b"here"))
    with web.fetcher(clock=clock, retries=2, obey_robots=False) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"here"
    assert seconds_since(clock, FakeClock()) == pytest.approx(7)


def test_retry_after_as_a_date_is_waited_for(web: Web, clock: FakeClock) -> None:
    """The page is fetched again at that time, 30 seconds later."""
    date = format_datetime(clock.now() + timedelta(seconds=30), usegmt=True)
    web.page("/", response(status=NO, headers=[("Retry-After", date)]), response(b"here"))
    with web.fetcher(clock=clock, retries=2, obey_robots=False) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"here"
    assert seconds_since(clock, FakeClock()) == pytest.approx(30)


def test_429_for_ever_is_given_up_and_the_rest_goes_on(web: Web, clock: FakeClock) -> None:
    """After all retries the last response is the result; pages of other hosts are fetched."""
    web.page("/", response(b"slow down", NO))
    web.page("/", response(b"b"), host="b.test")
    refs = [web.ref(), web.ref(host="b.test"), web.ref("/2", "b.test")]
    with web.fetcher(clock=clock, retries=2, min_delay_s=1, obey_robots=False) as fetcher:
        pages = {page.ref.url: raw(page) for page in fetcher.fetch_many(refs)}
    assert {ref.url for ref in refs} == set(pages)
    assert (pages[web.url()].status, pages[web.url()].body) == (429, b"slow down")
    assert web.paths() == ["/"] * 3


def test_a_retry_after_beyond_the_bound_is_not_waited_for(web: Web, clock: FakeClock) -> None:
    """The host rests, for other processes too, and its other pages fail; other hosts are asked."""
    web.page("/1", response(b"no", NO, headers=[("Retry-After", "3600")]))
    web.page("/", response(b"b"), host="b.test")
    times = OwnLedger()
    refs = [web.ref("/1"), web.ref("/2"), web.ref("/3"), web.ref(host="b.test")]
    with web.fetcher(times, clock, retries=5, obey_robots=False) as fetcher:
        pages = {page.ref.url: page for page in fetcher.fetch_many(refs)}
    assert raw(pages[web.url("/1")]).status == 429
    for path in ("/2", "/3"):
        rests = failure(pages[web.url(path)])
        assert rests.reason is Reason.NOT_ASKED
        assert rests.detail == "a.test is left alone until 13:00 UTC, because it answered 429"
    assert raw(pages[web.url(host="b.test")]).body == b"b"
    assert web.paths() == ["/1"]
    with web.fetcher(times, clock, obey_robots=False) as other:
        assert "is left alone until" in failure(other.fetch(web.ref("/4"))).detail
        clock.advance(3600)
        raw(other.fetch(web.ref("/4")))


def test_a_broken_connection_is_tried_again_with_growing_waits(web: Web, clock: FakeClock) -> None:
    """The waits start at twice the delay and double."""
    web.page("/", lambda _: None, lambda _: None, response(b"here"))
    with web.fetcher(clock=clock, retries=2, min_delay_s=1, obey_robots=False) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"here"
    assert seconds_since(clock, FakeClock()) == pytest.approx(2 + 4)


def test_only_the_failed_hop_of_a_redirect_is_retried(web: Web) -> None:
    """A redirect is not requested again if its target fails."""
    web.page("/", redirect("/to"))
    web.page("/to", response(status="503 Busy"), response(b"here"))
    with web.fetcher(retries=1) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"here"
    assert web.paths() == ["/", "/to", "/to"]


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "403 Forbidden", "410 Gone"])
def test_other_statuses_are_results_at_once(web: Web, status: str) -> None:
    """Only 429 and 503 are retried; the body of any other status is kept."""
    web.page("/", response(b"words", status))
    with web.fetcher(retries=3) as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert (page.status, page.body) == (int(status[:3]), b"words")
    assert web.paths() == ["/"]


@pytest.mark.parametrize("status", ["403 Forbidden", "200 OK"])
def test_a_bot_wall_is_kept_and_its_host_slowed(web: Web, clock: FakeClock, status: str) -> None:
    """The page of the wall is the result; the next page of its host waits ten delays, other hosts do not."""
    web.page("/wall", response(WALL, status))
    web.page("/", response(b"<p>a page</p>"))
    with web.fetcher(clock=clock, min_delay_s=1, obey_robots=False) as fetcher:
        assert raw(fetcher.fetch(web.ref("/wall"))).body == WALL
        raw(fetcher.fetch(web.ref(host="b.test")))
        assert seconds_since(clock, FakeClock()) == 0
        raw(fetcher.fetch(web.ref()))
    assert seconds_since(clock, FakeClock()) == pytest.approx(10)


def test_a_wall_before_every_page_is_left_alone_after_a_while(web: Web, clock: FakeClock) -> None:
    """The rests double until they exceed a minute; then the host is left alone, and other hosts go on."""
    for number in range(20):
        web.page(f"/{number}", response(WALL))
        web.page(f"/{number}", response(b"b"), host="b.test")
    refs = [web.ref(f"/{number}", host) for number in range(20) for host in ("a.test", "b.test")]
    with web.fetcher(clock=clock, min_delay_s=1, obey_robots=False) as fetcher:
        results = list(fetcher.fetch_many(refs))
    assert len(results) == 40
    assert len(web.paths()) == 4  # rests of 10, 20, 40 and then 80 seconds, which is over a minute
    assert len(web.paths("b.test")) == 20


@pytest.mark.parametrize("answer", [response(status="500 Oh"), response(status=NO), b"HTTP/1.1 200 OK\r\nContent-"])
def test_a_host_that_goes_on_failing_rests(web: Web, clock: FakeClock, answer: bytes) -> None:
    """A host rests after three failures in a row; a success in between resets the count."""

    def broken(to: object) -> None:
        to.sendall(answer)  # type: ignore[attr-defined]  # a socket

    for number in range(10):
        web.page(f"/{number}", broken)
        web.page(f"/{number}", broken if number % 3 else response(b"fine"), host="b.test")
    with web.fetcher(clock=clock, min_delay_s=1, obey_robots=False) as fetcher:
        for host in ("a.test", "b.test"):
            list(fetcher.fetch_many(web.ref(f"/{number}", host) for number in range(10)))
    assert len(web.paths("a.test")) < 10
    assert len(web.paths("b.test")) == 10


def test_a_host_without_a_delay_rests_after_failures(web: Web, clock: FakeClock) -> None:
    """Without a delay, retries and rests wait as for a delay of 0.1 seconds; other requests do not wait."""
    web.page("/", response(status="503 Busy"))
    web.page("/wall", response(WALL), host="b.test")
    web.page("/", response(b"fine"), host="c.test")
    with web.fetcher(clock=clock, retries=2, obey_robots=False) as fetcher:
        raw(fetcher.fetch(web.ref()))
        assert seconds_since(clock, FakeClock()) == pytest.approx(0.2 + 0.4)
        for waited_s in (0, 1, 2, 4):
            before = clock.now()
            raw(fetcher.fetch(web.ref("/wall", "b.test")))
            raw(fetcher.fetch(web.ref(host="c.test")))
            assert (clock.now() - before).total_seconds() == pytest.approx(waited_s)


def test_failures_are_counted_for_all_runs(web: Web, clock: FakeClock) -> None:
    """Each run asks for a listing or two and then ends: the host rests as if one run had asked for all of them."""
    ledger = OwnLedger()
    for path in ("/feed", "/sitemap"):
        web.page(path, response(status="500 Oh"))
    told = []
    for _ in range(30):
        for path in ("/feed", "/sitemap"):
            with web.fetcher(ledger, clock, min_delay_s=2) as fetcher:
                told.append(fetcher.ask(web.url(path), robots=False))
    assert len(web.paths()) == 5  # rests of 20, 40 and then 80 seconds, which is over a minute
    assert failure(told[-1]).detail == "a.test is left alone until 12:03 UTC, because it answered 500"
    clock.advance(3600)
    web.page("/feed", response(b"<rss/>"))
    with web.fetcher(ledger, clock) as fetcher:
        raw(fetcher.ask(web.url("/feed")))
        raw(fetcher.ask(web.url("/sitemap")))
    web.requests.clear()
    for _ in range(2):
        with web.fetcher(ledger, clock) as fetcher:
            raw(fetcher.ask(web.url("/sitemap"), robots=False))
    assert len(web.paths()) == 2, "an answer ends the row of failures"


def test_a_feed_that_fails_on_a_healthy_host_stops_nothing(web: Web, clock: FakeClock) -> None:
    """Other answers of its host come in between, so the host never rests."""
    ledger = OwnLedger()
    web.page("/broken", response(status="500 Oh"))
    web.page("/feed", response(b"<rss/>"))
    for _ in range(10):
        for path in ("/broken", "/feed"):
            with web.fetcher(ledger, clock, min_delay_s=2) as fetcher:
                raw(fetcher.ask(web.url(path), robots=False))
    assert len(web.paths()) == 20
    assert seconds_since(clock, FakeClock()) == pytest.approx(2 * 19)


def test_a_wall_before_the_feed_of_each_run_is_left_alone(web: Web, clock: FakeClock) -> None:
    """The rests of a host grow from run to run, and an hour is the longest."""
    ledger = OwnLedger()
    web.page("/feed", response(WALL, "403 Forbidden"))
    told = []
    for _ in range(30):
        with web.fetcher(ledger, clock, min_delay_s=2) as fetcher:
            told.append(fetcher.ask(web.url("/feed"), robots=False))
    assert len(web.paths()) == 3
    assert "because it answered with a bot wall" in failure(told[-1]).detail
    for _ in range(30):
        clock.advance(3600)
        with web.fetcher(ledger, clock, min_delay_s=2) as fetcher:
            raw(fetcher.ask(web.url("/feed"), robots=False))
