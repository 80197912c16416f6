"""Fetching many pages: hosts in parallel, one request at a time per host, one result per reference."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.host_turns import Turn, Wish
from tests.support.local_web import HOSTS, FakeClock, OwnLedger, Request, Web, failure, raw, redirect, response


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def together(number: int) -> tuple[Callable[[Request], bytes], threading.Barrier]:
    """Return an answer that is sent only when the given number of requests are in flight."""
    barrier = threading.Barrier(number)

    def answer(_: Request) -> bytes:
        barrier.wait(timeout=120)
        return response(b"together")

    return answer, barrier


def test_two_hundred_hosts_are_asked_at_the_same_time(web: Web) -> None:
    """The server answers only when all two hundred requests are in flight."""
    hosts = [f"h{number}.test" for number in range(200)]
    answer, _ = together(200)
    for host in hosts:
        web.call("/", answer, host)
    with web.fetcher(hosts_at_once=200, private_hosts=hosts, obey_robots=False, read_timeout_s=30) as fetcher:
        pages = list(fetcher.fetch_many(web.ref("/", host) for host in hosts))
    assert [page.body for page in pages if isinstance(page, RawPage)] == [b"together"] * 200


def test_no_more_hosts_are_asked_at_once_than_set(web: Web) -> None:
    """With a limit of three hosts, a fourth request is never in flight."""
    at_work, most = Counter[str](), []

    def answer(_: Request) -> bytes:
        at_work["now"] += 1
        most.append(at_work["now"])
        threading.Event().wait(0.01)
        at_work["now"] -= 1
        return response(b"page")

    for host in HOSTS:
        for number in range(3):
            web.call(f"/{number}", answer, host)
    with web.fetcher(hosts_at_once=3, obey_robots=False) as fetcher:
        refs = [web.ref(f"/{number}", host) for host in HOSTS for number in range(3)]
        assert len(list(fetcher.fetch_many(refs))) == len(refs)
    assert max(most) <= 3


def test_one_request_at_a_time_at_a_host_and_in_order(web: Web) -> None:
    """Requests to a host never overlap, also from other threads and through redirects."""
    at_work, most = Counter[str](), []
    lock = threading.Lock()

    def answer(request: Request) -> bytes:
        with lock:
            at_work[request.host] += 1
            most.append(at_work[request.host])
        threading.Event().wait(0.005)
        with lock:
            at_work[request.host] -= 1
        return response(b"page")

    for number in range(10):
        web.call(f"/{number}", answer)
    web.call("/beside", answer)
    for host in HOSTS[1:]:
        web.page("/", redirect(web.url("/beside")), host=host)
    refs = [web.ref(f"/{number}") for number in range(10)] + [web.ref("/", host) for host in HOSTS[1:]]
    with web.fetcher(obey_robots=False) as fetcher:
        beside = [threading.Thread(target=fetcher.fetch, args=(web.ref("/beside"),)) for _ in range(3)]
        for thread in beside:
            thread.start()
        pages = [raw(page) for page in fetcher.fetch_many(refs)]
        for thread in beside:
            thread.join()
    assert max(most) == 1
    assert len(pages) == len(refs)
    of_one = [page.ref.url for page in pages if page.ref.url.startswith(web.url())][:10]
    assert of_one == [ref.url for ref in refs[:10]]


def test_a_page_named_twice_is_fetched_once(web: Web) -> None:
    """References from two feeds to one page share a request, and each gets a result."""
    web.page("/", response(b"page"))
    refs = [web.ref().model_copy(update={"via": via}) for via in ("feed one", "feed two", "feed one")]
    with web.fetcher() as fetcher:
        pages = [raw(page) for page in fetcher.fetch_many(refs)]
    assert [page.ref.via for page in pages] == ["feed one", "feed two", "feed one"]
    assert web.paths() == ["/"]


def test_every_reference_has_one_result_whatever_it_is(web: Web) -> None:
    """Good, broken, refused and invalid references each have one result, passed to ``on_each`` first."""
    web.page("/", response(b"page"))
    web.page("/broken", lambda _: None)
    urls = [
        web.url(),
        web.url("/broken"),
        web.url("/none"),
        "http://10.0.0.1/",
        "file:///x",
        "",
        "http://[/",
        "nonsense",
    ]
    refs = [web.ref().model_copy(update={"url": url}) for url in urls]
    told: list[RawPage | FetchFailure] = []
    with web.fetcher() as fetcher:
        pages = list(fetcher.fetch_many(refs, on_each=told.append))
    assert sorted(page.ref.url for page in pages) == sorted(urls)
    assert told == pages
    assert list(web.fetcher().fetch_many([])) == []


def test_once_stopped_no_page_is_begun(web: Web) -> None:
    """Pages that were not requested are failures that say so."""
    for number in range(10):
        web.page(f"/{number}", response(b"page"))
    got: list[object] = []
    two_are_told = threading.Event()

    def slow(_: object) -> bytes:
        assert two_are_told.wait(30)
        return response(b"page")

    def take(page: object) -> None:
        got.append(page)
        if len(got) == 2:
            two_are_told.set()

    web.call("/4", slow)
    with web.fetcher() as fetcher:
        refs = [web.ref(f"/{number}") for number in range(10)]
        pages = list(fetcher.fetch_many(refs, on_each=take, stop=two_are_told.is_set))
    assert len(pages) == 10
    stopped = [failure(page) for page in pages if isinstance(page, FetchFailure)]
    assert len(stopped) + len(web.paths()) == 10
    assert len(stopped) >= 5
    assert all(page.detail.startswith("the run was stopped") for page in stopped)


def test_closing_the_results_breaks_off_requests(web: Web) -> None:
    """Closing the results breaks off requests instead of waiting for a silent server."""
    gate = threading.Event()

    def silent(_: object) -> None:
        gate.wait(30)

    web.page("/", silent)
    web.page("/", response(b"page"), host="b.test")
    with web.fetcher(obey_robots=False, read_timeout_s=60) as fetcher:
        results = fetcher.fetch_many([web.ref(), web.ref("/", "b.test")])
        assert raw(next(results)).ref.url == web.url("/", "b.test")
        while "/" not in web.paths():
            threading.Event().wait(0.001)
        results.close()  # type: ignore[attr-defined]  # a generator
        assert not gate.is_set()
    gate.set()


def test_delays_are_measured_from_the_end_of_a_request(web: Web) -> None:
    """The whole delay follows a response that took five seconds."""
    clock, asked = FakeClock(), []

    def slow(_: Request) -> bytes:
        asked.append(clock.now())
        clock.advance(5)
        return response(b"page")

    for number in range(3):
        web.call(f"/{number}", slow)
    with web.fetcher(clock=clock, min_delay_s=2, obey_robots=False) as fetcher:
        list(fetcher.fetch_many(web.ref(f"/{number}") for number in range(3)))
    assert gaps_s(asked) == pytest.approx([7, 7])


def test_delays_hold_between_fetchers_that_share_a_ledger(web: Web, tmp_path: Path) -> None:
    """Two fetchers, as in two processes, keep each other's delays and rests."""
    clock, asked = FakeClock(), []

    def answer(_: Request) -> bytes:
        asked.append(clock.now())
        clock.advance(5)
        return response(b"page")

    for number in range(6):
        web.call(f"/{number}", answer)
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    ledgers = [open_ledger(url) for _ in range(2)]
    fetchers = [web.fetcher(ledger, clock, min_delay_s=2, obey_robots=False) for ledger in ledgers]
    for number in range(6):
        raw(fetchers[number % 2].fetch(web.ref(f"/{number}")))
    assert gaps_s(asked) == pytest.approx([7] * 5)
    web.page("/no", response(status="429 No", headers=[("Retry-After", "600")]))
    raw(fetchers[0].fetch(web.ref("/no")))
    assert "is left alone until" in failure(fetchers[1].fetch(web.ref("/1"))).detail
    for fetcher in fetchers:
        fetcher.close()
    for ledger in ledgers:
        ledger.close()


