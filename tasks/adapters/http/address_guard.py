"""The address guard: decides at which network addresses a host may be contacted, if at all."""

import socket
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread

from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.addresses import Address, Network, is_local_name, is_public, literal_address

Resolve = Callable[[str], Sequence[str]]
"""Returns the addresses of a name, best first. Raises `OSError` if it has none."""

MAX_ADDRESSES = 8
"""How many addresses of a name are tried."""


class ConnectError(Exception):
    """A connection to a host failed or was refused. It is not an `OSError`, which HTTP libraries would wrap."""

    def __init__(self, reason: Reason, detail: str, *, again: bool = False, refused: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.again = again
        """Whether a retry may succeed."""
        self.refused = refused
        """Whether the host itself refused the connection."""


def resolve_by_system(host: str) -> list[str]:
    """Return the addresses that the operating system's resolver knows for a name.

    Raises:
        OSError: the name is unknown, or the resolver does not answer.
        UnicodeError: no host can have this name.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class AddressGuard:
    """Allows public addresses, and what a source allows: hosts by name, and networks.

    Connections use exactly the addresses that were checked here, so that a name cannot resolve differently between
    check and connection (DNS rebinding).
    """

    def __init__(
        self, private_hosts: Iterable[str] = (), resolve: Resolve = resolve_by_system, *, has_proxy: bool = False
    ) -> None:
        """Args: ``has_proxy`` says that a proxy may resolve names. Where a local name leads is then not known here."""
        self._names, self._networks = _allowed(tuple(private_hosts))
        self._resolve = resolve
        self._judges_local_names = bool(self._networks) and not has_proxy

    def without_limits(self) -> "AddressGuard":
        """Return a guard that allows all hosts, for proxies, which the user has configured."""
        return _NoGuard((), self._resolve)

    def check(self, host: str, port: int) -> None:
        """Check the name of a host.

        Raises:
            ConnectError: the host is refused, whatever its name resolves to.
        """
        if self._is_named(host, port):
            return
        literal = literal_address(host)
        if literal is None:
            if is_local_name(host) and not self._judges_local_names:
                raise _refusal(host, "is a name of a local network")
        elif not is_public(literal) and not self._is_in_network(literal):
            raise _refusal(host, "is not a public address")

    def addresses(self, host: str, port: int, timeout_s: float) -> list[Address]:
        """Return the addresses at which the host may be contacted, at least one.

        A name with any private address is refused: a publisher's honest name has none. If only networks allow a local
        name, all of its addresses must be in them.

        Raises:
            ConnectError: the host is refused, or its name could not be resolved.
        """
        self.check(host, port)
        literal = literal_address(host)
        if literal is not None:
            return [literal]
        found = self._look_up(host, timeout_s)
        may_be_public = not is_local_name(host)
        refused = [
            address for address in found if not ((may_be_public and is_public(address)) or self._is_in_network(address))
        ]
        if refused and not self._is_named(host, port):
            outside = "which is not a public address" if may_be_public else "which no network in private_hosts has"
            raise _refusal(host, f"resolves to {refused[0]}, {outside}")
        return found[:MAX_ADDRESSES]

    def _is_named(self, host: str, port: int) -> bool:
        name = _normal(host)
        return name in self._names or f"{name}:{port}" in self._names

    def _is_in_network(self, address: Address) -> bool:
        inner = (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
        return any(inner in network for network in self._networks)

    def _look_up(self, host: str, timeout_s: float) -> list[Address]:
        """Call the resolver, which has no timeout, in a thread that can be abandoned."""
        answer: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolve(host))
            except (OSError, UnicodeError) as error:
                answer.put(error)

        Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            found = answer.get(timeout=timeout_s)
        except Empty:
            detail = f"the name {host} was not resolved within {timeout_s:.3g} seconds"
            raise ConnectError(Reason.TIMEOUT, detail, again=True) from None
        if isinstance(found, Exception):
            passing = isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN
            raise ConnectError(Reason.FETCH_FAILED, f"the name {host} could not be resolved", again=passing) from found
        if not found:
            raise ConnectError(Reason.FETCH_FAILED, f"the name {host} has no address")
        return [ip_address(text) for text in found]


class _NoGuard(AddressGuard):
    def _is_named(self, host: str, port: int) -> bool:  # noqa: ARG002 - signature of the base class
        return True


@lru_cache(64)
def _allowed(private_hosts: tuple[str, ...]) -> tuple[frozenset[str], tuple[Network, ...]]:
    """Return the names and the networks in ``private_hosts``."""
    networks = tuple(ip_network(entry) for entry in private_hosts if "/" in entry)
    return frozenset(_normal(entry) for entry in private_hosts if "/" not in entry), networks


def _normal(host: str) -> str:
    return host.strip().casefold().rstrip(".").replace("[", "").replace("]", "")


def _refusal(host: str, why: str) -> ConnectError:
    # The settings first: when a source is being added, it has no file yet.
    remedy = f'add private_hosts = ["{_normal(host)}"] under [fetch] in settings.toml for all sources'
    of_one = "under [source.fetch] in the file of a single source"
    return ConnectError(Reason.REFUSED_ADDRESS, f"refused: {host} {why} (to allow it, {remedy}, or {of_one})")
