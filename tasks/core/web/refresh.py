"""Finds where a page sends its readers by itself: the ``Refresh`` header, or its ``meta`` element.

Content systems leave such a page behind where they cannot answer with a redirect. See the HTML standard, 4.2.5.3.
"""

import html
import re
from collections.abc import Iterable

from dateline.tasks.core.web.urls import absolute

MAX_STUB_BYTES = 16 * 1024
"""The largest page that may only send its readers elsewhere. Larger ones are pages of their own."""
MAX_DELAY_S = 10
"""The longest delay. Who stays longer is to read the page."""

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|textarea|title)\b.*?(?:</\1\b|\Z)", re.IGNORECASE | re.DOTALL
)
_META = re.compile(r"""<meta\b((?:[^<>"']|"[^"]*"|'[^']*'|["'])*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CONTENT = re.compile(
    r"""\s*([0-9]{1,6})[0-9.]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*).*|'([^']*).*|(.*))""", re.IGNORECASE | re.DOTALL
)


def refresh_target(url: str, headers: Iterable[tuple[str, str]], body: bytes) -> str | None:
    """Return the absolute URL of the other page that a page leads to at once, or None.

    ``headers`` are those of the response, and ``body`` is the decoded page, or at least its first
    ``MAX_STUB_BYTES + 1`` bytes.
    """
    if len(body) > MAX_STUB_BYTES:
        return None
    for content in [*(value for name, value in headers if name.lower() == "refresh"), *_metas(body)]:
        found = _CONTENT.fullmatch(content)
        if found and int(found[1]) <= MAX_DELAY_S:
            target = absolute(url, found[2] or found[3] or found[4] or "")
            return target if target != absolute(url, url) else None
    return None


def _metas(body: bytes) -> Iterable[str]:
    seen = _UNSEEN.sub(" ", body.decode("utf-8", "replace"))
    for meta in _META.finditer(seen):
        told = {
            name.lower(): html.unescape(one or other or bare) for name, one, other, bare in _ATTRIBUTE.findall(meta[1])
        }
        if told.get("http-equiv", "").strip().lower() == "refresh":
            yield told.get("content", "")
