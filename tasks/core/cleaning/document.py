"""Bytes into a parsed page: one tree, its meta tags and its structured data, each read once."""

from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tasks.core.cleaning import structured
from tasks.core.cleaning.charset import decode
from tasks.core.cleaning.nesting import tame
from tasks.core.cleaning.structured import JsonObject


class Document:
    """A parsed HTML page. Everything costly is read once, on first use, and shared by all readers."""

    def __init__(self, body: bytes, url: str | None = None, content_type: str | None = None) -> None:
        self.url = url
        decoded = decode(body, content_type)
        self.charset, self.html = decoded.charset, decoded.text
        utf8 = decoded.utf8.replace(b"\0", b"") if b"\0" in decoded.utf8 else decoded.utf8
        self.tree = LexborHTMLParser(tame(utf8))

    @property
    def root(self) -> LexborNode:
        """The ``html`` element (the parser makes one for any input)."""
        root = self.tree.root
        if root is None:
            raise AssertionError("lexbor makes a root for any input")  # unreachable; it keeps the type honest
        return root

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """``meta`` contents by lower-case ``property``, ``name`` or ``itemprop``, in page order, blanks left out."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            content = (node.attributes.get("content") or "").strip()
            for key in ("property", "name", "itemprop"):
                name = (node.attributes.get(key) or "").strip().casefold()
                if name and content:
                    found.setdefault(name, []).append(content)
        return found

    @cached_property
    def json_ld(self) -> tuple[JsonObject, ...]:
        """Every JSON-LD object of the page, ``@graph`` and lists opened, in page order."""
        scripts = self.tree.css('script[type*="ld+json" i]')
        return tuple(node for script in scripts for node in structured.parse_json_ld(script.text()))

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