def test_a_delay_occupies_no_thread(web: Web) -> None:
    """With one thread, the delays at many hosts overlap instead of adding up."""
    clock = FakeClock()
    for host in HOSTS:
        for number in range(5):
            web.page(f"/{number}", response(b"page"), host=host)
    refs = [web.ref(f"/{number}", host) for host in HOSTS for number in range(5)]
    with web.fetcher(clock=clock, min_delay_s=30, hosts_at_once=1, obey_robots=False) as fetcher:
        assert all(isinstance(page, RawPage) for page in fetcher.fetch_many(refs))
    assert (clock.now() - FakeClock().now()).total_seconds() == pytest.approx(4 * 30)


def test_pages_that_nobody_takes_are_not_piled_up(web: Web) -> None:
    """With two threads, fetching pauses once four results are waiting."""
    for host in HOSTS:
        for number in range(10):
            web.page(f"/{number}", response(b"page"), host=host)
    refs = [web.ref(f"/{number}", host) for host in HOSTS for number in range(10)]
    with web.fetcher(hosts_at_once=2, obey_robots=False) as fetcher:
        results = fetcher.fetch_many(refs)
        next(results)
        threading.Event().wait(0.1)  # too short a time only hides a fault, it makes none
        assert len(web.requests) <= 1 + 4 + 2
        assert len(list(results)) == len(refs) - 1


def test_refused_addresses_take_no_turn(web: Web) -> None:
    """A refused address causes no delay."""
    clock = FakeClock()
    with web.fetcher(clock=clock, min_delay_s=5) as fetcher:
        pages = list(fetcher.fetch_many(web.ref().model_copy(update={"url": f"http://10.0.0.1/{n}"}) for n in range(5)))
    assert {failure(page).reason for page in pages} == {Reason.REFUSED_ADDRESS}
    assert clock.now() == FakeClock().now()


def test_an_error_of_the_ledger_is_raised(web: Web) -> None:
    """A `LedgerError` is raised to the consumer of the results, and nothing hangs."""

    class Broken(OwnLedger):
        def take_host(self, host: str, wish: Wish) -> Turn:
            raise LedgerError(f"no ledger for {host} at {wish.now}")

    with web.fetcher(Broken()) as fetcher, pytest.raises(LedgerError):
        list(fetcher.fetch_many(web.ref("/", host) for host in HOSTS))


def test_hosts_in_trouble_do_not_hold_up_the_others(web: Web) -> None:
    """The pages of another host arrive while a silent host times out."""
    gate = threading.Event()

    def silent(_: object) -> None:
        gate.wait(60)

    web.page("/", silent)
    for number in range(5):
        web.page(f"/{number}", response(b"page"), host="b.test")
    refs = [web.ref(), *(web.ref(f"/{number}", "b.test") for number in range(5))]
    with web.fetcher(read_timeout_s=0.3, obey_robots=False) as fetcher:
        pages = list(fetcher.fetch_many(refs))
    gate.set()
    assert failure(pages[-1]).reason is Reason.TIMEOUT
    assert [raw(page).body for page in pages[:-1]] == [b"page"] * 5


def gaps_s(moments: list[datetime]) -> list[float]:
    return [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
