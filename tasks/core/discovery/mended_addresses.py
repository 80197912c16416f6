"""Mends addresses that feeds and sitemaps state in ways that no browser follows, but that have only one meaning."""

import re

from dateline.tasks.core.web.urls import host_of

_DOUBLED = re.compile(r"(?i)\A\s*https?:/{0,3}(?=https?:?//)")
"""A scheme before an address that has its own: a system puts one before whatever an author enters."""
_FEED_SCHEME = re.compile(r"(?i)\A\s*feed:(?:(?=https?:)|//(?=[^/]))")
"""Programs that read feeds once were called by this scheme."""
_WITHOUT_COLON = re.compile(r"(?i)\A(https?)//(?=[^/])")
_HOST = re.compile(r"(?i)((?:[a-z0-9-]+\.)+[a-z]{2,})(?::[0-9]+)?(?=[/?#]|\Z)")
_WWW = "www."


def mended(address: str, base: str) -> str:
    """Return an address without a doubled scheme, with its colon, and with the scheme that it lacks before its host.

    An address without a scheme is relative, unless it begins with "www." or with the host of ``base``.
    """
    without_feed = _FEED_SCHEME.sub("", address)
    if without_feed != address and not without_feed.lower().startswith("http"):
        return f"{_scheme_of(base)}://{without_feed}"
    address = _WITHOUT_COLON.sub(r"\1://", _DOUBLED.sub("", without_feed).strip())
    found = _HOST.match(address)
    if found is None:
        return address
    host = found[1].lower()
    own = host.removeprefix(_WWW) == host_of(base).removeprefix(_WWW)
    return f"{_scheme_of(base)}://{address}" if own or host.startswith(_WWW) else address


def _scheme_of(base: str) -> str:
    """Return the scheme of a base, or https if that is a file."""
    scheme = base.partition("://")[0].lower()
    return scheme if scheme in {"http", "https"} else "https"
