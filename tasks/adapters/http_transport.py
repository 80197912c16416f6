"""Connections that go where the address guard lets them, and sockets that keep a deadline and a byte budget.

requests and urllib3 do the HTTP. What they do not do is bound a response as a whole: their read timeout begins anew
with every byte, a header or chunk may be as long as a server likes, and a name is resolved after it was checked. So
each request runs as an `Exchange`, which the connection and the response under it ask at every step.
"""

import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import certifi
import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util.connection import create_connection

from tasks.adapters.http_guard import AddressGuard, RefusedAddressError
from tasks.core.models import Reason

_HEAD_BYTES = 512 * 1024
"""Room for status line, headers and chunk sizes beside the body."""
_POOLED_HOSTS = 256
_CONNECTIONS_A_HOST = 2
_NO_DELAY: list[tuple[int, int, int | bytes]] = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]


class BreakdownError(Exception):
    """An exchange that must end here; no `OSError`, so that no library on the way takes it for one of its own."""

    def __init__(self, reason: Reason, detail: str, *, may_pass: bool = False, status: int | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_pass = may_pass
        self.status = status


class Exchange:
    """What one request and its response may take.

    Args:
        guard: Says where connections may go.
        total_s: Seconds until the last byte must be there.
        connect_s: Seconds for finding, connecting and greeting a host, within the above.
        read_s: Seconds of silence within a response, within the above.
        max_body_bytes: Size of the body as transferred.
    """

    def __init__(
        self, guard: AddressGuard, *, total_s: float, connect_s: float, read_s: float, max_body_bytes: int
    ) -> None:
        self._guard = guard
        self._connect_s = connect_s
        self._read_s = read_s
        self._max_body_bytes = max_body_bytes
        self._bytes_left = max_body_bytes + _HEAD_BYTES
        self._ends_at = time.monotonic() + total_s

    @property
    def timeouts(self) -> tuple[float, float]:
        """Connect and read timeout in seconds, for requests."""
        return min(self._connect_s, self._remaining_s()), self.read_timeout_s()

    def read_timeout_s(self) -> float:
        """Return how long the next read may wait. Raises `BreakdownError` after the deadline."""
        return min(self._read_s, self._remaining_s())

    def received(self, size_bytes: int) -> None:
        """Count bytes that came. Raises `BreakdownError` where they are more than any lawful response needs."""
        self._bytes_left -= size_bytes
        if self._bytes_left < 0:
            raise BreakdownError(Reason.TOO_LARGE, f"the response is larger than {self._max_body_bytes} bytes")

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to one of the host's addresses that the guard lets pass. Raises `BreakdownError`."""
        ends_at = time.monotonic() + min(self._connect_s, self._remaining_s())
        try:
            addresses = self._guard.addresses(host, port, ends_at - time.monotonic())
        except RefusedAddressError as error:
            raise BreakdownError(Reason.REFUSED_ADDRESS, str(error)) from error
        except TimeoutError as error:
            raise BreakdownError(Reason.TIMEOUT, f"the name {host} was not resolved in time") from error
        except OSError as error:
            raise BreakdownError(Reason.FETCH_FAILED, f"the name {host} cannot be resolved: {error}") from error
        return _connect_to_any(host, port, addresses, ends_at)

    def _remaining_s(self) -> float:
        remaining_s = self._ends_at - time.monotonic()
        if remaining_s <= 0:
            raise BreakdownError(Reason.TIMEOUT, "the time for the whole page is used up")
        return remaining_s


def _connect_to_any(host: str, port: int, addresses: list[str], ends_at: float) -> socket.socket:
    failure: OSError = OSError("no address")
    for tried, address in enumerate(addresses):
        # A silent address leaves the others their share of the time.
        share_s = (ends_at - time.monotonic()) / (len(addresses) - tried)
        if share_s <= 0:
            break
        try:
            connected = create_connection((address, port), share_s, socket_options=_NO_DELAY)
        except OSError as error:
            failure = error
        else:
            connected.settimeout(max(ends_at - time.monotonic(), 0.001))  # for the TLS handshake
            return connected
    if isinstance(failure, TimeoutError):
        raise BreakdownError(Reason.TIMEOUT, f"no connection to {host}:{port} in time") from failure
    detail = f"no connection to {host}:{port}: {failure.strerror or failure}"
    raise BreakdownError(Reason.FETCH_FAILED, detail, may_pass=True) from failure


_current: ContextVar[Exchange] = ContextVar("exchange")


@contextmanager
def running(exchange: Exchange) -> Iterator[None]:
    """Let every connection and response of this thread obey the exchange."""
    token = _current.set(exchange)
    try:
        yield
    finally:
        _current.reset(token)


class _MeteredReader(io.RawIOBase):
    """A socket's incoming bytes; before each read it asks the exchange how long it may wait."""

    def __init__(self, connected: socket.socket, incoming: io.RawIOBase, exchange: Exchange) -> None:
        self._socket = connected
        self._incoming = incoming
        self._exchange = exchange

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401  the standard library's own signature
        self._socket.settimeout(self._exchange.read_timeout_s())
        size_bytes = self._incoming.readinto(buffer)
        self._exchange.received(size_bytes or 0)
        return size_bytes

    def close(self) -> None:
        self._incoming.close()
        super().close()


class _MeteredResponse(HTTPResponse):
    """A response whose every byte, from the status line on, comes through a `_MeteredReader`."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  passed on as they are
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_MeteredReader(sock, self.fp.detach(), _current.get()), 64 * 1024)


class _GuardedConnection(urllib3.connection.HTTPConnection):
    response_class = _MeteredResponse

    def _new_conn(self) -> socket.socket:
        return _open(self)


class _GuardedTlsConnection(urllib3.connection.HTTPSConnection):
    response_class = _MeteredResponse

    def _new_conn(self) -> socket.socket:
        return _open(self)


def _open(connection: urllib3.connection.HTTPConnection) -> socket.socket:
    """Connect where the guard allows; TLS then checks the certificate against the name, as `urllib3` does anyway."""
    return _current.get().connect(connection._dns_host, connection.port)  # noqa: SLF001  `host` hides a trailing dot


class _GuardedPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedTlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _GuardedTlsConnection


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        super().__init__(pool_connections=_POOLED_HOSTS, pool_maxsize=_CONNECTIONS_A_HOST, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  passed on as they are
        super().init_poolmanager(*args, **kwargs, ssl_context=self._tls)
        self.poolmanager.pool_classes_by_scheme = {"http": _GuardedPool, "https": _GuardedTlsPool}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401  requests' signature
        """Leave the trust to the shared context: requests would read its bundle again for every connection."""


class GuardedSession(requests.Session):
    """A session that goes only where an exchange lets it.

    It keeps no cookies, follows no redirects and reads nothing from the environment: no proxies, no netrc.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = _GuardedAdapter(tls or default_tls())
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that there is none: requests would else read a redirect's whole body on the way to it."""


def default_tls() -> ssl.SSLContext:
    """Return a context that trusts the system's certificates and those of certifi."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
