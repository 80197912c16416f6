"""Reads real-world XML: repairs it, and reads it element by element, in bounded memory.

Feeds and sitemaps often violate the rules of XML: bare ampersands, HTML entities, HTML tags in text, lines before the
declaration. Everything before the root element is discarded, including the document type, and named entities are
replaced by their characters, so that no entity is ever declared or expanded.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TypeAlias, cast

from lxml import etree

from dateline.tasks.core.discovery.xml_repairs import Repairs

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements
HEAD_CHARACTERS = 65_536
"""How many characters are searched for the root element."""
MAX_LOOSE_CHARACTERS = 2_000_000
"""The maximum amount of content in a wanted element, or between two of them, which is held in memory."""

_ROOT = re.compile(r"(?i)<(?:[a-z_][\w.-]*:)?(rss|feed|rdf|channel|urlset|sitemapindex)(?=[\s>/])")
_LONE_ENTRY = re.compile(r"(?i)(?:[\s\ufeff]|<\?[^<>]*>)*(?=<(?:[a-z_][\w.-]*:)?(entry)[\s>/])")
"""An Atom entry that is a document of its own. Elsewhere, entries are those of a feed, or of another vocabulary."""
_PROLOG = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<!doctype[^<>\[]*(?:\[.*?(?:\]\s*>|\Z))?")
_INSTRUCTION = re.compile(r"<\?[^<>]*>")
_NAMESPACES = {
    "atom": "www.w3.org/2005/atom purl.org/atom/ns",
    "dc": "purl.org/dc/elements/1.0 purl.org/dc/elements/1.1",
    "dcterms": "purl.org/dc/terms",
    "content": "purl.org/rss/1.0/modules/content",
    "sy": "purl.org/rss/1.0/modules/syndication",
    "feedburner": "rssnamespace.org/feedburner/ext/1.0",
    "media": "search.yahoo.com/mrss video.search.yahoo.com/mrss tools.search.yahoo.com/mrss www.rssboard.org/media-rss",
    "itunes": "www.itunes.com/dtds/podcast-1.0.dtd example.com/dtds/podcast-1.0.dtd",
    "news": "www.google.com/schemas/sitemap-news/0.9",
    "image": "www.google.com/schemas/sitemap-image/1.1",
    "video": "www.google.com/schemas/sitemap-video/1.1",
    "": (
        "purl.org/rss/1.0 purl.org/net/rss1.1 purl.org/rss/2.0 backend.userland.com/rss backend.userland.com/rss2 "
        "backend.userland.com/rss091 blogs.law.harvard.edu/tech/rss cyber.law.harvard.edu/rss/rss.html "
        "cyber.harvard.edu/rss/rss.html www.rssboard.org/rss-specification my.netscape.com/rdf/simple/0.9 "
        "channel.netscape.com/rdf/simple/0.9 my.netscape.com/publish/formats/rss-0.91.dtd "
        "www.w3.org/1999/02/22-rdf-syntax-ns "
        "www.sitemaps.org/schemas/sitemap/0.9 sitemaps.org/schemas/sitemap/0.9 www.google.com/schemas/sitemap/0.84 "
        "www.google.com/schemas/sitemap/0.9"
    ),
}
_PREFIXES = {uri: prefix for prefix, uris in _NAMESPACES.items() for uri in uris.split()}
"""The usual prefix of each namespace, by its lower-case URI without the scheme and the end, which publishers vary."""
_START_TAG = re.compile(r"<[^<>]*>")
_DEFAULT_NAMESPACE = re.compile(r"""\sxmlns\s*=\s*(["'])([^"'<>]*)\1""")
_ROOT_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):[A-Za-z]+")
_ATOM = "http://www.w3.org/2005/Atom"
_OWN = {
    "feed": _ATOM,
    "entry": _ATOM,
    "rss": "http://purl.org/rss/2.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "channel": "http://purl.org/net/rss1.1#",
    "urlset": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "sitemapindex": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
"""The namespace of each format."""
_GOOGLE_SITEMAPS = re.compile(r"sitemap-(news|image|video)")
"""Fragments that identify namespaces which publishers spell in many ways."""


def split_root(texts: Iterable[str]) -> tuple[str, str | None, Iterator[str]]:
    """Return the head before the root element, the root's local name in lower case, and the text from the root on.

    If the first `HEAD_CHARACTERS` contain no root element of a feed or sitemap, the name is None, the head is the
    beginning of the text, and the text is the rest.
    """
    texts = iter(texts)
    head = ""
    for text in texts:
        head += text
        bare = _PROLOG.sub(_blank, head[:HEAD_CHARACTERS])
        entry = _LONE_ENTRY.match(bare)
        root = entry or _ROOT.search(bare)
        if root:
            name, begins_at = root[1].lower(), entry.end() if entry else root.start()
            return head[:begins_at], name, chain([_with_own_namespace(head[begins_at:], name)], texts)
        if len(head) > HEAD_CHARACTERS:
            break
    return head, None, texts


def is_prolog(head: str) -> bool:
    """Return whether a head (see `split_root`) has only declarations and comments, as in XML without mistakes."""
    return not _INSTRUCTION.sub("", _PROLOG.sub("", head)).strip("\ufeff \t\r\n")


def _with_own_namespace(text: str, root: str) -> str:
    """Return the text with the namespace of the format declared, where the root's is unknown or not declared."""
    tag = _START_TAG.match(text)
    if tag is None:
        return text
    if (prefix := _ROOT_PREFIX.match(text)) and f"xmlns:{prefix[1]}" not in tag[0]:
        declared_at = prefix.end()
        return f'{text[:declared_at]} xmlns:{prefix[1]}="{_OWN[root]}"{text[declared_at:]}'
    declared = _DEFAULT_NAMESPACE.search(tag[0])
    if declared is None or not _qualified(f"{{{declared[2]}}}x").startswith("?:"):
        return text
    own = _ATOM if _OWN[root] == _ATOM else ""
    return text[: declared.start(2)] + own + text[declared.end(2) :]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _sliced(texts: Iterable[str]) -> Iterator[str]:
    """Yield the text in pieces so small that the elements of a piece take little memory."""
    for text in texts:
        for start in range(0, len(text), HEAD_CHARACTERS):
            yield text[start : start + HEAD_CHARACTERS]


def elements(texts: Iterable[str], names: frozenset[str], warnings: list[str]) -> Iterator[Element]:
    """Yield the root once something in it has ended, and then each element with one of the (local) names.

    Each element is removed from the tree when the next one ends, so that memory does not grow with their number.
    Nesting deeper than libxml2 allows, or more than `MAX_LOOSE_CHARACTERS` between two elements, ends the reading. If
    the XML is not well formed, ``warnings`` gets one warning.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    repairs = Repairs()
    root = None
    done: Element | None = None
    loose_characters = 0
    for characters, ended in _batches(parser, repairs.repaired(_sliced(texts))):
        loose_characters += characters
        for element in ended:
            if root is None:
                root = element.getroottree().getroot()
                yield root
            if local_name(element) in names:
                if done is not None and (parent := done.getparent()) is not None:
                    parent.remove(done)  # removes its tail, too, which is safe only after the parser has passed it
                done = element
                loose_characters = 0
                yield element
        if loose_characters > MAX_LOOSE_CHARACTERS:
            warnings.append("stopped reading, because too much other content followed")
            break
    faults = [*repairs.made, *(entry.message.partition("\n")[0] for entry in parser.feed_error_log)]
    if faults:
        warnings.append(f"not well formed ({faults[0]})")


def _batches(parser: etree.XMLPullParser, texts: Iterable[str]) -> Iterator[tuple[int, Iterator[Element]]]:
    """Yield the length of each piece with the elements that end in it, and finally those cut off by the end."""
    for text in texts:
        parser.feed(text.encode("utf-8", "replace"))
        yield len(text), _ended(parser)
    try:
        parser.feed(b"\n")  # so that the parser processes the last end tag before the end closes open elements
        yield 0, _ended(parser)
        parser.close()
    except etree.XMLSyntaxError:
        return  # there were no elements
    yield 0, iter(_cut_off(list(_ended(parser))))


def _cut_off(still_open: list[Element]) -> list[Element]:
    """Return the elements that were open at the end, without the text that was cut off with them.

    Such text is incomplete: half a URL, a date without its end.
    """
    for element in still_open:
        element.text = None
        for child in element:
            child.tail = None
        if len(element) == 0:
            element.clear()
    return still_open


def _ended(parser: etree.XMLPullParser) -> Iterator[Element]:
    yield from (element for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()))


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    return _local(str(element.tag))


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def qualified_name(element: Element) -> str:
    """Return an element's name in lower case, with the usual prefix of a known namespace (``dc:date``).

    Names of RSS and sitemaps have no prefix. Unknown namespaces have the prefix "?".
    """
    return _qualified(str(element.tag))


@lru_cache(maxsize=1024)
def _qualified(tag: str) -> str:
    namespace, _, name = tag.lower().rpartition("}")
    if not namespace:
        return name
    uri = namespace.removeprefix("{").strip().partition("://")[2].rstrip("/#")
    google = _GOOGLE_SITEMAPS.search(namespace)
    prefix = google[1] if google else _PREFIXES.get(uri, "?")
    return f"{prefix}:{name}" if prefix else name


def text_of(element: Element) -> str:
    """Return all text in an element, including its descendants'."""
    return "".join(map(str, element.itertext(with_tail=False))) if len(element) else element.text or ""
