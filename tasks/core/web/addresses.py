"""Decides which network addresses are public, and recognizes host names that are addresses in disguise."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64_PREFIXES = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""RFC 6052 and RFC 8215: the last 32 bits are an IPv4 address."""
_IPV4_COMPATIBLE = IPv6Network("::/96")
"""RFC 4291, section 2.5.5.1, deprecated: as dangerous as the IPv4 address that it contains."""
_NOT_PUBLIC_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; some clouds keep their metadata service there
        "168.63.129.16/32",  # a cloud's host channel, which only looks public
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
    )
)
"""Networks that are refused in addition to `IPv4Address.is_global`, which differs between versions of Python."""
_NOT_PUBLIC_V6 = tuple(IPv6Network(net) for net in ("fec0::/10", "2001:db8::/32", "100::/64", "5f00::/16", "3fff::/20"))

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+", re.ASCII)
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa")
"""Top-level names that are never public (RFC 6761, RFC 6762, RFC 8375, and ICANN's ``internal``)."""


def is_public(address: Address) -> bool:
    """Return whether an address, and any address embedded in it, is public."""
    if isinstance(address, IPv6Address):
        wrapped = _wrapped_v4(address)
        return (
            (wrapped is None or is_public(wrapped))
            and (address.ipv4_mapped is not None or _is_global(address) or _is_nat64(address))
            and not any(address in net for net in _NOT_PUBLIC_V6)
            and address.scope_id is None
        )
    return _is_global(address) and not any(address in net for net in _NOT_PUBLIC_V4)


def _is_global(address: Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _is_nat64(address: IPv6Address) -> bool:
    return address in _NAT64_PREFIXES[0]


def _wrapped_v4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address embedded in a mapped, translated, tunnelled or compatible IPv6 address, or None."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _IPV4_COMPATIBLE or any(address in prefix for prefix in _NAT64_PREFIXES):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def literal_address(host: str) -> Address | None:
    """Return a URL's host as an address, in any form that a resolver accepts as one, or None for a name.

    IPv4 may have one to four parts, each decimal, octal or hexadecimal, as in ``inet_aton`` and the URL standard
    (section 3.5); IPv6 may have brackets; both may have a trailing dot.
    """
    host = host.strip().rstrip(".")
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        try:
            return IPv6Address(bare)
        except ValueError:
            return None
    return _ipv4(bare)


def _ipv4(host: str) -> IPv4Address | None:
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004  an address has four bytes
        return None
    numbers = [_number(part) for part in parts]
    *leading, last = numbers
    if any(number > 0xFF for number in leading) or last >= 256 ** (5 - len(numbers)):  # noqa: PLR2004  bytes again
        return None
    value = last
    for place, number in enumerate(leading):
        value += number << (8 * (3 - place))
    return IPv4Address(value)


def _number(part: str) -> int:
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    try:
        return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)
    except ValueError:  # an "octal" number with an 8 or 9, or thousands of digits
        return 1 << 40


def is_local_name(host: str) -> bool:
    """Return whether a host name is local: it has no dot, or ends in a name reserved for local use."""
    name = host.strip().rstrip(".").casefold()
    return "." not in name or any(name.endswith(f".{local}") for local in _LOCAL_NAMES)
