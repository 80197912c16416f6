"""Atom feeds (RFC 4287): the latest articles of a source, and edited and vanished ones."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from xml.etree import ElementTree as ET

from starlette.responses import Response

from dateline.flows.browse import addresses
from dateline.flows.browse.html import short
from dateline.flows.browse.lines import line_of
from dateline.flows.browse.pages.changes import Edit, VanishedPage, changes_of
from dateline.flows.browse.resources import Asked, MissingError
from dateline.tasks.core.models import Article, Window
from dateline.tasks.core.web.urls import is_http
from dateline.tasks.listing import list_articles

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow (section 2.2)."""

ET.register_namespace("", _ATOM)


def of_source(asked: Asked) -> Response:
    """Return the latest articles of a source."""
    name = str(asked.place["source"])
    asked.room.catch_up()
    found = list_articles(asked.room.settings, Window(), name, _ENTRIES)
    if not found.articles and asked.room.source(name) is None:
        raise MissingError(f"There is no source {name}, either configured or archived.")
    updated = max((article.fetched_at for article in found.articles), default=_NEVER)
    feed = _feed(f"urn:dateline:source:{name}", name, updated, f"/feeds/{name}.xml", addresses.of_source(name))
    for article in found.articles:
        _add_article(feed, article)
    return _response(feed)


def of_changes(asked: Asked) -> Response:
    """Return edited and vanished articles, the latest first."""
    found = changes_of(asked)
    both: list[Edit | VanishedPage] = sorted((*found.edits, *found.vanished), key=lambda one: one.seen_at, reverse=True)
    updated = both[0].seen_at if both else _NEVER
    feed = _feed("urn:dateline:changes", "Edited and vanished articles", updated, "/changes.xml", "/changes")
    for one in both:
        if isinstance(one, Edit):
            _add_edit(feed, one)
        else:
            _add_vanished(feed, one)
    return _response(feed)


def _feed(identity: str, title: str, updated: datetime, address: str, page: str) -> ET.Element:
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", identity)
    _add(feed, "title", title)
    _add(feed, "updated", _at(updated))
    _link(feed, address, "self")
    _link(feed, page, "alternate")
    _add(feed, "generator", "dateline")
    return feed


def _add_article(feed: ET.Element, article: Article) -> None:
    line = line_of(article)
    entry = _entry(feed, f"urn:dateline:article:{article.id}", article.headline, article.fetched_at, article.authors)
    _add(entry, "published", _at(article.published_at))
    if is_http(article.url):
        _link(entry, article.url, "alternate")
        _link(entry, line.address, "related")
    else:
        _link(entry, line.address, "alternate")
    if article.summary:
        _add(entry, "summary", article.summary)
    paragraphs = (f"<p>{escape(part)}</p>" for part in article.text.split("\n\n") if part.strip())
    _add(entry, "content", "".join(paragraphs), type="html")


def _add_edit(feed: ET.Element, edit: Edit) -> None:
    line = edit.article
    title = f"Edited: {line.headline}"
    entry = _entry(feed, f"urn:dateline:edit:{line.id}", title, edit.seen_at, (line.publisher,))
    _link(entry, f"{line.address}/revisions", "alternate")
    _link(entry, line.url, "related")
    shown = (
        f"<h2>{escape(change.field)}</h2><p><del>{_value(change.before)}</del></p><p><ins>{_value(change.after)}</ins></p>"
        for change in edit.changes
    )
    _add(entry, "content", "".join(shown), type="html")


def _add_vanished(feed: ET.Element, page: VanishedPage) -> None:
    title = f"Vanished: {page.headline or page.url}"
    identity = f"urn:dateline:vanished:{page.rejection.removeprefix('/rejections/')}"
    entry = _entry(feed, identity, title, page.seen_at, (page.source,))
    _link(entry, page.article, "alternate")
    _link(entry, page.url, "related")
    _add(entry, "content", page.detail)


def _entry(feed: ET.Element, identity: str, title: str, updated: datetime, authors: Iterable[str]) -> ET.Element:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", identity)
    _add(entry, "title", short(title))
    _add(entry, "updated", _at(updated))
    for name in authors or ("unknown",):
        _add(ET.SubElement(entry, f"{{{_ATOM}}}author"), "name", name)
    return entry


def _link(entry: ET.Element, target: str, relation: str) -> None:
    if target.startswith("/") or is_http(target):
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": relation, "href": _allowed(target)})


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = _allowed(text)


def _allowed(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _value(value: object) -> str:
    shown = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return "<br>".join(map(escape, shown.splitlines()))


def _at(moment: datetime) -> str:
    # Not `%Y`, which has fewer digits for years before 1000.
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _response(feed: ET.Element) -> Response:
    return Response(ET.tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml")
