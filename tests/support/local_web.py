"""Several hosts on one loopback port, for tests. Each page is bytes to send, or a function that sends them."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.fetcher import Fetcher, SharedLedger
from dateline.tasks.adapters.http.host_times import OwnHostTimes
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.value_types import Model
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

HOSTS = tuple(f"{letter}.test" for letter in "abcdefgh")


@dataclass(frozen=True)
class Request:
    """A request. ``connection`` is the number of its connection."""

    host: str
    path: str
    headers: dict[str, str]
    connection: int


Send = Callable[[socket.socket], None]
Answer = bytes | Send


def response(
    body: bytes = b"", status: str = "200 OK", headers: Iterable[tuple[str, str]] = (), length: int | None = None
) -> bytes:
    """Return a complete response. ``length`` replaces the true Content-Length."""
    told = [*headers, ("Content-Length", str(len(body) if length is None else length))]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def redirect(to: str, *more: tuple[str, str]) -> bytes:
    return response(status="302 Found", headers=[("Location", to), *more])


class Web:
    """The hosts. Paths without a page answer 404, including ``robots.txt``."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self._pages: dict[tuple[str, str], Callable[[Request], Answer]] = {}
        self._tls = tls
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=300)
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join()
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def page(self, path: str, *answers: Answer, host: str = "a.test") -> None:
        """Set the answers of a path: one after another, and the last one from then on."""
        left = list(answers)
        self._pages[host, path] = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def call(self, path: str, answer: Callable[[Request], Answer], host: str = "a.test") -> None:
        """Set a function that answers requests for a path."""
        self._pages[host, path] = answer

    def url(self, path: str = "/", host: str = "a.test") -> str:
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    def ref(self, path: str = "/", host: str = "a.test") -> PageRef:
        return ref(self.url(path, host))

    def paths(self, host: str = "a.test") -> list[str]:
        """Return the paths that were requested from a host, without robots.txt."""
        return [request.path for request in self.requests if request.host == host and request.path != "/robots.txt"]

    def fetcher(
        self,
        ledger: SharedLedger | None = None,
        clock: "FakeClock | None" = None,
        tls: ssl.SSLContext | None = None,
        **settings: object,
    ) -> Fetcher:
        """Return a fetcher that resolves every name to loopback, and has no delays unless ``settings`` set them."""
        values: dict[str, object] = {"min_delay_s": 0, "retries": 0, "private_hosts": HOSTS, "contact": "test@a.test"}
        limits = FetchSettings.model_validate(values | settings)
        return Fetcher(limits, ledger, clock=clock, resolve=lambda _: ["127.0.0.1"], tls=tls)

    def _accept(self) -> None:
        for number in range(1_000_000):
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection, number))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        with connection, suppress(OSError):
            served = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with served, served.makefile("rb") as lines:
                while (request := _read_request(lines.readline, number)) is not None:
                    self.requests.append(request)
                    page = self._pages.get((request.host, request.path))
                    answer = page(request) if page else response(b"nothing here", "404 Not Found")
                    if not isinstance(answer, bytes):
                        answer(served)
                        return
                    served.sendall(answer)


def _read_request(readline: Callable[[], bytes], number: int) -> Request | None:
    first = readline().decode("latin-1").split()
    headers: dict[str, str] = {}
    while line := readline().strip().decode("latin-1"):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    if len(first) < 2 or "host" not in headers:  # the client has gone in the middle of it
        return None
    return Request(headers["host"].partition(":")[0], first[1], headers, number)


def ref(url: str) -> PageRef:
    return PageRef(url=url, source="source", via="test")


def raw(page: object) -> RawPage:
    """Return the result, which must be a page."""
    assert isinstance(page, RawPage), page
    return page


def failure(page: object) -> FetchFailure:
    """Return the result, which must be a failure that is described in a sentence."""
    assert isinstance(page, FetchFailure), page
    assert len(page.detail) > 10
    assert "Error" not in page.detail
    assert "object at" not in page.detail
    return page


class OwnLedger(OwnHostTimes):
    """The part of a ledger that fetchers need, for this process alone."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: dict[tuple[str, str], str] = {}

    def note(self, name: str, key: str, value: Model) -> None:
        self._notes[name, key] = value.model_dump_json()

    def noted(self, name: str, key: str) -> str | None:
        return self._notes.get((name, key))


class FakeClock:
    """A clock that advances only by waiting, which takes no real time."""

    def __init__(self) -> None:
        self._now = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += timedelta(seconds=seconds)

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        condition.wait(0.001)  # lets others have the lock
        self.advance(seconds)
