"""What went wrong with a request, in a sentence for a person."""

import http.client
import ssl
from collections.abc import Callable, Iterator
from typing import NamedTuple

from urllib3.exceptions import IncompleteRead, InvalidChunkLength

from config.schema import FetchSettings
from tasks.adapters.http_connect import Allowance
from tasks.core.models import Reason


class Explanation(NamedTuple):
    """Why there is no response."""

    reason: Reason
    detail: str
    again: bool
    """Whether another try may go better."""


def explain(error: Exception, allowance: Allowance, settings: FetchSettings) -> Explanation:
    """Say what an exception of requests, urllib3, http.client or the socket means."""
    if allowance.overrun:
        detail = "the server sent more than a page may take, headers and body together"
        return Explanation(Reason.TOO_LARGE, detail, again=False)
    if allowance.expired:
        detail = f"the page was not complete after {settings.total_timeout_s:g} seconds"
        return Explanation(Reason.TIMEOUT, detail, again=False)
    for cause in _causes(error):
        if isinstance(cause, TimeoutError):
            detail = f"the server was silent for {settings.read_timeout_s:g} seconds"
            return Explanation(Reason.TIMEOUT, detail, again=True)
        for kind, again, tell in _KINDS:
            if isinstance(cause, kind):
                return Explanation(Reason.FETCH_FAILED, tell(cause), again)
    return Explanation(Reason.FETCH_FAILED, f"the page could not be fetched: {type(error).__name__}", again=False)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the exceptions that an exception wraps, the innermost first: the libraries nest them in three ways."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    yield from reversed(found)


def _certificate(cause: BaseException) -> str:
    return f"the server's certificate is not to be trusted: {getattr(cause, 'verify_message', '') or cause}"


def _tls(cause: BaseException) -> str:
    return f"TLS failed: {(getattr(cause, 'reason', None) or 'no reason given').replace('_', ' ').lower()}"


def _incomplete(cause: BaseException) -> str:
    got, missing = getattr(cause, "partial", None), getattr(cause, "expected", None)
    if not isinstance(got, int) or not isinstance(missing, int):
        return "the connection ended before the body did"
    return f"the connection ended after {got} of {got + missing} bytes"


def _os(cause: BaseException) -> str:
    return f"the connection broke: {getattr(cause, 'strerror', None) or type(cause).__name__}"


_KINDS: tuple[
    tuple[type[BaseException] | tuple[type[BaseException], ...], bool, Callable[[BaseException], str]], ...
] = (
    (ssl.SSLCertVerificationError, False, _certificate),
    (ssl.SSLError, True, _tls),
    (InvalidChunkLength, True, lambda _: "the body's chunks are malformed or break off"),
    ((IncompleteRead, http.client.IncompleteRead), True, _incomplete),
    (http.client.RemoteDisconnected, True, lambda _: "the server closed the connection without an answer"),
    ((ConnectionResetError, BrokenPipeError), True, lambda _: "the server broke off the connection"),
    ((http.client.BadStatusLine, http.client.UnknownProtocol), False, lambda _: "the server's answer is not HTTP"),
    (http.client.LineTooLong, False, lambda _: "a header of the answer is too long"),
    (http.client.HTTPException, False, lambda cause: f"the head of the answer cannot be read: {cause}"),
    (OSError, True, _os),
)
"""Exceptions, the more special ones first; whether another try may go better; the sentence."""
