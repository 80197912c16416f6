"""Makes one request within an allowance, and returns its response or the reason for its failure."""

import http.client
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3.exceptions import HTTPError

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.address_guard import ConnectError
from dateline.tasks.adapters.http.allowance import Allowance
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.connect import GuardedSession
from dateline.tasks.adapters.http.explain import explain
from dateline.tasks.adapters.http.politeness import TurnLostError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.content_encoding import ContentFailure, content_head, without_transfer_codings
from dateline.tasks.core.web.content_types import begins_as_no_page, named_no_page
from dateline.tasks.core.web.fetched import RawPage, Redirect, is_called_page
from dateline.tasks.core.web.proxies import proxy_for

_READ_BYTES = 64 * 1024
_SNIFFED_BYTES = 4096
"""How many bytes of a body, compressed or not, are read before checking that it may be a page."""
_PROXY_WANTS_LOGIN = 407
_REDIRECT_BODY_BYTES = 16 * 1024
"""The maximum size of a redirect's body that is read, to reuse the connection. Longer ones, or those that state no
length, are not read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP response. The body is as transferred, with only the transfer encoding removed."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    redirects: tuple[Redirect, ...] = ()
    """The redirects that led here, in order."""

    def header(self, name: str) -> str | None:
        """Return the first header with this name, which must be in lower case, or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def as_page(self, ref: PageRef) -> RawPage:
        """Return the response as the raw page of a reference."""
        return RawPage(ref, self.url, self.at, self.body, self.status, self.reason, self.headers, self.redirects)

    def as_redirect(self) -> Redirect:
        """Return the response as a redirect."""
        return Redirect(self.url, self.at, self.status, self.reason, self.headers, self.body)

    def head(self, limit_bytes: int) -> bytes:
        """Return the beginning of the body, with content encodings decoded."""
        return content_head(self.as_page(PageRef(url=self.url, source="", via="")), limit_bytes)


@dataclass(frozen=True, slots=True)
class RequestFault:
    """Why there is no response."""

    url: str
    reason: Reason
    detail: str
    at: datetime
    status: int | None = None
    again: bool = False
    """Whether a retry may succeed."""
    refused: bool = False
    """Whether the host refused the connection."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """How much of a body to read."""

    bytes_: int
    cut: bool = False
    """Whether to cut a longer body off. If not, it is a fault."""
    pages_only: bool = False
    """Whether a body that is certainly not a page (a video, an archive) is a fault. It is then not read to the end."""


class Exchange:
    """Makes requests on pooled connections. Thread-safe. Never raises because of what a server sends."""

    def __init__(self, session: GuardedSession, settings: FetchSettings, clock: Clock) -> None:
        self._session = session
        self._settings = settings
        self._clock = clock

    def get(
        self, url: str, headers: Mapping[str, str], cookies: RequestsCookieJar, allowance: Allowance, limit: BodyLimit
    ) -> Reply | RequestFault:
        """Request ``url`` once. Received cookies are added to ``cookies``. Redirects are not followed."""
        answer = self._get(url, headers, cookies, allowance, limit)
        if isinstance(answer, RequestFault) and _was_stale(answer, allowance):
            return self._get(url, headers, cookies, allowance, limit)
        return answer

    def _get(
        self, url: str, headers: Mapping[str, str], cookies: RequestsCookieJar, allowance: Allowance, limit: BodyLimit
    ) -> Reply | RequestFault:
        status: int | None = None
        try:
            with allowance.running():
                request = requests.Request("GET", url, headers=dict(headers), cookies=cookies).prepare()
                proxy = proxy_for(url, self._settings)
                proxies = {"http": proxy, "https": proxy} if proxy else {}
                timeouts = (self._settings.connect_timeout_s, self._settings.read_timeout_s)
                with self._session.send(request, stream=True, timeout=timeouts, proxies=proxies) as response:
                    status = response.status_code
                    if proxy and status == _PROXY_WANTS_LOGIN:
                        detail = (
                            "the proxy requires a login: add it to [fetch] proxy, as http://user:password@host:port"
                        )
                        return RequestFault(url, Reason.FETCH_FAILED, detail, self._clock.now(), status)
                    extract_cookies_to_jar(cookies, request, response.raw)  # type: ignore[no-untyped-call]  # has no types
                    return self._read(url, response, limit)
        except ConnectError as error:
            at = self._clock.now()
            fault = RequestFault(url, error.reason, error.detail, at, again=error.again, refused=error.refused)
        except TurnLostError:
            detail = "the request was aborted, because the host's turn passed to another process"
            fault = RequestFault(url, Reason.FETCH_FAILED, detail, self._clock.now(), status, again=True)
        except (requests.RequestException, HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            told = explain(error, allowance, self._settings)
            fault = RequestFault(url, told.reason, told.detail, self._clock.now(), status, again=told.again)
        return fault

    def _read(self, url: str, response: requests.Response, limit: BodyLimit) -> Reply | RequestFault:
        headers = tuple((str(name), str(value)) for name, value in response.raw.headers.items())
        reply = Reply(url, response.status_code, response.reason or "", headers, b"", self._clock.now())
        if response.is_redirect:
            limit = BodyLimit(_REDIRECT_BODY_BYTES, cut=True)
        content_type = reply.header("content-type")
        unsure = limit.pages_only and response.ok and not is_called_page(content_type)
        packed = (reply.header("transfer-encoding") or "chunked").strip().lower() != "chunked"
        if unsure and (what := named_no_page(content_type)):
            return self._no_page(reply, what)
        body = bytearray()
        for piece in _pieces(response, limit):
            body += piece
            if len(body) > limit.bytes_:
                break
            if unsure and not packed and len(body) >= _SNIFFED_BYTES:
                unsure = False
                head = replace(reply, body=bytes(body)).head(_SNIFFED_BYTES)
                if what := begins_as_no_page(head):
                    return self._no_page(reply, what)
        if len(body) > limit.bytes_ and not limit.cut:
            detail = f"the body is larger than {limit.bytes_} bytes"
            return RequestFault(url, Reason.TOO_LARGE, detail, self._clock.now(), response.status_code)
        reply = replace(reply, body=bytes(body[: limit.bytes_]), at=self._clock.now())
        undone = without_transfer_codings(reply.headers, reply.body, limit.bytes_)
        if not isinstance(undone, ContentFailure):
            return replace(reply, body=undone.body)
        return reply if limit.cut else RequestFault(url, undone.reason, undone.detail, reply.at, reply.status)

    def _no_page(self, reply: Reply, what: str) -> RequestFault:
        detail = f"the server sent {what} instead of a page"
        return RequestFault(reply.url, Reason.NOT_HTML, detail, self._clock.now(), reply.status)


def _was_stale(fault: RequestFault, allowance: Allowance) -> bool:
    """Return whether a reused connection broke before the response began. Servers close idle ones without notice."""
    return fault.again and fault.reason is Reason.FETCH_FAILED and not (allowance.dialled or allowance.answered)


def _pieces(response: requests.Response, limit: BodyLimit) -> Iterator[bytes]:
    """Yield the body as it arrives, or nothing if its stated length is too large."""
    told = response.headers.get("Content-Length", "")
    length = int(told) if re.fullmatch(r"[0-9]{1,18}", told) else None
    if response.is_redirect and (length is None or length > limit.bytes_):
        return
    if length is not None and length > limit.bytes_ and not limit.cut:
        yield bytes(limit.bytes_ + 1)
        return
    yield from response.raw.stream(_READ_BYTES, decode_content=False)
