"""Serves the reading room over HTTP until the process gets a signal."""

import errno
import gc
import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

from dateline.tasks.core.errors import ConfigError

PORT = 8643
_BACKLOG = 128
_END_S = 1
"""How many seconds requests in progress have to finish when the server ends."""


def is_loopback(host: str) -> bool:
    """Return whether an address, or the name localhost, is reachable from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def listening(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at ``host``. Without a port, at `PORT` or, if that is in use, at a free one.

    Raises:
        ConfigError: the port is in use, or the host is not this machine's.
    """
    try:
        return _bound(host, PORT if port is None else port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE and port is None:
            return _bound(host, 0)
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"port {port} of {host} is in use: choose another one with --port, or leave it out"
            ) from error
        problem = error.strerror or str(error)
        raise ConfigError(f"cannot listen at {host} (port {port or PORT}): {problem}; choose another --host") from error


def address_of(listener: socket.socket) -> str:
    """Return the URL of a listening socket, for a browser on this machine."""
    host, port = listener.getsockname()[:2]
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        address = ipaddress.ip_address("::1" if address.version == 6 else "127.0.0.1")  # noqa: PLR2004 - IPv6
    return f"http://[{address}]:{port}/" if address.version == 6 else f"http://{address}:{port}/"  # noqa: PLR2004


def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM, which is raised again at the end. Call it in the main thread."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_END_S,
    )
    # What is loaded by now stays. A page that met a search for garbage among all of it took 40 ms longer.
    gc.freeze()
    uvicorn.Server(config).run(sockets=[listener])


def _bound(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    # asyncio sets TCP_NODELAY only if the socket names its protocol. Without it, the second part of an answer waits for
    # an acknowledgement of the first, which Linux delays by 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
