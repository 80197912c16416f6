"""One request and its response, within their limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from tasks.adapters.http_errors import explain
from tasks.adapters.http_transport import BreakdownError, Exchange, running
from tasks.core.fetched import RawPage
from tasks.core.models import PageRef, Reason

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STEP_BYTES = 64 * 1024
_ASIDE_BYTES = 64 * 1024
"""Of a body that nobody reads (a redirect's) this much is taken, so that the connection can serve again."""
_NO_PAGE_TYPES = ("image/", "video/", "audio/", "font/", "application/zip", "application/pdf")


@dataclass(frozen=True, slots=True)
class Errand:
    """What to bring, and how far to go for it."""

    ref: PageRef
    url: str
    max_redirects: int
    max_body_bytes: int
    """Size of the body as transferred."""
    headers: Mapping[str, str] = field(default_factory=dict)
    obey_robots: bool = True
    cut: bool = False
    """Whether a larger body is cut at its limit instead of refused."""
    pages_only: bool = True
    """Whether a body whose type can hold no page is left unread."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One address on an errand's way."""

    errand: Errand
    url: str
    cookies: RequestsCookieJar
    """Those of this errand; a response may add to them."""


def exchange(session: requests.Session, hop: Hop, limits: Exchange, now: datetime) -> RawPage:
    """Ask for the hop's address once; redirects are not followed.

    Raises `BreakdownError`, and nothing else whatever the server does.
    """
    try:
        with running(limits):
            request = requests.Request("GET", hop.url, headers=dict(hop.errand.headers), cookies=hop.cookies)
            prepared = session.prepare_request(request)
            response = session.send(prepared, stream=True, allow_redirects=False, timeout=limits.timeouts, proxies={})
            try:
                extract_cookies_to_jar(hop.cookies, prepared, response.raw)  # type: ignore[no-untyped-call]  # requests'
                reason, headers = response.reason or "", _kept_headers(response)
                head = RawPage(hop.errand.ref, hop.url, now, b"", response.status_code, reason, headers)
                return replace(head, body=_read(response, hop.errand, head))
            finally:
                response.close()
    except BreakdownError:
        raise
    except Exception as error:  # whatever the libraries below raise over it, no server may end a batch
        raise explain(error) from error


def _read(response: requests.Response, errand: Errand, head: RawPage) -> bytes:
    coding = response.headers.get("Transfer-Encoding", "chunked").casefold().strip()
    if coding not in {"chunked", "identity"}:
        raise BreakdownError(Reason.FETCH_FAILED, f"a transfer coding that nobody asked for: {coding[:40]}")
    if head.status in REDIRECTS:
        return _take(response, _ASIDE_BYTES)
    if errand.pages_only and response.ok and _holds_no_page(head):
        raise BreakdownError(Reason.NOT_HTML, f"the body is {head.header('Content-Type')}", status=head.status)
    limit_bytes = errand.max_body_bytes
    too_large = BreakdownError(Reason.TOO_LARGE, f"the body is larger than {limit_bytes} bytes", status=head.status)
    if _content_length(head) > limit_bytes and not errand.cut:
        raise too_large
    body = _take(response, limit_bytes)
    if len(body) > limit_bytes and not errand.cut:
        raise too_large
    return body[:limit_bytes]


def _take(response: requests.Response, limit_bytes: int) -> bytes:
    """Read until the body ends or is known to be larger than the limit."""
    body = bytearray()
    while len(body) <= limit_bytes and (piece := response.raw.read(_STEP_BYTES, decode_content=False)):
        body += piece
    return bytes(body)


def _holds_no_page(head: RawPage) -> bool:
    return (head.header("Content-Type") or "").strip().casefold().startswith(_NO_PAGE_TYPES)


def _content_length(head: RawPage) -> int:
    said = (head.header("Content-Length") or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0  # noqa: PLR2004  fits 64 bits


def _kept_headers(response: requests.Response) -> tuple[tuple[str, str], ...]:
    """Return the headers as they came, but for the transfer coding: it is undone, and a reader would undo it again."""
    headers = ((str(name), str(value)) for name, value in response.raw.headers.iteritems())
    return tuple(header for header in headers if header[0].casefold() != "transfer-encoding")
