"""No request to an address that is not the open internet's, whatever name leads there.

A name is resolved once, and the connection is made to the very addresses that were checked (see
`tasks.adapters.http_transport`), so that a second answer of the DNS cannot lead elsewhere.
"""

import socket
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from tasks.core.addresses import is_local_name, is_public, literal_address

Resolver = Callable[[str, int], Sequence[str]]
"""From host and port to addresses in their usual notation; raises `OSError` where there are none."""

MAX_ADDRESSES = 4
"""A host that does not answer at so many addresses is not tried at more."""
_RESOLVER_THREADS = 16


class RefusedAddressError(Exception):
    """A host leads to an address that must not be asked; the text says which."""


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system's resolver; IPv4 and IPv6 in the order that it prefers (RFC 6724)."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class AddressGuard:
    """Judges hosts. Thread-safe.

    Args:
        private_hosts: What may be asked although its address is private, as ``name`` or ``name:port``.
        resolver: Where names are looked up.
    """

    def __init__(self, private_hosts: Iterable[str], resolver: Resolver = system_resolver) -> None:
        self._private = frozenset(host.strip().casefold() for host in private_hosts)
        self._resolver = resolver
        self._threads = ThreadPoolExecutor(_RESOLVER_THREADS, thread_name_prefix="resolve")

    def refusal(self, host: str, port: int) -> str | None:
        """Return why a host must not be asked, as far as its name tells without looking it up."""
        if self._allows_private(host, port):
            return None
        address = literal_address(host)
        if address is not None and not is_public(address):
            return f"{host} is the private address {address}"
        if address is None and is_local_name(host):
            return f"{host} is a name of the local network"
        return None

    def addresses(self, host: str, port: int, timeout_s: float) -> list[str]:
        """Return up to `MAX_ADDRESSES` addresses of a host that may be connected to.

        Raises `RefusedAddressError` where it has none but private ones, `TimeoutError` after ``timeout_s`` seconds,
        `OSError` where the name has no address.
        """
        if (refusal := self.refusal(host, port)) is not None:
            raise RefusedAddressError(refusal)
        literal = literal_address(host)
        found: Sequence[str] = [str(literal)] if literal else self._look_up_within(host, port, timeout_s)
        fit = found if self._allows_private(host, port) else [each for each in found if is_public(ip_address(each))]
        if found and not fit:
            raise RefusedAddressError(f"{host} leads to the private address {found[0]}")
        if not fit:
            raise OSError(f"{host} has no address")
        return list(fit[:MAX_ADDRESSES])

    def close(self) -> None:
        """Give back the threads; a look-up under way is left to end by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _look_up_within(self, host: str, port: int, timeout_s: float) -> Sequence[str]:
        # The system's resolver knows no deadline of its own, so it is waited for from outside.
        return self._threads.submit(self._look_up, host, port).result(timeout_s)

    def _look_up(self, host: str, port: int) -> Sequence[str]:
        try:
            return self._resolver(host, port)
        except UnicodeError as error:  # a label that IDNA cannot have
            raise OSError(f"{host} is no host name") from error

    def _allows_private(self, host: str, port: int) -> bool:
        name = host.rstrip(".").casefold()
        return not self._private.isdisjoint({name, f"{name}:{port}", name.strip("[]")})
