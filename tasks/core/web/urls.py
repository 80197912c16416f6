"""Joins and compares URLs, and finds their registrable domains. Nothing here raises, whatever the string.

Splitting follows RFC 3986, appendix B; cleaning follows the WHATWG URL standard (control characters, backslashes);
hosts follow UTS 46; registrable domains come from the Public Suffix List bundled with publicsuffixlist.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import urljoin

import idna
from publicsuffixlist import PublicSuffixList

from dateline.tasks.core.web.url_variants import (
    is_amp_or_mobile_label,
    is_tracker,
    resolved,
    standard_segments,
    without_dot_segments,
    wrapped_by_amp_cache,
)

MAX_URL_CHARACTERS = 8000
"""Longer URLs are refused or unchanged. RFC 9110, section 4.1, requires recipients to support no more."""

MAX_HOST_CHARACTERS = 253
"""RFC 1035, section 2.3.4, in dotted form."""

_HTTP = frozenset({"http", "https"})
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_MAX_PORT = 65535
_PARTS = re.compile(r"(?s)([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?")
_WHOLE = re.compile(r"(?i)https?://(?![^?#]*/(?:\.|%2e))")
"""An absolute URL without dot segments, which needs no joining."""
_BEFORE_QUERY = re.compile(r"[^?#]+")
_REMOVED = re.compile(r"[\t\n\r]")
_LOGIN = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)?[^/?#]*@")
_EDGES = "".join(map(chr, range(33))) + "\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_UNSAFE = re.compile(r"[^!$%&'()*+,./0-9:;=?@A-Z_a-z~\[\]-]")
_SESSION = re.compile(r"(?i);jsessionid=[^/]*")
_LEADING_AMPERSAND = re.compile(r"^(?:amp;)+")
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp;)+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST_AND_PORT = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]]+))(?::([0-9]*))?")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
"""Labels of at most 63 characters (RFC 1035, section 2.3.4). The underscore is used in practice."""
_IP = re.compile(r"[0-9.]+|\[.*\]?")


class _Parts(NamedTuple):
    scheme: str
    authority: str
    path: str
    query: str


def is_http(url: str) -> bool:
    """Return whether the string is an absolute ``http`` or ``https`` URL with a host."""
    parts = _split(_trim(url))
    return parts is not None and parts.scheme in _HTTP and _host_and_port(parts.authority) is not None


def absolute(base: str, url: str) -> str | None:
    """Return the absolute URL of a link on the page ``base``, without fragment and credentials, ready for a request.

    Spaces and non-ASCII characters are percent-encoded as UTF-8, and ampersands that were escaped twice are corrected.
    Returns None if it is not http or https, has no host or an invalid port, or exceeds `MAX_URL_CHARACTERS`.
    """
    link = _trim(url)
    if not link or len(link) > MAX_URL_CHARACTERS:
        return None
    parts = _split(_join(_trim(base), _forward_slashes(link)))
    found = _host_and_port(parts.authority) if parts and parts.scheme in _HTTP else None
    if parts is None or found is None:
        return None
    host, port = found
    path = _encode(parts.path) or "/"
    query = _encode(_ESCAPED_AMPERSAND.sub("&", parts.query))
    port = "" if port == _DEFAULT_PORTS[parts.scheme] else port
    result = f"{parts.scheme}://{host}{':' + port if port else ''}{path}{'?' + query if query else ''}"
    return result if len(result) <= MAX_URL_CHARACTERS else None


def unrequestable(url: str) -> str | None:
    """Return an absolute http or https URL that cannot be requested, percent-encoded, or None for any other link.

    A source listed such a page (``http://[:21]/pier``), so that it needs a name in the page's outcome.
    """
    link = _trim(url)
    if _WHOLE.match(link) is None or absolute("", link) is not None:
        return None
    encoded = _encode(link)
    return encoded if len(encoded) <= MAX_URL_CHARACTERS else None


def host_of(url: str) -> str:
    """Return a URL's host in ASCII and lower case, or "" if it has none."""
    parts = _split(_trim(url))
    found = _host_and_port(parts.authority) if parts else None
    return found[0] if found else ""


def registrable_domain(url_or_host: str) -> str:
    """Return the registrable domain (``bbc.co.uk``), in ASCII and lower case.

    Private suffixes count, so that two blogs on a blog host are two publishers. IP addresses, single labels and public
    suffixes are returned unchanged. A URL without a host gives "".
    """
    text = _trim(url_or_host)
    parts = _split(text) if "://" in text else None
    found = _host_and_port(parts.authority if parts else re.split(r"[/?#]", text, maxsplit=1)[0])
    return _registrable(found[0]) if found else ""


def url_key(url: str) -> str:
    """Return the canonical form of all URLs of the same page, for comparing, not for fetching.

    It ignores http versus https, default ports, fragments, user names, ``www``, mobile and AMP hosts, AMP and mobile
    paths and caches, a trailing slash, known trackers, and the order of parameters. Percent-encoding is normalized as
    in RFC 3986, section 6.2.2. For a ``file:`` URL only that is done; any other string is trimmed. Idempotent.
    """
    # A batch asks for the keys of the same few URLs again and again. Long ones would fill the memory.
    return _key_of(url) if len(url) > MAX_URL_CHARACTERS else _remembered_key(url)


def _key_of(url: str) -> str:
    url = _trim(url)
    if len(url) > MAX_URL_CHARACTERS:
        return url
    parts = _split(url)
    while parts and parts.scheme in _HTTP:
        found = _host_and_port(parts.authority)
        if found is None:
            return url
        host = _desktop_host(found[0])
        # Keys have only one scheme, so the default ports of both schemes are dropped.
        port = "" if found[1] in _DEFAULT_PORTS.values() else found[1]
        segments = _segments(parts.path)
        wrapped = wrapped_by_amp_cache(host, segments)
        if wrapped is None:
            path = "/".join(standard_segments(segments))
            query = _standard_query(parts.query)
            return f"https://{host}{':' + port if port else ''}/{path}{'?' + query if query else ''}"
        authority, _, path = wrapped.partition("/")
        parts = _Parts("https", authority, f"/{path}", parts.query)
    if parts and parts.scheme == "file":
        host = "" if parts.authority.casefold() == "localhost" else parts.authority.lower()
        query = _normal_escapes(parts.query)
        return f"file://{host}/{'/'.join(_segments(parts.path))}{'?' + query if query else ''}"
    return url


_remembered_key = lru_cache(2048)(_key_of)


def _join(base: str, link: str) -> str:
    if _WHOLE.match(link):
        return link
    try:
        joined = urljoin(base, link)
    except ValueError:
        return ""
    return without_dot_segments(joined)


def _trim(url: str) -> str:
    trimmed = url.strip(_EDGES)
    return trimmed if trimmed.isprintable() else _REMOVED.sub("", trimmed).strip(_EDGES)


def _split(url: str) -> _Parts | None:
    matched = _PARTS.fullmatch(_forward_slashes(url))
    if matched is None:
        return None
    scheme, authority, path, query = matched.groups("")
    return _Parts(scheme.lower(), authority, path, query)


def _forward_slashes(url: str) -> str:
    return _BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), url, count=1) if "\\" in url else url


