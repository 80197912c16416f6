"""Turns at hosts between processes that share a ledger: one connection at a time, handed over, never lost."""

import itertools
import json
import selectors
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http import politeness
from dateline.tasks.adapters.http.host_times import OwnHostTimes
from dateline.tasks.adapters.http.politeness import Politeness, TurnLostError
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.web.host_turns import Chance, Wish
from tests.support.local_web import FakeClock, OwnLedger, Web, raw, response
from tests.support.paths import ROOT

FETCH = """
import json, sys
from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http import politeness
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import PageRef
politeness.HOLD_S = 0.03
settings = FetchSettings(
    contact="test", retries=0, obey_robots=False, private_hosts=("a.test",), min_delay_s=0,
    total_timeout_s=600, read_timeout_s=600,
)
ledger = open_ledger(json.loads(sys.stdin.readline()))
print("ready", flush=True)
for line in sys.stdin:
    refs = [PageRef(url=url, source="s", via="v") for url in json.loads(line)]
    with Fetcher(settings, ledger, resolve=lambda _: ["127.0.0.1"]) as fetcher:
        print(sum(getattr(page, "status", None) == 200 for page in fetcher.fetch_many(refs)), flush=True)
"""


class Process:
    """A process that fetches pages on request."""

    def __init__(self, ledger_url: str) -> None:
        command = [sys.executable, "-c", FETCH]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.tell(ledger_url)

    def tell(self, value: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def told(self) -> str:
        """Return the next line of its output: "ready", then numbers of fetched pages."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


class CountingServer:
    """Answers one request after another, and counts the open connections at each."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port: int = self.listener.getsockname()[1]
        self.open_at_requests: list[int] = []
        self._connections: list[socket.socket] = []
        self._left = threading.Event()

    def serve(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self.listener, selectors.EVENT_READ)
            while not self._left.is_set():
                for key, _ in ready.select(0.05):
                    one = key.fileobj
                    assert isinstance(one, socket.socket)
                    if one is self.listener:
                        self._connections.append(one.accept()[0])
                        ready.register(self._connections[-1], selectors.EVENT_READ)
                    elif not self._answer(one):
                        ready.unregister(one)
                        self._connections.remove(one)
                        one.close()
        for one in (*self._connections, self.listener):
            one.close()

    def leave(self) -> None:
        self._left.set()

    def _answer(self, one: socket.socket) -> bool:
        with suppress(ConnectionError):  # its process was killed
            if one.recv(65536):
                self.open_at_requests.append(sum(map(is_open, self._connections)))
                self._left.wait(0.005)  # so that a second request has time to come
                one.sendall(response(b"page"))
                return True
        return False


def is_open(connection: socket.socket) -> bool:
    """Return whether the other side has left the connection open, without waiting."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextmanager
def counting() -> Iterator[CountingServer]:
    server = CountingServer()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.leave()
        thread.join()


def test_processes_that_share_a_ledger_have_one_connection_to_a_host(ledger_url: str) -> None:
    """Two processes fetch pages of one host, and no second connection is open during any request.

    When one is killed in the middle of a page, the other gets its turn at once, and not only when the turn expires.
    """
    gate = threading.Event()

    def silent(_: socket.socket) -> None:
        gate.wait(300)

    processes = [Process(ledger_url) for _ in range(2)]
    assert [process.told() for process in processes] == ["ready"] * 2
    with counting() as server:
        for process in processes:
            process.tell([f"http://a.test:{server.port}/{number}" for number in range(15)])
        assert [process.told() for process in processes] == ["15"] * 2
    assert server.open_at_requests == [1] * 30
    killed, other = processes
    with Web() as web:
        web.page("/silent", silent)
        web.page("/page", response(b"page"))
        killed.tell([web.url("/silent")])
        while not web.paths():
            threading.Event().wait(0.01)
        killed.kill()
        other.tell([web.url("/page")])
        assert other.told() == "1"
        gate.set()
    other.kill()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def polite(times: OwnHostTimes, clock: FakeClock, **settings: object) -> Politeness:
    values = {"min_delay_s": 1.0} | settings
    return Politeness(FetchSettings.model_validate(values), times, clock, lambda _: None)


def go_on(steps: politeness.Steps[object], clock: FakeClock) -> bool:
    """Advance one step, as late as it asks for; return whether that was the last."""
    try:
        moment = next(steps)
    except StopIteration:
        return True
    clock.advance(max((moment - clock.now()).total_seconds(), 0))
    return False


def test_a_turn_is_kept_between_pages_and_handed_over_when_others_wait(clock: FakeClock) -> None:
    """Alone, a fetcher asks the ledger once in ten seconds; when two compete, both get their share."""
    asked: list[str] = []

    class Counting(OwnHostTimes):
        def _change(self, host: str, change):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as the base class
            asked.append("ledger")
            return super()._change(host, change)

    times = Counting()

    def visits(name: str, pages: int) -> politeness.Steps[None]:
        one = polite(times, clock)
        with one.visiting("a.test"):
            for _ in range(pages):
                yield from one.ask("a.test", lambda _: asked.append(name))

    steps = visits("alone", 25)
    while not go_on(steps, clock):
        pass
    assert asked.count("ledger") == 1 + 2 + 1  # taken, looked at after ten seconds and twenty, given back
    asked.clear()
    both = [visits("one", 40), visits("two", 40)]
    while both:
        both = [steps for steps in both if not go_on(steps, clock)]
    pages = [name for name in asked if name != "ledger"]
    assert sorted(pages) == ["one"] * 40 + ["two"] * 40
    changes = sum(before != after for before, after in itertools.pairwise(pages))
    assert changes >= 4


def test_a_turn_is_held_for_as_long_as_a_step_may_take(clock: FakeClock) -> None:
    """The turn is extended before each step; if it was lost, the request is not sent."""
    times = OwnHostTimes()
    one = polite(times, clock, total_timeout_s=60.0, read_timeout_s=20.0)

    def request(hold: politeness.Hold) -> None:
        for _ in range(10):
            hold(20.0)
            assert times.take_host("a.test", wish(clock, "other")).chance is Chance.HELD
            clock.advance(19.9)
            assert times.take_host("a.test", wish(clock, "other")).chance is Chance.HELD
        clock.advance(100)
        assert times.take_host("a.test", wish(clock, "other")).chance is Chance.GRANTED
        with pytest.raises(TurnLostError):
            hold(1.0)

    with one.visiting("a.test"):
        assert go_on(one.ask("a.test", request), clock)


@pytest.mark.parametrize("delay_s", [0.5, 5.0, 15.0, 25.0, 60.0])
def test_delays_hold_between_processes_whatever_a_turn_lasts(clock: FakeClock, delay_s: float) -> None:
    """Three fetchers keep the delay between requests, whether it is shorter or longer than a turn."""
    times = OwnHostTimes()
    asked: list[float] = []

    def visits() -> politeness.Steps[None]:
        one = polite(times, clock, min_delay_s=delay_s)
        with one.visiting("a.test"):
            for _ in range(12):
                yield from one.ask("a.test", lambda _: asked.append(clock.now().timestamp()))
                yield clock.now()

    several = [visits(), visits(), visits()]
    for _ in range(50_000):
        several = [steps for steps in several if not go_on(steps, clock)]
    assert len(asked) == 36
    assert asked[-1] - asked[0] < 35 * (delay_s + 5)
    assert min(later - earlier for earlier, later in itertools.pairwise(asked)) >= delay_s - 1e-6


def test_the_delay_is_kept_after_an_expired_turn(clock: FakeClock) -> None:
    """After an expired turn, the whole delay since the last request is waited for."""
    times = OwnHostTimes()
    one, two = (polite(times, clock, min_delay_s=60.0) for _ in range(2))
    asked: list[float] = []

    def visit(which: Politeness) -> politeness.Steps[None]:
        yield from which.ask("a.test", lambda _: asked.append((clock.now() - FakeClock().now()).total_seconds()))

    with one.visiting("a.test"), two.visiting("a.test"):
        for which, comes_after_s in ((one, 0), (one, 0), (two, 41)):
            clock.advance(comes_after_s)
            steps = visit(which)
            while not go_on(steps, clock):
                pass
    assert asked == [0, 60, 120]


@pytest.mark.parametrize("taken", [1, 3, 6])
def test_turns_are_given_back_when_pages_are_done_or_not_wanted_any_more(clock: FakeClock, taken: int) -> None:
    """A fetcher that stops among many pages gives its hosts back at once."""
    ledger = OwnLedger()
    with Web() as web, web.fetcher(ledger, clock, obey_robots=False, hosts_at_once=1) as fetcher:
        for number in range(3):
            for host in ("a.test", "b.test"):
                web.page(f"/{number}", response(b"page"), host=host)
        refs = [web.ref(f"/{number}", host) for number in range(3) for host in ("a.test", "b.test")]
        results = fetcher.fetch_many(refs)
        for _ in range(taken):
            raw(next(results))
        results.close()  # type: ignore[attr-defined]  # a generator
        for host in ("a.test", "b.test"):
            assert ledger.take_host(host, wish(clock, "other")).chance is Chance.GRANTED


def wish(clock: FakeClock, name: str) -> Wish:
    return Wish(name, clock.now(), clock.now() + timedelta(seconds=60), 0.0, 30.0)


def test_waiting_for_one_host_blocks_no_other(clock: FakeClock) -> None:
    """Two fetchers that each want the host of the other both get it, long before a turn expires."""
    times = OwnHostTimes()
    got: list[str] = []

    def crossing(first: str, second: str) -> politeness.Steps[None]:
        one = polite(times, clock, total_timeout_s=6000.0, read_timeout_s=3000.0)
        with one.visiting(first):
            yield from one.ask(first, lambda _: None)
            yield clock.now()  # the other one takes its own
            with one.visiting(second):
                yield from one.ask(second, lambda _: got.append(second))

    both = [crossing("a.test", "b.test"), crossing("b.test", "a.test")]
    while both:
        both = [steps for steps in both if not go_on(steps, clock)]
    assert sorted(got) == ["a.test", "b.test"]
    assert (clock.now() - FakeClock().now()).total_seconds() < 60


def test_a_turn_that_is_lost_during_a_request_is_a_transient_failure(tmp_path: Path) -> None:
    """A process that was suspended until its turn expired drops its request, and retries later."""
    clock = FakeClock()
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")

    def slow(to: socket.socket) -> None:
        clock.advance(1000)
        assert ledger.take_host("a.test", wish(clock, "other")).chance is Chance.GRANTED
        ledger.free_host("a.test", "other", clock.now(), 0)
        with suppress(OSError):
            to.sendall(b"HTTP/1.1 200 OK\r\n")
            to.recv(1)  # until the other side hangs up

    with Web() as web:
        web.page("/", slow, response(b"page"))
        with web.fetcher(ledger, clock, retries=1, obey_robots=False) as fetcher:
            assert raw(fetcher.fetch(web.ref())).body == b"page"
        assert len(web.paths()) == 2
    ledger.close()
