"""Resolves dot segments in URLs (RFC 3986, section 5.2.4), also escaped ones, as browsers do (WHATWG URL, 4.4)."""

import re
from collections.abc import Iterable

_HAS_DOTS = re.compile(r"(?i)[^?#]*/(?:\.|%2e)")
"""What begins like a URL with a segment that begins with a dot, escaped or not."""
_PATH = re.compile(r"(?i)(https?://[^/?#]*)([^?#]*)")
_ESCAPED_DOT = re.compile(r"(?i)%2e")


def without_dot_segments(url: str) -> str:
    """Return an absolute http or https URL without dot segments, and any other string unchanged.

    The rules of robots.txt apply to where a URL leads: ``/news/../private`` is in ``/private``.
    """
    found = _PATH.match(url)
    if found is None or not _HAS_DOTS.match(url):
        return url
    segments = found[2].split("/")[1:]
    kept = resolved(segments)
    if _plain(segments[-1]) in {".", ".."}:
        kept.append("")
    return f"{found[1]}/{'/'.join(kept)}{url[found.end() :]}"


def resolved(segments: Iterable[str]) -> list[str]:
    """Return a path's segments without dot segments."""
    kept: list[str] = []
    for segment in segments:
        dots = _plain(segment)
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(segment)
    return kept


def _plain(segment: str) -> str:
    return _ESCAPED_DOT.sub(".", segment) if "%" in segment else segment