@lru_cache(maxsize=4096)
def _host_and_port(authority: str) -> tuple[str, str] | None:
    """Return the host (ASCII, lower case) and port ("" if none is given), or None if the host is invalid."""
    found = _HOST_AND_PORT.fullmatch(authority.rpartition("@")[2])
    if found is None:
        return None
    in_brackets, name, digits = found.groups("")
    host = _ascii_host(name) if name else _ipv6_host(in_brackets)
    port = digits.lstrip("0")
    if host is None or (digits and not port) or len(port) > len(str(_MAX_PORT)) or int(port or "0") > _MAX_PORT:
        return None
    return host, port


def _ipv6_host(address: str) -> str | None:
    """Return an IPv6 address in its shortest form and brackets (RFC 5952), or None if it is not one."""
    try:
        return f"[{IPv6Address(address)}]"
    except ValueError:
        return None


def _ascii_host(host: str) -> str | None:
    host = _unescape_host(host).lower().strip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    return host if len(host) <= MAX_HOST_CHARACTERS and _NAME.fullmatch(host) else None


def _unescape_host(host: str) -> str:
    if "%" not in host:
        return host
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), host.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    if _IP.fullmatch(host):
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=4096)
def _desktop_host(host: str) -> str:
    registered = _registrable(host)
    if host == registered:
        return host
    labels = host.removesuffix(f".{registered}").split(".")
    return ".".join([*(label for label in labels if not is_amp_or_mobile_label(label)), registered])


def _segments(path: str) -> list[str]:
    """Return a path's segments in normal form, without dot segments (RFC 3986, section 5.2.4)."""
    normal = _normal_escapes(path)
    if ";" in normal:
        normal = _SESSION.sub("", normal)
    return resolved(normal.split("/")[1:])


def _standard_query(query: str) -> str:
    if not query:
        return ""
    pairs = (_LEADING_AMPERSAND.sub("", pair) for pair in _normal_escapes(query.replace("+", "%20")).split("&"))
    return "&".join(sorted(pair for pair in pairs if pair and not is_tracker(*pair.partition("=")[::2])))


def _normal_escapes(text: str) -> str:
    return _encode(_ESCAPE.sub(_normal_escape, text) if "%" in text else text)


def _normal_escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _encode(text: str) -> str:
    return _UNSAFE.sub(_percent, text)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def without_login(url: str) -> str:
    """Return a URL, with or without its scheme, without the login that may be in it. Messages never show one."""
    return _LOGIN.sub(r"\1", url)


def belongs_to(url: str, site: str, allowed_hosts: Iterable[str]) -> bool:
    """Return whether a URL is on the site's registrable domain, or on an allowed host or one of its subdomains."""
    if registrable_domain(url) == registrable_domain(site):
        return True
    host = host_of(url)
    return any(host == allowed or host.endswith(f".{allowed}") for allowed in map(str.lower, allowed_hosts))
