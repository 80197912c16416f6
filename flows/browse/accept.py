"""Whether a client asks for JSON or for a page (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterator

_QUALITY = re.compile(r";\s*q=([01](?:\.[0-9]{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_JSON = re.compile(r"application/(?:[a-z0-9.-]+\+)?json")
_HTML = re.compile(r"text/html|application/xhtml\+xml")


def prefers_json(accept: str) -> bool:
    """Return whether a client that sends this ``Accept`` names JSON, and does not like HTML as much or better."""
    named = list(_named(accept))
    json = max((quality for kind, quality in named if _JSON.fullmatch(kind)), default=0.0)
    html = max((quality for kind, quality in named if _HTML.fullmatch(kind)), default=0.0)
    return json > html


def _named(accept: str) -> Iterator[tuple[str, float]]:
    """Yield the media types in a header, each with its quality from 0 to 1."""
    for part in accept.lower().split(","):
        quality = _QUALITY.search(part)
        yield part.partition(";")[0].strip(), float(quality[1]) if quality else 1.0
