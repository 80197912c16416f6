"""Bytes into a parsed page: one tree, its meta tags and its structured data, each read once."""

from collections import defaultdict
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tasks.core.cleaning import structured
from tasks.core.cleaning.charset import decode
from tasks.core.cleaning.nesting import tame
from tasks.core.cleaning.structured import JsonObject

_MARKED = 'meta[content],script[type*="ld+json" i],title,h1,link[rel~=canonical][href],[itemprop~=headline]'
_TAGS_OF_INTEREST = frozenset({"meta", "script", "title", "h1", "link"})


class Document:
    """A parsed HTML page. Everything costly is read once, on first use, and shared by all readers."""

    def __init__(self, body: bytes, url: str | None = None, content_type: str | None = None) -> None:
        self.url = url
        self._decoded = decode(body, content_type)
        utf8 = self._decoded.utf8
        self.tree = LexborHTMLParser(tame(utf8.replace(b"\0", b"") if b"\0" in utf8 else utf8))

    @property
    def charset(self) -> str:
        """The encoding that the page came in, by its Python name."""
        return self._decoded.charset

    @cached_property
    def html(self) -> str:
        """The page as it was sent, decoded: of use for few pages."""
        return self._decoded.text

    @property
    def root(self) -> LexborNode:
        """The ``html`` element (the parser makes one for any input)."""
        root = self.tree.root
        if root is None:
            raise AssertionError("lexbor makes a root for any input")  # unreachable; it keeps the type honest
        return root

    @cached_property
    def _marked(self) -> dict[str, list[LexborNode]]:
        """The elements that every page is asked for, found in one walk through the tree, by tag or by what they are."""
        found: dict[str, list[LexborNode]] = defaultdict(list)
        for node in self.tree.css(_MARKED):
            tag = node.tag or ""
            found[tag if tag in _TAGS_OF_INTEREST else "headline"].append(node)
        return found

    @property
    def headings(self) -> list[LexborNode]:
        """The ``h1`` elements."""
        return self._marked["h1"]

    @property
    def headline_items(self) -> list[LexborNode]:
        """The elements other than headings that microdata calls the headline."""
        return self._marked["headline"]

    @cached_property
    def title(self) -> str:
        """The ``title`` element's text, white space folded; empty where there is none."""
        titles = self._marked["title"]
        return structured.clean_string(titles[0].text()) if titles else ""

    @property
    def canonical_links(self) -> list[LexborNode]:
        """The ``link`` elements that call a URL canonical."""
        return self._marked["link"]

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """``meta`` contents by lower-case ``property``, ``name`` or ``itemprop``, in page order, blanks left out."""
        found: dict[str, list[str]] = {}
        for node in self._marked["meta"]:
            attributes = node.attributes
            content = (attributes.get("content") or "").strip()
            if not content:
                continue
            for key in ("property", "name", "itemprop"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().casefold(), []).append(content)
        return found

    @cached_property
    def json_ld(self) -> tuple[JsonObject, ...]:
        """Every JSON-LD object of the page, ``@graph`` and lists opened, in page order."""
        return tuple(node for script in self._marked["script"] for node in structured.parse_json_ld(script.text()))

    @cached_property
    def article(self) -> JsonObject:
        """The JSON-LD object that describes the page's article; ``{}`` where there is none."""
        return structured.main_article(self.json_ld, self.url)

    def resolve(self, value: object) -> JsonObject:
        """Return the object that a JSON-LD value is or refers to by ``@id``, ``{}`` for anything else."""
        if isinstance(value, str):
            return self._by_id.get(value, {})
        if not isinstance(value, dict):
            return {}
        if len(value) <= 2 and isinstance(identifier := value.get("@id"), str):  # noqa: PLR2004 - @id, maybe @type
            return self._by_id.get(identifier, value)
        return value

    @cached_property
    def _by_id(self) -> dict[str, JsonObject]:
        """The objects of the page that have more than an ``@id``, by it."""
        return {node["@id"]: node for node in self.json_ld if isinstance(node.get("@id"), str) and len(node) > 1}

    def select_first(self, selector: str) -> LexborNode | None:
        """Return the first element for a source's CSS selector; None where there is none or the selector is wrong."""
        nodes = self.select(selector)
        return nodes[0] if nodes else None

    def select(self, selector: str) -> list[LexborNode]:
        """Return the elements for a source's CSS selector, in page order; none where the selector is wrong."""
        try:
            return self.tree.css(selector)
        except SelectolaxError:
            return []
