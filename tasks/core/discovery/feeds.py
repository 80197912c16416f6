"""Reads feeds into page references: RSS 0.9x to 2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, JSON Feed.

One reader handles all XML formats, because publishers mix vocabularies: Atom links in RSS, Dublin Core dates in both.
"""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.feed_entry import (
    MAX_ENTRIES,
    Entry,
    FeedReading,
    Origin,
    references,
)
from dateline.tasks.core.discovery.feed_json import read_json_feed
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.discovery.sniff import sniff
from dateline.tasks.core.discovery.xml_stream import Element, elements, local_name, qualified_name, split_root, text_of
from dateline.tasks.core.web.content_types import named_no_page
from dateline.tasks.core.web.urls import absolute, is_http

MAX_FEED_BYTES = 50_000_000
"""The maximum size of a feed after decompression. The rest is not read."""
MAX_CHILDREN = 1_000
"""How many elements of an entry are examined."""

KINDS = {"rss": "rss", "rdf": "rdf", "channel": "rss", "feed": "atom", "entry": "atom"}
_ENTRIES = frozenset({"item", "entry"})
_LEAVES = frozenset({"title", "link", "guid", "description", "pubdate", "category", "dc:creator", "dc:date"})
"""Elements that contain only text, unless an end tag is missing."""
_TITLES = ("title", "atom:title", "dc:title", "media:title")
_SUMMARIES = ("description", "atom:summary", "summary", "dc:description", "atom:content", "content", "content:encoded")
_PUBLISHED = (
    "pubdate",
    "atom:published",
    "published",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:issued",
    "date",
)
_MODIFIED = ("atom:updated", "updated", "dcterms:modified", "atom:modified", "lastbuilddate")
_AUTHORS = ("dc:creator", "atom:author", "author")
_OF_A_PERSON = frozenset({"name", "uri", "url", "email"})
"""The elements of a person construct (RFC 4287, section 3.2; Atom 0.3)."""
_ALTERNATE = frozenset({"alternate", "http://www.iana.org/assignments/relation/alternate"})
_PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_MAX_POLL_HINT_S = 31_536_000
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_Children = dict[str, list[Element]]


def read_feed(  # noqa: PLR0913 - all but the body by keyword
    body: bytes,
    *,
    source: str,
    via: str,
    content_type: str | None = None,
    timezone: str | None = None,
    base: str | None = None,
) -> FeedReading:
    """Return the content of a feed. Bytes that are not a feed give no references and a warning.

    ``via`` is the feed's URL, and ``base`` the one after redirects, where relative links start; ``content_type`` is the
    header as received; ``timezone`` is the source's IANA zone for timestamps without one (default: UTC). Never raises;
    linear in time.
    """
    warnings: list[str] = []
    data = b"".join(inflated([body], MAX_FEED_BYTES, warnings))
    texts = decoded([data], content_type, warnings)
    head, root, rest = split_root(texts)
    feed = Origin(source, via, timezone, base)
    if root in KINDS:
        return read_feed_xml(rest, KINDS[root], feed, warnings)
    reading = read_json_feed(head, feed, warnings) if head.lstrip()[:1] == "{" else None
    if reading is None:
        what = "it looks like a sitemap" if root else sniff(head)
        reading = FeedReading(warnings=(*warnings, f"not a feed: {what}"))
    return reading


def read_feed_xml(texts: Iterable[str], kind: str, feed: Origin, warnings: list[str]) -> FeedReading:
    """Return the content of a feed whose text begins with its root element (see `split_root`)."""
    stream = elements(texts, _ENTRIES, warnings)
    root = next(stream, None)
    if root is None:
        return FeedReading(warnings=(*warnings, "not a feed: its root element is empty"))
    refs = references(_entries(stream, feed.base or feed.via, warnings), feed, warnings)
    head = _children(root)
    for channel in head.get("channel", []):
        for name, nodes in _children(channel).items():
            head.setdefault(name, []).extend(nodes)
    return FeedReading(refs, tuple(warnings), kind, _poll_hint_s(head))


def _entries(stream: Iterator[Element], via: str, warnings: list[str]) -> Iterator[Entry]:
    for count, element in enumerate(stream):
        if count == MAX_ENTRIES:
            warnings.append(f"only the first {MAX_ENTRIES} entries were read")
            return
        yield _entry(element, via)


def _entry(element: Element, via: str) -> Entry:
    children = _children(element)
    return Entry(
        links=tuple(_links(element, children)),
        base=_base(element, via),
        title=_first_text(children, _TITLES),
        summary=_first_text(children, _SUMMARIES),
        authors=tuple(_authors(children)) or tuple(_authors_of_feed(element)),
        published=tuple(_texts(children, _PUBLISHED)),
        modified=tuple(_texts(children, _MODIFIED)),
    )


