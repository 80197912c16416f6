"""What went wrong under a request, in words and reasons of dateline's."""

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3

from tasks.adapters.http_transport import BreakdownError
from tasks.core.models import Reason

_MAX_DETAIL = 300


def explain(error: Exception) -> BreakdownError:
    """Return the breakdown that an exception of requests, urllib3, http.client or the sockets below them stands for."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, BreakdownError):
            return cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            return BreakdownError(Reason.FETCH_FAILED, f"the certificate is not trusted: {cause.verify_message}")
    for cause in causes:
        if isinstance(cause, TimeoutError | urllib3.exceptions.TimeoutError | requests.Timeout):
            return BreakdownError(Reason.TIMEOUT, "the server fell silent")
        if isinstance(cause, ssl.SSLError):
            return BreakdownError(Reason.FETCH_FAILED, f"TLS failed: {cause.reason or cause}")
    return _broken(causes)


def _broken(causes: list[BaseException]) -> BreakdownError:
    root = causes[-1]
    if isinstance(root, http.client.RemoteDisconnected | ConnectionError):
        return BreakdownError(Reason.FETCH_FAILED, "the server closed the connection", may_pass=True)
    if any(isinstance(cause, http.client.IncompleteRead | urllib3.exceptions.IncompleteRead) for cause in causes):
        return BreakdownError(Reason.FETCH_FAILED, "the body broke off or is not framed as it says", may_pass=True)
    if any(isinstance(cause, http.client.HTTPException) for cause in causes):
        return BreakdownError(Reason.FETCH_FAILED, _shorten(f"the answer is no HTTP response: {_name(root)}"))
    return BreakdownError(Reason.FETCH_FAILED, _shorten(f"the request failed: {_name(root)}"))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it was raised from or wraps, outermost first."""
    seen: set[int] = set()
    queue: list[BaseException] = [error]
    while queue:
        each = queue.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        queue += [cause for cause in inner if isinstance(cause, BaseException)]


def _name(error: BaseException) -> str:
    return f"{type(error).__name__} {error}".strip()


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_MAX_DETAIL]
