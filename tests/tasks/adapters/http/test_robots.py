"""robots.txt as in RFC 9309, fetched before the first page of a host."""

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dateline.tasks.adapters.http import robots as http_robots
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import FetchFailure
from dateline.tasks.core.web.robots import MAX_ROBOTS_BYTES
from tests.support.local_web import HOSTS, FakeClock, OwnLedger, Web, failure, raw, redirect, response

FORBIDS = b"User-agent: *\nDisallow: /private/\n"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        web.page("/private/1", response(b"private"))
        web.page("/open", response(b"open"))
        yield web


def asked(web: Web, host: str = "a.test") -> list[str]:
    return [request.path for request in web.requests if request.host == host]


def test_rules_are_asked_for_once_and_obeyed(web: Web) -> None:
    """robots.txt is fetched once; a disallowed page is not requested, an allowed one is."""
    web.page("/robots.txt", response(FORBIDS))
    with web.fetcher() as fetcher:
        forbidden = failure(fetcher.fetch(web.ref("/private/1")))
        assert raw(fetcher.fetch(web.ref("/open"))).body == b"open"
    assert forbidden.reason is Reason.ROBOTS
    assert forbidden.detail == "robots.txt disallows it"
    assert asked(web) == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("agent", "obeys"),
    [
        ("TideBot/2.1 (+{contact})", True),
        ("Mozilla/5.0 (compatible; TideBot/2.1; +{contact})", True),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; tidebot) Chrome/140", True),
        ("Mozilla/5.0 (X11; Linux x86_64) TideBot", False),
        ("Pier/1.0 (compatible; TideBot/2.1)", False),
    ],
)
def test_rules_for_the_name_in_the_agent_are_obeyed(web: Web, agent: str, *, obeys: bool) -> None:
    """Crawlers that present themselves as browsers do have their name after "compatible;"."""
    web.page("/robots.txt", response(b"User-agent: TideBot\nDisallow: /open\n"))
    with web.fetcher(user_agent=agent) as fetcher:
        page = fetcher.fetch(web.ref("/open"))
    assert isinstance(page, FetchFailure) is obeys


@pytest.mark.parametrize("status", ["500 Oh", "503 Busy", "429 Slower"])
def test_a_server_error_forbids_all(web: Web, status: str) -> None:
    """A server error or a 429 for robots.txt disallows everything, and the detail gives the status."""
    web.page("/robots.txt", response(status=status))
    with web.fetcher() as fetcher:
        page = failure(fetcher.fetch(web.ref("/open")))
    assert page.reason is Reason.ROBOTS
    assert status[:3] in page.detail
    assert web.paths() == []


def test_a_server_error_that_passes_is_tried_again(web: Web) -> None:
    """robots.txt is retried as a page is."""
    web.page("/robots.txt", response(status="503 Busy"), response(FORBIDS))
    with web.fetcher(retries=1) as fetcher:
        raw(fetcher.fetch(web.ref("/open")))
        assert failure(fetcher.fetch(web.ref("/private/1"))).reason is Reason.ROBOTS


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_file_that_is_not_there_allows_all(web: Web, status: str) -> None:
    """A client error for robots.txt allows everything."""
    web.page("/robots.txt", response(FORBIDS, status))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref("/private/1"))).body == b"private"


def test_an_unreachable_file_forbids_all(web: Web) -> None:
    """If the connection breaks, no page is requested, and the reason is the connection, not a rule."""
    web.page("/robots.txt", lambda _: None)
    with web.fetcher() as fetcher:
        page = failure(fetcher.fetch(web.ref("/open")))
    assert page.reason is Reason.FETCH_FAILED
    assert "robots.txt could not be read" in page.detail
    assert web.paths() == []


def test_five_megabytes_are_read_to_the_limit(web: Web) -> None:
    """Rules within the first 500 KiB count, later ones do not."""
    filler = b"# nothing\n" * 500_000
    assert len(filler) > MAX_ROBOTS_BYTES
    web.page("/robots.txt", response(FORBIDS + filler + b"Disallow: /open\n"))
    with web.fetcher(max_transfer_bytes=100_000) as fetcher:
        assert failure(fetcher.fetch(web.ref("/private/1"))).reason is Reason.ROBOTS
        raw(fetcher.fetch(web.ref("/open")))


