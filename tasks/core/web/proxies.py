"""Chooses the HTTP proxy for a page, by the settings or the usual environment variables."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from dateline.config.schema import FetchSettings
from dateline.tasks.core.web.urls import host_of

DIRECT = "direct"


def proxy_for(url: str, settings: FetchSettings) -> str | None:
    """Return the URL of the proxy for a page, including its login if it has one, or None if no proxy is used."""
    parts = urlsplit(url)
    proxy = settings.https_proxy if parts.scheme == "https" and settings.https_proxy else settings.proxy
    if not proxy or proxy == DIRECT:
        return None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return None if is_exempt(parts.hostname or "", port, settings.no_proxy) else proxy


def has_proxy(settings: FetchSettings) -> bool:
    """Return whether any page is fetched through a proxy."""
    return any(proxy and proxy != DIRECT for proxy in (settings.proxy, settings.https_proxy))


def is_exempt(host: str, port: int, no_proxy: Iterable[str]) -> bool:
    """Return whether a host is contacted directly, by entries in the format of NO_PROXY.

    ``*`` matches every host; ``example.org`` and ``.example.org`` match a host and its subdomains, optionally with a
    colon and a port; ``192.0.2.0/24`` matches a network and ``192.0.2.1`` an address.
    """
    return any(_matches(host.rstrip(".").casefold(), port, entry.strip().casefold()) for entry in no_proxy)


def _matches(host: str, port: int, entry: str) -> bool:
    if entry in {"", "*"}:
        return entry == "*"
    if "/" in entry:
        try:
            return ip_address(host) in ip_network(entry, strict=False)
        except ValueError:
            return False
    if not entry.isascii():
        entry = host_of(f"http://{entry}") or entry
    name, colon, number = entry.rpartition(":")
    if colon and number.isdecimal() and ("]" in name or ":" not in name):
        if int(number) != port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*").strip(".")
    return host == entry or (bool(entry) and host.endswith(f".{entry}"))
