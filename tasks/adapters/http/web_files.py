"""Fetches web files that are meant for programs, whole or in pieces: feeds, sitemaps, indexes, archives."""

from dataclasses import dataclass

from dateline.tasks.adapters.http.fetcher import Fetcher, NotModified, Validators, conditions_of
from dateline.tasks.adapters.http.piece import Piece
from dateline.tasks.core.clock_faults import LaterClock, later_at_server
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.bot_wall import looks_like_bot_wall
from dateline.tasks.core.web.content_encoding import CUT_SHORT, ContentFailure, content
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.urls import host_of

_REFUSING = frozenset({401, 403, 429, 451})
_MISSING = frozenset({404, 410})
_PARTIAL, _NOT_MODIFIED, _NOT_SATISFIABLE = 206, 304, 416


@dataclass(frozen=True, slots=True)
class WebFile:
    """The content of a URL, with content encodings decoded."""

    body: bytes
    content_type: str | None
    url: str
    """The URL after redirects."""
    validators: Validators


class WebFiles(Fetcher):
    """Fetches files for programs. Thread-safe; a context manager.

    robots.txt is ignored: it is meant for programs that follow links, whereas these URLs were given by the user, or by
    the site itself for programs to read. Delays, limits and the address guard apply as for pages.
    """

    def get(self, url: str, validators: Validators | None = None) -> WebFile | NotModified:
        """Return a file, or `NotModified`, which is only possible if ``validators`` are given.

        Raises:
            DiscoveryError: the file could not be read.
        """
        page = self._page(url, conditions_of(validators))
        if validators and page.status == _NOT_MODIFIED:
            return NotModified()
        return as_web_file(page, self.settings.max_body_bytes)

    def get_listing(self, url: str) -> WebFile:
        """Return a page of links. It is meant for people, so robots.txt is obeyed, and so is a page that leads on.

        Raises:
            DiscoveryError: the page could not be read.
        """
        return as_web_file(self._answered(url, self.ask(url, leads_on=True)), self.settings.max_body_bytes)

    def get_piece(self, url: str, start: int, length: int) -> Piece:
        """Return ``length`` bytes of a file from ``start``, or fewer at its end (RFC 9110 section 14).

        Raises:
            DiscoveryError: the file could not be read, or its server does not support range requests and it is too
                large to be read whole.
        """
        page = self._page(url, {"Range": f"bytes={start}-{start + length - 1}", "Accept-Encoding": "identity"})
        if page.status == _NOT_SATISFIABLE:
            return Piece(b"")
        if page.status == _PARTIAL:
            told = page.header("content-range") or ""
            if not told.replace(" ", "").startswith(f"bytes{start}-"):
                raise _unreadable(url, Reason.UNREADABLE, f"the server sent a different part of it ({told[:80]})")
            return Piece(page.body[:length], _version(page, told.rpartition("/")[2]))
        if not page.is_ok:
            raise _unreadable(url, Reason.HTTP_STATUS, page.answer)
        return Piece(page.body[start : start + length], _version(page, str(len(page.body))))

    def _page(self, url: str, headers: dict[str, str]) -> RawPage:
        return self._answered(url, self.ask(url, headers, robots=False))

    def _answered(self, url: str, page: RawPage | FetchFailure) -> RawPage:
        if isinstance(page, FetchFailure):
            raise _unreadable(url, page.reason, page.detail)
        if server_at := later_at_server(page.header("Date"), page.fetched_at):
            self.later[host_of(page.url)] = LaterClock(server_at, page.fetched_at)
        return page


def as_web_file(page: RawPage, max_body_bytes: int) -> WebFile:
    """Return a response as a file.

    Raises:
        DiscoveryError: the status is not 2xx, the body is incomplete, or it is a bot wall.
    """
    unpacked = content(page, max_body_bytes)
    if isinstance(unpacked, ContentFailure):
        raise _unreadable(page.ref.url, unpacked.reason, unpacked.detail)
    if looks_like_bot_wall(page.status, page.headers, unpacked.body):
        raise _unreadable(page.ref.url, Reason.BLOCKED, "the site answered with a bot wall", is_wall=True)
    if not page.is_ok:
        reason = Reason.BLOCKED if page.status in _REFUSING else Reason.HTTP_STATUS
        raise _unreadable(page.ref.url, reason, page.answer, is_missing=page.status in _MISSING)
    if unpacked.is_cut_short:
        raise _unreadable(page.ref.url, Reason.UNREADABLE, CUT_SHORT)
    validators = Validators(page.header("etag"), page.header("last-modified"))
    return WebFile(unpacked.body, page.header("content-type"), page.url, validators)


def _version(page: RawPage, size: str) -> str | None:
    told = page.header("etag") or page.header("last-modified")
    return f"{told} {size.strip()}" if told else None


def _unreadable(
    url: str, reason: Reason, detail: str, *, is_missing: bool = False, is_wall: bool = False
) -> DiscoveryError:
    told = f"{url} could not be read: {detail}"
    return DiscoveryError(told, url=url, reason=reason, is_missing=is_missing, is_wall=is_wall)