def test_redirects_are_followed_to_another_host(web: Web) -> None:
    """Up to five redirects are followed; the rules apply to the host that was asked first."""
    web.page("/robots.txt", redirect(web.url("/1", "b.test")))
    for number in range(1, 5):
        web.page(f"/{number}", redirect(f"/{number + 1}"), host="b.test")
    web.page("/5", response(FORBIDS), host="b.test")
    with web.fetcher(max_redirects=0) as fetcher:
        assert failure(fetcher.fetch(web.ref("/private/1"))).reason is Reason.ROBOTS


def test_more_redirects_than_five_are_no_file(web: Web) -> None:
    """After a sixth redirect or in a loop, everything is allowed."""
    for number in range(10):
        web.page(f"/{number}", redirect(f"/{number + 1}"))
    web.page("/robots.txt", redirect("/1"))
    web.page("/robots.txt", redirect("/robots.txt"), host="b.test")
    web.page("/", response(b"b"), host="b.test")
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref("/private/1"))).body == b"private"
        assert raw(fetcher.fetch(web.ref(host="b.test"))).body == b"b"
    assert "/6" not in web.paths()


def test_a_redirect_to_a_private_address_forbids_all(web: Web) -> None:
    """Private addresses are refused for robots.txt too."""
    web.page("/robots.txt", redirect("http://169.254.169.254/robots.txt"))
    with web.fetcher() as fetcher:
        page = failure(fetcher.fetch(web.ref("/open")))
    assert page.reason is Reason.ROBOTS
    assert "169.254.169.254" in page.detail


def test_the_rules_of_every_host_on_the_way_count(web: Web) -> None:
    """A redirect to another host or page is subject to the rules of its target."""
    web.page("/robots.txt", response(FORBIDS))
    web.page("/robots.txt", response(b"User-agent: dateline\nDisallow: /"), host="b.test")
    web.page("/away", redirect(web.url("/", "b.test")))
    web.page("/in", redirect("/private/1"))
    with web.fetcher() as fetcher:
        for path in ("/away", "/in"):
            assert failure(fetcher.fetch(web.ref(path))).reason is Reason.ROBOTS
    assert asked(web, "b.test") == ["/robots.txt"]
    assert "/private/1" not in web.paths()


