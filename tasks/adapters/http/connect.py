"""Connections that go only to addresses that the address guard allows, and observe the allowance of their request.

They replace those of urllib3 below `requests`.
"""

import socket
import ssl
import time
import weakref
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
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
from dateline.tasks.adapters.http.allowance import MIN_STEP_S, Deadlined, DeadlinedTls, current_allowance
from dateline.tasks.adapters.http.lenient import LenientResponse
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.addresses import Address


class Dialler:
    """Opens connections for all pools of one session."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._proxies = guard.without_limits()
        self._connections: defaultdict[str, weakref.WeakSet[HTTPConnection]] = defaultdict(weakref.WeakSet)
        """Open sockets, by host."""

    def dial(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket connected to an address that the guard allows.

        Raises:
            ConnectError: the guard refuses the host, or no connection could be made.
        """
        current_allowance().dialled = True
        timeout_s = current_allowance().timeout_s(float(connection.timeout or 0) or MIN_STEP_S)
        until_s = time.monotonic() + timeout_s
        if connection.proxy is not None:
            addresses = self._proxies.addresses(connection.host, connection.port, timeout_s)
        else:
            addresses = self._guard.addresses(connection.host, connection.port, timeout_s)
        failure: OSError | None = None
        for number, address in enumerate(addresses):
            left_s = max(until_s - time.monotonic(), MIN_STEP_S)
            try:
                sock = _connect(address, connection.port, left_s / (len(addresses) - number))
            except OSError as error:
                failure = error
            else:
                sock.settimeout(max(until_s - time.monotonic(), MIN_STEP_S))
                self._connections[_asked_host(connection)].add(connection)
                return sock
        named = f"the proxy {connection.host}" if connection.proxy is not None else connection.host
        raise _no_connection(named, failure, timeout_s)

    def close(self, host: str) -> None:
        """Close the connections to a host, which must not be in use. They are reopened when needed."""
        for connection in self._connections.pop(host.strip("[]"), ()):
            connection.close()

    def hang_up(self) -> None:
        """Break every open connection, including those that other threads are reading from."""
        for connection in [connection for of_host in list(self._connections.values()) for connection in list(of_host)]:
            sock = connection.sock
            with suppress(OSError, AttributeError):
                sock.shutdown(socket.SHUT_RDWR)


def _asked_host(connection: HTTPConnection) -> str:
    """Return the host that a connection is for: the one behind a tunnel, or a proxy that serves many hosts."""
    tunnelled = getattr(connection, "_tunnel_host", None)
    if tunnelled:
        return str(tunnelled).strip("[]")
    return f"proxy {connection.host}" if connection.proxy is not None else connection.host.strip("[]")


def _connect(address: Address, port: int, timeout_s: float) -> socket.socket:
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    sock = Deadlined(family, socket.SOCK_STREAM)
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
        detail = f"{host} accepted no connection within {timeout_s:.3g} seconds"
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


class _TlsConnection(_Connection, HTTPSConnection):
    def connect(self) -> None:
        """Connect, and perform the TLS handshake."""
        try:
            super().connect()
        except TimeoutError as error:
            detail = f"{self.host} did not complete the TLS handshake in time"
            raise ConnectError(Reason.TIMEOUT, detail, again=True) from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Pools(PoolManager):
    """Pools whose connections are made by the dialler. Further arguments are those of urllib3's own manager."""

    def __init__(self, dialler: Dialler, tls: Callable[[], ssl.SSLContext], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **kwargs)
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


class _ProxiedPools(_Pools, ProxyManager):
    """The same through a proxy: `_Pools` comes first, and passes what is not its own to `ProxyManager`."""


class _Adapter(HTTPAdapter):
    """Sends requests through guarded pools."""

    def __init__(self, dialler: Dialler, tls: Callable[[], ssl.SSLContext], hosts: int) -> None:
        self._dialler = dialler
        self._tls = tls
        self._hosts = hosts
        super().__init__(pool_connections=hosts, pool_maxsize=2)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **_: Any) -> None:  # noqa: ANN401, FBT002 - signature of requests
        self._pool_block = block
        self.poolmanager = _Pools(self._dialler, self._tls, connections, maxsize=maxsize)

    def proxy_manager_for(self, proxy: str, **_: Any) -> ProxyManager:  # noqa: ANN401 - signature of requests
        """Return the connection pools for a proxy."""
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
        """Do nothing: the pools' own context verifies. Requests would reload all CA certificates per connection."""


class GuardedSession(requests.Session):
    """A session that ignores the environment, keeps no cookies, and follows no redirects.

    It sends only what the caller requests. A proxy is used only if the request names one. Proxies resolve names
    themselves, so the address guard then checks only the name of a page's host, not its addresses.
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
        """Return None. Otherwise requests would read a redirect's whole body, even if it does not follow redirects."""
        return None


@cache
def _default_tls() -> ssl.SSLContext:
    """Return a context that trusts the CA certificates of the system and those that come with requests."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return _deadlined(context)


def _deadlined(context: ssl.SSLContext) -> ssl.SSLContext:
    context.sslsocket_class = DeadlinedTls
    return context
