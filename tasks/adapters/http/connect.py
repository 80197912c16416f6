"""Connections that keep to a deadline and go only where the address guard lets them.

Built into urllib3 below `requests`, whose own timeouts start anew with every byte: here each single read of the socket
gets no more than what is left, so that headers, handshakes, chunk lines and bodies that trickle in for ever all end in
time. A connection knows its request's `Allowance` by the thread that makes the request.
"""

import socket
import ssl
import threading
import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from ipaddress import IPv4Address
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from dateline.tasks.adapters.http.address_guard import AddressGuard, ConnectError
from dateline.tasks.adapters.http.lenient import LenientResponse
from dateline.tasks.adapters.http.politeness import Hold
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.addresses import Address

_MIN_S = 0.001
"""A timeout of zero would mean "do not wait at all" to a socket."""

_thread = threading.local()


def _hold_nothing(_step_s: float) -> None:
    pass


class Allowance:
    """What is left of the time and bytes that one page may take. Not counted: waiting for the host's turn."""

    def __init__(self, total_s: float, read_timeout_s: float, wire_bytes: int) -> None:
        self.left_s = total_s
        self.read_timeout_s = read_timeout_s
        self.left_bytes = wire_bytes
        """Of all that comes through the socket: headers and chunk lines count too."""
        self.dialled = False
        """Whether the last request needed a new connection."""
        self.answered = False
        """Whether anything came in answer to it."""
        self.hold: Hold = _hold_nothing
        """Called before every step that may take long."""

    @property
    def expired(self) -> bool:
        """Whether the time is up."""
        return self.left_s <= 0

    @property
    def overrun(self) -> bool:
        """Whether more came than was allowed."""
        return self.left_bytes < 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run, and hold all connections that this thread uses meanwhile to it."""
        started_s, left_s = time.monotonic(), self.left_s
        self._deadline_s = started_s + left_s
        self.dialled = self.answered = False
        _thread.allowance = self
        try:
            yield
        finally:
            _thread.allowance = None
            self.left_s = self._deadline_s - time.monotonic()

    def timeout_s(self, longest_s: float) -> float:
        """Return how long a single step may take; `TimeoutError` where the time is up."""
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the time for this page is up")
        step_s = max(min(longest_s, left_s), _MIN_S)
        self.hold(step_s)
        return step_s

    def receive(self, number: int) -> None:
        """Count bytes; `OSError` where they are too many."""
        self.left_bytes -= number
        self.answered |= number > 0
        if self.overrun:
            raise OSError("more bytes came than this page may have")


class _Deadlined(socket.socket):
    """A socket of which every read and write keeps to the thread's allowance."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as the base class has it
        allowance = _allowance()
        self.settimeout(allowance.timeout_s(allowance.read_timeout_s))
        number = super().recv_into(*args, **kwargs)
        allowance.receive(number)
        return number

    def sendall(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base class has it
        allowance = _allowance()
        self.settimeout(allowance.timeout_s(allowance.read_timeout_s))
        super().sendall(*args, **kwargs)


class _DeadlinedTls(_Deadlined, ssl.SSLSocket):
    """The same with TLS. A handshake and a record are one step each to OpenSSL's binding, and so bounded as a whole."""


def _allowance() -> Allowance:
    allowance: Allowance = _thread.allowance
    return allowance


class Dialler:
    """Opens connections for all pools of one session."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._proxies = guard.without_limits()
        self._connections: defaultdict[str, weakref.WeakSet[HTTPConnection]] = defaultdict(weakref.WeakSet)
        """By host."""

    def dial(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket that is connected to an address which the guard has judged; raise `ConnectError`."""
        _allowance().dialled = True
        timeout_s = _allowance().timeout_s(float(connection.timeout or 0) or _MIN_S)
        until_s = time.monotonic() + timeout_s
        if connection.proxy is not None:
            addresses = self._proxies.addresses(connection.host, connection.port, timeout_s)
        else:
            addresses = self._guard.addresses(connection.host, connection.port, timeout_s)
        failure: OSError | None = None
        for number, address in enumerate(addresses):
            left_s = max(until_s - time.monotonic(), _MIN_S)
            try:
                sock = _connect(address, connection.port, left_s / (len(addresses) - number))
            except OSError as error:
                failure = error
            else:
                sock.settimeout(max(until_s - time.monotonic(), _MIN_S))
                self._connections[_asked_host(connection)].add(connection)
                return sock
        named = f"the proxy {connection.host}" if connection.proxy is not None else connection.host
        raise _no_connection(named, failure, timeout_s)

    def close(self, host: str) -> None:
        """Close the connections to a host, which nobody may be using; they are opened again when they are needed."""
        for connection in self._connections.pop(host.strip("[]"), ()):
            connection.close()

    def hang_up(self) -> None:
        """Break every open connection, also those that other threads are reading from."""
        for connection in [connection for of_host in list(self._connections.values()) for connection in list(of_host)]:
            sock = connection.sock
            with suppress(OSError, AttributeError):
                sock.shutdown(socket.SHUT_RDWR)


def _asked_host(connection: HTTPConnection) -> str:
    """Return whom a connection is for: the host behind a tunnel; a proxy's own name where it serves many hosts."""
    tunnelled = getattr(connection, "_tunnel_host", None)
    if tunnelled:
        return str(tunnelled).strip("[]")
    return f"proxy {connection.host}" if connection.proxy is not None else connection.host.strip("[]")


def _connect(address: Address, port: int, timeout_s: float) -> socket.socket:
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    sock = _Deadlined(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(timeout_s)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


def _no_connection(host: str, failure: OSError | None, timeout_s: float) -> ConnectError:
    if isinstance(failure, TimeoutError):
        detail = f"{host} took no connection within {timeout_s:.3g} seconds"
        return ConnectError(Reason.TIMEOUT, detail, again=True)
    if isinstance(failure, ConnectionRefusedError):
        return ConnectError(Reason.FETCH_FAILED, f"{host} refused the connection", again=True, refused=True)
    why = failure.strerror if failure and failure.strerror else "the network failed"
    return ConnectError(Reason.FETCH_FAILED, f"{host} cannot be reached: {why}", again=True)


class _Connection(HTTPConnection):
    response_class = LenientResponse

    def __init__(self, *args: Any, dialler: Dialler, **kwargs: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **kwargs)
        self._dialler = dialler

    def _new_conn(self) -> socket.socket:
        return self._dialler.dial(self)


class _TlsConnection(HTTPSConnection):
    response_class = LenientResponse

    def __init__(self, *args: Any, dialler: Dialler, **kwargs: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **kwargs)
        self._dialler = dialler

    def _new_conn(self) -> socket.socket:
        return self._dialler.dial(self)

    def connect(self) -> None:
        """Connect and shake hands."""
        try:
            super().connect()
        except TimeoutError as error:
            detail = f"{self.host} did not answer the TLS handshake in time"
            raise ConnectError(Reason.TIMEOUT, detail, again=True) from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Pools(PoolManager):
    def __init__(self, dialler: Dialler, tls: Callable[[], ssl.SSLContext], num_pools: int, maxsize: int) -> None:
        super().__init__(num_pools, maxsize=maxsize)
        self.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        self._dialler = dialler
        self._tls = tls

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.conn_kw["dialler"] = self._dialler
        if scheme == "https":
            pool.conn_kw["ssl_context"] = self._tls()
        return pool


class _ProxiedPools(ProxyManager):
    def __init__(self, dialler: Dialler, tls: Callable[[], ssl.SSLContext], proxy: str, **kwargs: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(proxy, **kwargs)
        self.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        self._dialler = dialler
        self._tls = tls

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.conn_kw["dialler"] = self._dialler
        if scheme == "https":
            pool.conn_kw["ssl_context"] = self._tls()
        return pool


class _Adapter(HTTPAdapter):
    """Hands requests to guarded pools."""

    def __init__(self, dialler: Dialler, tls: Callable[[], ssl.SSLContext], hosts: int) -> None:
        self._dialler = dialler
        self._tls = tls
        self._hosts = hosts
        super().__init__(pool_connections=hosts, pool_maxsize=2)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **_: Any) -> None:  # noqa: ANN401, FBT002 - signature of requests
        self._pool_block = block
        self.poolmanager = _Pools(self._dialler, self._tls, connections, maxsize)

    def proxy_manager_for(self, proxy: str, **_: Any) -> ProxyManager:  # noqa: ANN401 - signature of requests
        """Return the pools of connections through a proxy."""
        if proxy not in self.proxy_manager:
            self.proxy_manager[proxy] = _ProxiedPools(
                self._dialler,
                self._tls,
                proxy,
                num_pools=self._hosts,
                maxsize=self._hosts,
                proxy_headers=self.proxy_headers(proxy),
            )
        manager: ProxyManager = self.proxy_manager[proxy]
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401 - signature of requests
        """Leave it to the pools' own context: requests would load all authorities anew for every connection."""


class GuardedSession(requests.Session):
    """A session without environment, cookies of its own, or redirects: nothing goes out but what the caller asks for.

    A proxy is used only where the request names one. It resolves names itself: there the address guard judges a page's
    host by its name alone, not by its addresses.
    """

    def __init__(self, dialler: Dialler, *, tls: ssl.SSLContext | None, hosts: int) -> None:
        super().__init__()
        self.trust_env = False
        self.headers.clear()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

        def context() -> ssl.SSLContext:
            return _deadlined(tls) if tls else _default_tls()

        adapter = _Adapter(dialler, context, hosts)
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - signature of requests
        """Return None: even where redirects are not followed, requests would read the whole body of each."""
        return None


@cache
def _default_tls() -> ssl.SSLContext:
    """Return a context that trusts the system's authorities and those that come with requests."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return _deadlined(context)


def _deadlined(context: ssl.SSLContext) -> ssl.SSLContext:
    context.sslsocket_class = _DeadlinedTls
    return context
