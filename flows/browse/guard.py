"""Checks every request, and adds protective headers to every response.

- Host: a page of another site can make its own name lead to this machine ("DNS rebinding"), but then the browser sends
  that name. Names that do not belong to this machine are refused.
- Methods: GET and HEAD, so that nothing can be changed.
- Answers: no scripts, nothing from other hosts, no referrer (Content Security Policy level 3, W3C).
"""

import ipaddress
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""The policy of our own pages. The only frames are raw pages, which are on this site and sandboxed."""
RAW_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""The policy of raw pages: no scripts, forms or network, and a separate origin, wherever they are opened."""

_METHODS = ("GET", "HEAD")
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "private, no-cache",
}


class Guard:
    """Refuses forbidden requests, and adds the headers that protect the reader."""

    def __init__(self, app: ASGIApp, names: Collection[str], *, is_local: bool) -> None:
        """``names`` are further host names to accept; ``is_local``: no other machine can reach this server."""
        self._app = app
        self._names = {name.casefold() for name in names} | {"localhost"}
        self._is_local = is_local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. See ASGI."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if method not in _METHODS:
            allowed = {"Allow": ", ".join(_METHODS)}
            return PlainTextResponse("The reading room is read-only: use GET.\n", 405, allowed)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            told = "This is not an address of the reading room. Open the one that `dateline browse` shows.\n"
            return PlainTextResponse(told, 421)
        is_navigation = (
            headers.get("sec-fetch-mode") in {None, "navigate"} and headers.get("sec-fetch-dest") != "iframe"
        )
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not is_navigation:
            return PlainTextResponse("A page of another site requested this.\n", 403)
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        # A number cannot be made to lead elsewhere; only a name can.
        return address.is_loopback or not self._is_local
