"""Raw pages, shown in a sandbox. ``dateline raw`` prints the exact bytes."""

from html import escape

from selectolax.lexbor import LexborHTMLParser
from starlette.responses import Response

from dateline.flows.browse.guard import RAW_POLICY
from dateline.flows.browse.pages.articles import record_at
from dateline.flows.browse.pages.rejections import found_at as found_rejection_at
from dateline.flows.browse.resources import Asked, MissingError
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.errors import ObjectNotFoundError
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.web.content_encoding import ContentFailure, content
from dateline.tasks.core.web.content_types import named_no_page
from dateline.tasks.history import raw_page

_TAKEN_OUT = (
    "script, noscript, link, base, meta[http-equiv], iframe, frame, object, embed, applet, portal, fencedframe, "
    "video, audio"
)
"""What cannot work in the sandbox, or what tells browsers to connect to a host (rel=preconnect), which no policy
forbids."""


def of_article(asked: Asked) -> Response:
    """Return the raw page of an article."""
    return _answer(record_at(asked).raw, asked)


def of_rejection(asked: Asked) -> Response:
    """Return the raw page of a rejection."""
    _, rejection = found_rejection_at(asked)
    pointer = rejection.raw
    if pointer is None:
        raise MissingError("This page has no bytes: it could not be fetched.")
    return _answer(pointer, asked)


def _answer(pointer: RawPointer, asked: Asked) -> Response:
    try:
        page = raw_page(pointer, asked.room.settings, asked.room.config.sources)
    except ObjectNotFoundError as error:
        raise MissingError(f"The raw page is lost with {pointer.segment}. `dateline audit` says what to do.") from error
    if isinstance(page, Tombstone):
        raise MissingError("The raw page was deleted deliberately. Its record is kept.")
    unpacked = content(page, asked.room.settings.fetch.max_body_bytes)
    if isinstance(unpacked, ContentFailure):
        raise MissingError(f"The raw page cannot be shown: {unpacked.detail}. `dateline raw` prints it as it is.")
    kind = page.header("Content-Type")
    if other := named_no_page(kind):
        raise MissingError(f"The raw page is not a page, but {other}. `dateline raw` prints it.")
    text = decode(unpacked.body, kind).text
    is_plain = (kind or "").startswith("text/plain") or page.url.endswith((".txt", ".txt.gz"))
    body = f"<pre>{escape(text)}</pre>" if is_plain else _without_reach(text)
    return Response(
        body.encode("utf-8", "replace"),
        headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": RAW_POLICY},
    )


def _without_reach(markup: str) -> str:
    """Return a page without elements that could reach out of the sandbox."""
    tree = LexborHTMLParser(markup)
    for node in tree.css(_TAKEN_OUT):
        node.decompose()
    return tree.html or ""