def test_the_override_is_obeyed_and_logged(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    """With ``obey_robots`` off, robots.txt is not fetched, and the log says so once."""
    web.page("/robots.txt", response(FORBIDS))
    with caplog.at_level(logging.WARNING), web.fetcher(obey_robots=False) as fetcher:
        raw(fetcher.fetch(web.ref("/private/1")))
        raw(fetcher.fetch(web.ref("/open")))
    assert asked(web) == ["/private/1", "/open"]
    assert [record.message for record in caplog.records if "robots" in record.message] == [
        "robots.txt is ignored, because obey_robots is false"
    ]


def test_a_feed_that_the_user_named_is_not_subject_to_robots(web: Web) -> None:
    """A URL that is requested without robots.txt is not subject to it."""
    web.page("/robots.txt", response(b"User-agent: *\nDisallow: /"))
    web.page("/feed", response(b"<rss/>", headers=[("Content-Type", "application/rss+xml")]))
    with web.fetcher() as fetcher:
        feed = fetcher.ask(web.url("/feed"), robots=False)
    assert getattr(feed, "body", feed) == b"<rss/>"
    assert asked(web) == ["/feed"]


def test_rules_are_kept_for_a_day(web: Web) -> None:
    """robots.txt is fetched again after a day, sooner after an error."""
    web.page("/robots.txt", response(FORBIDS))
    web.page("/robots.txt", response(status="500 Oh"), response(FORBIDS), host="b.test")
    web.page("/open", response(b"open"), host="b.test")
    clock = FakeClock()
    with web.fetcher(clock=clock) as fetcher:
        failure(fetcher.fetch(web.ref("/open", "b.test")))
        raw(fetcher.fetch(web.ref("/open")))
        clock.advance(3600)
        raw(fetcher.fetch(web.ref("/open", "b.test")))
        raw(fetcher.fetch(web.ref("/open")))
        assert asked(web).count("/robots.txt") == 1
        clock.advance(24 * 3600)
        raw(fetcher.fetch(web.ref("/open")))
    assert asked(web).count("/robots.txt") == 2


def test_rules_are_asked_for_once_by_all_who_share_a_ledger(web: Web, ledger_url: str) -> None:
    """A fetcher with another connection to the same ledger knows the rules for a day."""
    web.page("/robots.txt", response(FORBIDS + b"Crawl-delay: 3\n"))
    web.page("/open", response(b"open"), host="b.test")
    clock = FakeClock()
    for asked_in_all in (1, 1, 2):
        ledger = open_ledger(ledger_url)
        with web.fetcher(ledger, clock) as fetcher:
            raw(fetcher.fetch(web.ref("/open")))
            assert failure(fetcher.fetch(web.ref("/private/1"))).detail == "robots.txt disallows it"
            raw(fetcher.fetch(web.ref("/open", "b.test")))
            assert fetcher._politeness.delay_s("a.test") == 3
        with web.fetcher(ledger, clock, user_agent="other/1") as other:
            assert failure(other.fetch(web.ref("/private/1"))).reason is Reason.ROBOTS
        ledger.close()
        for host in ("a.test", "b.test"):
            own = [each for each in web.requests if each.headers["user-agent"].startswith("dateline")]
            assert [(each.host, each.path) for each in own].count((host, "/robots.txt")) == asked_in_all
        clock.advance(13 * 3600)


def test_trouble_with_rules_is_shared_for_ten_minutes(web: Web) -> None:
    """Another fetcher does not ask again for a robots.txt that failed, until ten minutes later."""
    web.page("/robots.txt", response(status="500 Oh"), response(FORBIDS))
    clock, ledger = FakeClock(), OwnLedger()
    for _ in range(2):
        with web.fetcher(ledger, clock) as fetcher:
            assert "robots.txt answered 500" in failure(fetcher.fetch(web.ref("/open"))).detail
    assert asked(web) == ["/robots.txt"]
    clock.advance(601)
    with web.fetcher(ledger, clock) as fetcher:
        raw(fetcher.fetch(web.ref("/open")))
    assert asked(web) == ["/robots.txt", "/robots.txt", "/open"]


def test_many_who_are_first_at_a_host_ask_once(web: Web) -> None:
    """When threads of two fetchers start together, one fetches robots.txt and the others wait for it."""
    came = threading.Event()

    def slow(to: socket.socket) -> None:
        came.wait(0.2)
        to.sendall(response(FORBIDS))

    web.page("/robots.txt", slow)
    ledger = OwnLedger()
    with web.fetcher(ledger) as one, web.fetcher(ledger) as two, ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda number: (one, two)[number % 2].fetch(web.ref("/open")), range(6)))
    assert [raw(page).body for page in pages] == [b"open"] * 6
    assert asked(web).count("/robots.txt") == 1


def test_a_rest_is_not_taken_for_a_rule(web: Web) -> None:
    """No page of a resting host is requested, and the rest is not taken for a rule: pages are fetched afterwards."""
    clock, ledger = FakeClock(), OwnLedger()
    ledger.rest_host("a.test", clock.now() + timedelta(seconds=90))
    with web.fetcher(ledger, clock) as fetcher:
        rests = failure(fetcher.fetch(web.ref("/open")))
        assert (rests.reason, rests.url) == (Reason.NOT_ASKED, web.url("/open"))
        clock.advance(91)
        raw(fetcher.fetch(web.ref("/open")))


def test_the_rules_of_many_hosts_take_bounded_room(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest rules are dropped from the cache, and fetched again when needed."""
    monkeypatch.setattr(http_robots, "MAX_KEPT", 2)
    with web.fetcher() as fetcher:
        for host in (*HOSTS[:4], HOSTS[0], HOSTS[0]):
            raw(fetcher.fetch(web.ref("/", host)))
        assert len(fetcher._visits._robots._kept) == 2
    assert asked(web).count("/robots.txt") == 2


@pytest.mark.parametrize(("told", "waited_s"), [("7", 7), ("0.5", 2), ("86400", 60)])
def test_crawl_delay_lengthens_the_delay_within_bounds(web: Web, told: str, waited_s: float) -> None:
    """Crawl-delay never shortens the configured delay, and never extends it beyond a minute."""
    web.page("/robots.txt", response(f"User-agent: *\nCrawl-delay: {told}\n".encode()))
    clock = FakeClock()
    with web.fetcher(clock=clock, min_delay_s=2) as fetcher:
        raw(fetcher.fetch(web.ref("/open")))
        before = clock.now()
        raw(fetcher.fetch(web.ref("/open")))
    assert (clock.now() - before).total_seconds() == pytest.approx(waited_s)
