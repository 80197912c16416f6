"""Parses a page: its tree, meta tags and structured data, each read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from dateline.tasks.core.cleaning import structured
from dateline.tasks.core.cleaning.elements import each_once
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.cleaning.nesting import tame
from dateline.tasks.core.cleaning.structured import JsonObject

_SECOND_ENDS = ",".join(f"[href{end}]" for end in ('$="2"', '$="2/"', '*="2.htm"', '*="2.php"', '*="2.asp"'))
_MARKED = (
    'meta,script[type*="ld+json" i],title,h1,link[rel~=canonical][href],time,[itemprop],[property*="date"],ruby'
    f",link[rel~=next][href],a:is([rel~=next][href],{_SECOND_ENDS})"
)
_PRICES = frozenset(("price", "lowPrice", "offers"))
_SECOND_URL = re.compile(
    r"(?:(?:[=/_]|(?:page|pagina|seite|strona|sida|side)-)2(?:\.html?)?/?|2\.(?:html?|php|aspx?))$"
)
"""The end of the URL of a second page. The number may follow the page's name at once: ``ferry2.htm``."""
_SHADOW_ROOT = b"shadowrootmode"
_WITH_SHADOW_ROOT = "template[shadowrootmode]"
"""Looking for such elements in the tree is faster than looking for the attribute in the source."""
_TEMPLATE = re.compile(rb"<(?P<end>/?)template\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_HEAD_TAGS = frozenset(("meta", "script", "title", "link"))
_PARSING = int(LexborDocumentOptions.WO_EVENTS)
"""Nothing listens to events of the tree. Parsing takes a tenth longer with them."""
_READINGS = ["rt", "rp", "rtc"]
"""The tags of ruby annotations, which show how characters are pronounced."""


@dataclass(slots=True)
class _Marks:
    """The elements that the readers need, by kind, in page order; of ``meta`` elements, only the attributes."""

    metas: list[dict[str, str | None]] = field(default_factory=list)
    scripts: list[LexborNode] = field(default_factory=list)
    titles: list[LexborNode] = field(default_factory=list)
    links: list[LexborNode] = field(default_factory=list)
    headings: list[LexborNode] = field(default_factory=list)
    headline_items: list[LexborNode] = field(default_factory=list)
    dated: list[LexborNode] = field(default_factory=list)
    next_links: list[LexborNode] = field(default_factory=list)
    second_links: list[LexborNode] = field(default_factory=list)
    is_priced: bool = False
    """Whether microdata states a price."""
    is_annotated: bool = False
    """Whether there are ruby annotations."""

    def add(self, node: LexborNode) -> None:
        """Add an element to the lists that it belongs to."""
        tag = node.tag
        if tag == "h1":
            self.headings.append(node)
            self.dated.append(node)
            return
        attributes = node.attributes
        itemprop = attributes.get("itemprop") or ""
        if tag == "time" or itemprop.startswith("date") or "date" in (attributes.get("property") or ""):
            self.dated.append(node)
        if tag == "meta":
            if "date" not in itemprop.lower() or (node.parent is not None and node.parent.tag == "head"):
                self.metas.append(attributes)  # what stands in the body may be a teaser's date
        elif tag in {"script", "title"}:
            (self.scripts if tag == "script" else self.titles).append(node)
        elif tag == "ruby":
            self.is_annotated = True
        elif tag in {"link", "a"}:
            self._add_link(node, tag, attributes)
        self.is_priced |= itemprop in _PRICES
        if itemprop and "headline" in itemprop.split() and tag not in _HEAD_TAGS:
            self.headline_items.append(node)

    def _add_link(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> None:
        relations = (attributes.get("rel") or "").lower().split()
        if tag == "link" and "canonical" in relations:
            self.links.append(node)
        if "next" in relations and "href" in attributes:
            self.next_links.append(node)
        if tag == "a" and _SECOND_URL.search(attributes.get("href") or ""):
            self.second_links.append(node)


def _with_shadow_roots(page: bytes) -> bytes:
    """Return the page with its declarative shadow roots, which browsers show, as plain elements.

    Other templates are what scripts make elements of, and stay unseen.
    """
    opened: list[bool] = []

    def replaced(tag: re.Match[bytes]) -> bytes:
        if not tag["end"]:
            opened.append(_SHADOW_ROOT in tag["attributes"])
            return b"<div>" if opened[-1] else tag[0]
        return b"</div>" if opened and opened.pop() else tag[0]

    return _TEMPLATE.sub(replaced, page)


class Document:
    """A parsed HTML page. Costly parts are computed once, on first use, and shared by all readers."""

    def __init__(self, body: bytes, url: str | None = None, content_type: str | None = None) -> None:
        self.url = url
        self._decoded = decode(body, content_type)
        utf8 = self._decoded.utf8
        source = utf8.replace(b"\0", b"") if b"\0" in utf8 else utf8
        self.tree = LexborHTMLParser(tame(source), options=_PARSING)
        if self.tree.css_first(_WITH_SHADOW_ROOT) is not None:
            self.tree = LexborHTMLParser(tame(_with_shadow_roots(source)), options=_PARSING)

    @property
    def charset(self) -> str:
        """Python's name of the page's original encoding."""
        return self._decoded.charset

    @property
    def legible(self) -> bool:
        """Whether an encoding was found in which the page makes sense."""
        return self._decoded.legible

    @cached_property
    def html(self) -> str:
        """The decoded source of the page, which few pages need."""
        return self._decoded.text

    def mentions(self, words: bytes) -> bool:
        """Return whether the source has these bytes, in UTF-8. That is told sooner than whether an element has them."""
        return words in self._decoded.utf8

    @property
    def root(self) -> LexborNode:
        """The ``html`` element, which the parser creates for any input. It has no readings of ruby annotations."""
        _ = self._marks  # which removes the readings
        root = self.tree.root
        if root is None:
            raise AssertionError("lexbor makes a root for any input")  # unreachable, for the type checker
        return root

    @cached_property
    def _marks(self) -> _Marks:
        """The results of a single query, because walking the tree costs more than processing its elements.

        Also removes the readings of ruby annotations from the tree.
        """
        marks = self._find_marks()
        if marks.is_annotated:
            self.tree.strip_tags(_READINGS)
            marks = self._find_marks()
        return marks

    def _find_marks(self) -> _Marks:
        marks = _Marks()
        for node in each_once(self.tree.css(_MARKED)):
            marks.add(node)
        return marks

    @property
    def headings(self) -> list[LexborNode]:
        """The ``h1`` elements."""
        return self._marks.headings

    @property
    def headline_items(self) -> list[LexborNode]:
        """The elements, other than headings, that microdata marks as the headline."""
        return self._marks.headline_items

    @property
    def dated_elements(self) -> list[LexborNode]:
        """The ``h1`` and ``time`` elements, and those that microdata or RDFa mark as a date."""
        return self._marks.dated

    @cached_property
    def paragraphs(self) -> list[LexborNode]:
        """The ``p`` elements."""
        return self.tree.css("p")

    @cached_property
    def lines(self) -> list[LexborNode]:
        """The ``p``, ``h2`` to ``h6``, ``strong``, ``b``, ``dt`` and ``th`` elements, found in one walk of the tree."""
        return self.tree.css("p, h2, h3, h4, h5, h6, strong, b, dt, th")

    @cached_property
    def body_text(self) -> str:
        """All text of the body, which few pages need."""
        body = self.tree.body
        return (body.text(separator=" ") or "") if body is not None else ""

    @cached_property
    def title(self) -> str:
        """The text of the ``title`` element with collapsed white space, or ""."""
        titles = self._marks.titles
        return structured.clean_string(titles[0].text()) if titles else ""

    @property
    def canonical_links(self) -> list[LexborNode]:
        """The ``link`` elements with a canonical URL."""
        return self._marks.links

    @property
    def is_priced(self) -> bool:
        """Whether microdata states a price."""
        return self._marks.is_priced

    @property
    def next_links(self) -> list[LexborNode]:
        """The ``link`` and ``a`` elements with ``rel=next``."""
        return self._marks.next_links

    @property
    def second_links(self) -> list[LexborNode]:
        """The ``a`` elements whose URL ends like that of a second page."""
        return self._marks.second_links

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Non-empty ``meta`` contents by lower-case ``property``, ``name`` or ``itemprop``, in page order."""
        found: dict[str, list[str]] = {}
        for attributes in self._marks.metas:
            content = (attributes.get("content") or "").strip()
            if not content:
                continue
            for key in ("property", "name", "itemprop"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().casefold(), []).append(content)
        return found

    @cached_property
    def json_ld(self) -> tuple[JsonObject, ...]:
        """All JSON-LD objects of the page, with ``@graph`` and lists flattened, in page order."""
        return tuple(node for script in self._marks.scripts for node in structured.parse_json_ld(script.text()))

    @cached_property
    def article(self) -> JsonObject:
        """The JSON-LD object of the page's article, or ``{}``."""
        return structured.main_article(self.json_ld, self.url)

    def resolve(self, value: object) -> JsonObject:
        """Return the object that a JSON-LD value is, or refers to by ``@id``, or ``{}`` for anything else."""
        if isinstance(value, str):
            return self._by_id.get(value, {})
        if not isinstance(value, dict):
            return {}
        if len(value) <= 2 and isinstance(identifier := value.get("@id"), str):  # noqa: PLR2004 - @id, and perhaps @type
            return self._by_id.get(identifier, value)
        return value

    @cached_property
    def _by_id(self) -> dict[str, JsonObject]:
        """The objects of the page that have more than an ``@id``, by ``@id``."""
        return {node["@id"]: node for node in self.json_ld if isinstance(node.get("@id"), str) and len(node) > 1}

    def select_first(self, selector: str) -> LexborNode | None:
        """Return the first element that matches a source's CSS selector, or None, also if the selector is invalid."""
        nodes = self.select(selector)
        return nodes[0] if nodes else None

    def select(self, selector: str) -> list[LexborNode]:
        """Return the elements that match a source's CSS selector, in page order. None match an invalid selector."""
        try:
            return self.tree.css(selector)
        except SelectolaxError:
            return []