def _children(element: Element) -> _Children:
    """Return the children by qualified name. Elements inside an unclosed child count as its parent's."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    waiting = list(islice(element, MAX_CHILDREN))
    for child in waiting:
        name = qualified_name(child)
        found[name].append(child)
        if len(child) and name in _LEAVES and _has_swallowed(child):
            waiting.extend(islice(child, MAX_CHILDREN - len(waiting)))
    return dict(found)


def _has_swallowed(leaf: Element) -> bool:
    return any(qualified_name(node) in _LEAVES or local_name(node) in _ENTRIES for node in leaf)


def _first_text(children: _Children, names: Iterable[str]) -> str | None:
    return next(_texts(children, names), None)


def _texts(children: _Children, names: Iterable[str]) -> Iterator[str]:
    nodes = (node for name in names for node in children.get(name, ()))
    yield from (text for node in nodes if (text := _text(node).strip()))


def _text(node: Element) -> str:
    text = node.text or "" if len(node) == 0 or _has_swallowed(node) else text_of(node)
    if node.get("mode", "").lower() != "base64":  # Atom 0.3
        return text
    try:
        return b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except ValueError:
        return text


def _links(element: Element, children: _Children) -> Iterator[str]:
    """Yield links to the entry's page, the best first. Some may be invalid."""
    nodes = [*children.get("link", ()), *children.get("atom:link", ())]
    yield from (text_of(node) for node in children.get("feedburner:origlink", ()))
    alternates = [node for node in nodes if _leads_to_the_page(node)]
    yield from (_on_own_base(node, node.text or "") for node in alternates if not node.get("href"))
    alternates.sort(key=lambda node: "html" not in node.get("type", "text/html"))
    yield from (_on_own_base(node, node.get("href", "")) for node in alternates)
    names = [*children.get("guid", ()), *children.get("atom:id", ()), *children.get("id", ())]
    about = [str(value) for name, value in element.attrib.items() if str(name).endswith("}about")]
    yield from (name for name in [*map(text_of, names), *about] if is_http(name))
    yield from (node.get("src", "") for node in children.get("atom:content", ()) if not named_no_page(node.get("type")))


def _on_own_base(link: Element, address: str) -> str:
    """Return an address, absolute if the link has an absolute ``xml:base`` of its own."""
    base = link.get(_BASE)
    return (absolute(base, address) if base and is_http(base) else None) or address


def _leads_to_the_page(link: Element) -> bool:
    """Return whether a link's relation and type, if it states them, are those of the entry's page.

    Relations are compared as in HTML: several may be stated, in any case (RFC 8288, section 3.3).
    """
    relations = link.get("rel", "").casefold().split() or ["alternate"]
    return not _ALTERNATE.isdisjoint(relations) and not named_no_page(link.get("type"))


def _authors(children: _Children) -> Iterator[str]:
    nodes = [node for name in _AUTHORS for node in children.get(name, ())] or children.get("itunes:author", [])
    for node in nodes:
        listed = [part for part in node.iterdescendants() if local_name(part) == "li"]
        if listed:  # an RDF list, as Dublin Core permits
            yield from map(text_of, listed[:MAX_CHILDREN])
            continue
        parts = {local_name(part): text_of(part) for part in reversed(node)}
        if name := parts.get("name", "") if parts.keys() & _OF_A_PERSON else text_of(node):
            yield name


def _authors_of_feed(entry: Element) -> Iterator[str]:
    """Yield the authors of an Atom entry without its own: its source's, or its feed's (RFC 4287, section 4.1.1)."""
    if qualified_name(entry) != "atom:entry":
        return
    source = [node for node in islice(entry, MAX_CHILDREN) if qualified_name(node) == "atom:source"]
    feed = entry.getparent()
    for around in [*source, *([] if feed is None else [feed])]:
        nodes = [node for node in islice(around, MAX_CHILDREN) if qualified_name(node) == "atom:author"]
        if nodes:
            yield from _authors({"atom:author": nodes})
            return


def _base(element: Element, via: str) -> str:
    """Return the base URL of an entry's relative links: ``xml:base``, the feed's URL, or its site's."""
    around = [element, *element.iterancestors()]
    base = via
    for node in reversed(around):
        base = absolute(base, node.get(_BASE, "")) or base
    if is_http(base):
        return base
    sites = (text_of(link).strip() for node in around[1:] for link in node if qualified_name(link) == "link")
    return next((site for site in sites if is_http(site)), base)


def _poll_hint_s(head: _Children) -> float | None:
    """Return the interval in seconds from RSS's ``ttl`` (minutes), or the syndication module's period and frequency."""
    ttl = _first_text(head, ("ttl",))
    if ttl and ttl.isdecimal() and len(ttl) < len(str(_MAX_POLL_HINT_S)):
        return float(min(int(ttl) * 60, _MAX_POLL_HINT_S)) or None
    period_s = _PERIODS_S.get((_first_text(head, ("sy:updateperiod",)) or "").lower())
    frequency = _first_text(head, ("sy:updatefrequency",)) or "1"
    times = int(frequency) if frequency.isdecimal() and len(frequency) < len(str(_MAX_POLL_HINT_S)) else 1
    return period_s / max(times, 1) if period_s else None
