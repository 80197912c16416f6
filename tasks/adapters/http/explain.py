"""Explains failed requests in sentences for people."""

import http.client
import re
import ssl
from collections.abc import Callable, Iterator
from typing import NamedTuple

import requests
from urllib3.exceptions import DecodeError, IncompleteRead, InvalidChunkLength, LocationParseError, ProtocolError

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.allowance import Allowance
from dateline.tasks.core.models import Reason


class Explanation(NamedTuple):
    """Why a request failed."""

    reason: Reason
    detail: str
    again: bool
    """Whether a retry may succeed."""


def explain(error: Exception, allowance: Allowance, settings: FetchSettings) -> Explanation:
    """Return the meaning of an exception from requests, urllib3, http.client or the socket."""
    if allowance.overrun:
        detail = "the server sent more than the limit for a page, headers and body together"
        return Explanation(Reason.TOO_LARGE, detail, again=False)
    if allowance.expired:
        detail = f"the page was not complete after {settings.total_timeout_s:g} seconds"
        return Explanation(Reason.TIMEOUT, detail, again=False)
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, OSError) and str(cause).startswith("Tunnel connection failed"):
            detail, passing = _proxy(cause, settings), re.search(r"failed: 50[234]", str(cause)) is not None
            return Explanation(Reason.FETCH_FAILED, detail, again=passing)
    for kind, reason, again, tell in _KINDS:
        for cause in causes:
            if isinstance(cause, kind):
                return Explanation(reason, tell(cause, settings), again)
    return Explanation(Reason.FETCH_FAILED, f"the page could not be fetched: {type(error).__name__}", again=False)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the exceptions nested in one. Libraries nest them in three ways. Those of requests add no information."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
            if not isinstance(one, requests.RequestException) or isinstance(one, requests.exceptions.InvalidURL):
                yield one


def _silent(_: BaseException, settings: FetchSettings) -> str:
    return f"the server was silent for {settings.read_timeout_s:g} seconds"


def _certificate(cause: BaseException, _: FetchSettings) -> str:
    return f"the server's certificate is not trusted: {getattr(cause, 'verify_message', '') or cause}"


def _tls(cause: BaseException, _: FetchSettings) -> str:
    return f"TLS failed: {(getattr(cause, 'reason', None) or 'no reason given').replace('_', ' ').lower()}"


def _incomplete(cause: BaseException, _: FetchSettings) -> str:
    got, missing = getattr(cause, "partial", None), getattr(cause, "expected", None)
    if not isinstance(got, int) or not isinstance(missing, int):
        return "the connection ended before the body did"
    return f"the connection ended after {got} of {got + missing} bytes"


def _head(cause: BaseException, _: FetchSettings) -> str:
    return f"the head of the response cannot be read: {cause}"


def _proxy(cause: BaseException, _: FetchSettings) -> str:
    return f"the proxy refused the connection: {str(cause).removeprefix('Tunnel connection failed:').strip()}"


def _system(cause: BaseException, _: FetchSettings) -> str:
    return f"the connection broke: {getattr(cause, 'strerror', None) or 'the system gives no reason'}"


def _say(sentence: str) -> "_Tell":
    return lambda _cause, _settings: sentence


_Kind = type[BaseException] | tuple[type[BaseException], ...]
_Tell = Callable[[BaseException, FetchSettings], str]

_NOT_HTTP = (http.client.BadStatusLine, http.client.UnknownProtocol)
_BAD_URL = (requests.exceptions.InvalidURL, LocationParseError)

_KINDS: tuple[tuple[_Kind, Reason, bool, _Tell], ...] = (
    (_BAD_URL, Reason.FETCH_FAILED, False, _say("the URL cannot be requested as it is")),
    (TimeoutError, Reason.TIMEOUT, True, _silent),
    (ssl.SSLCertVerificationError, Reason.FETCH_FAILED, False, _certificate),
    (ssl.SSLError, Reason.FETCH_FAILED, True, _tls),
    (InvalidChunkLength, Reason.FETCH_FAILED, True, _say("the body's chunks are malformed or cut short")),
    ((IncompleteRead, http.client.IncompleteRead), Reason.FETCH_FAILED, True, _incomplete),
    (
        http.client.RemoteDisconnected,
        Reason.FETCH_FAILED,
        True,
        _say("the server closed the connection without a complete response"),
    ),
    (_NOT_HTTP, Reason.FETCH_FAILED, False, _say("the server's response is not HTTP")),
    (http.client.LineTooLong, Reason.FETCH_FAILED, False, _say("a header of the response is too long")),
    (http.client.HTTPException, Reason.FETCH_FAILED, False, _head),
    (OSError, Reason.FETCH_FAILED, True, _system),
    (ProtocolError, Reason.FETCH_FAILED, True, _say("the connection ended before the body did")),
    (DecodeError, Reason.FETCH_FAILED, False, _say("the response names more content codings than can be undone")),
    (ValueError, Reason.FETCH_FAILED, False, _say("the server's response is malformed")),
)
"""Exceptions, the most specific first, each with the reason, whether a retry may succeed, and the sentence."""
