"""Defuses markup that would make a parser slow or fill the memory, before it is parsed.

The HTML standard's tree construction is quadratic in the depth of the tree, in the attributes of one tag, in the
options of a ``select``, and in formatting elements that are never closed (each is made again in every paragraph that
follows). Browsers cap the depth at 512; the other caps here are as far from any real page. What a cap drops is a tag,
never text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MAX_DEPTH = 512
"""The maximum number of open elements, as in Blink and WebKit."""
MAX_FORMATTING = 24
"""The maximum number of open formatting elements."""
MAX_ELEMENTS = 200_000
"""The maximum number of elements of a page, including those that a parser recreates."""
MAX_OPTIONS = 1500
MAX_ROOTS = 4
"""The maximum number of ``html`` and ``body`` tags. Each further tag merges its attributes into the first."""
MAX_ATTRIBUTES = 400
"""The maximum number of attributes of a tag. A tag with more loses all of them."""

_SUSPECT_TAGS = 8000
"""The number of tags from which a page is examined closely."""
_SUSPECT_PRODUCT = 1_000_000
"""The product of all tags and formatting tags from which a page is examined closely: as many may be recreated."""
_HARMLESS_TAGS = 2000
"""The number of tags for which no such product can be reached."""
_SUSPECT_TAG_BYTES = 20_000
_SUSPECT_SQUARES = 12_000**2
_ATTRIBUTE_MARKS = b" \t\n\r\f/\"'"
"""The characters before and after an attribute."""
_TAG_START = re.compile(rb"<[A-Za-z]")
_ATTRIBUTE = rb"""[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+
    (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>][^ \t\n\f\r>]*+)?+)?+"""
_TAG = re.compile(
    rb"""<(?:!--(?:-?>|.*?(?:--!?>|\Z))
    |(?P<section>!\[CDATA\[)
    |[!?][^>]*+(?:>|\Z)
    |/(?![A-Za-z])[^>]*+(?:>|\Z)
    |(?P<end>/?)(?P<name>[A-Za-z][^ \t\n\f\r/>]*+)(?P<attributes>(?:[ \t\n\f\r/]++|%s)*+)(?:>|\Z))"""
    % _ATTRIBUTE,
    re.DOTALL | re.VERBOSE,
)
"""What begins with ``<``, as the HTML standard's tokenizer reads it: a comment; the beginning of a CDATA section; what
is taken for a comment, such as ``<!x>``, ``<?x>`` and ``</<title>``; a start or end tag."""
_CLOSES_ITSELF = re.compile(rb"(?:[ \t\n\f\r/]*+%s)*+[ \t\n\f\r/]*/" % _ATTRIBUTE, re.VERBOSE)
"""The attributes of a tag that ends with a slash which is not part of a value."""
_RAW_TEXT = frozenset(b"script style textarea title xmp iframe noembed noframes plaintext".split())
"""Elements whose content is not markup."""
_RAW_END = {name: re.compile(rb"</%s(?=[ \t\n\f\r/>])" % name) for name in _RAW_TEXT - {b"plaintext"}} | {
    b"plaintext": re.compile(rb"(?!)")
}
"""The end of such content, in lower case. Plain text has none."""
_ESCAPED = {b"script": rb"\u003c"}
"""How ``<`` is written in the content of such an element, if not as ``&lt;``: JSON keeps its meaning."""
_OLD_MARKS = re.compile(rb"(?:\s*(?:/\*|//)?\s*<!(?:--|\[CDATA\[))++")
"""What hid scripts from old browsers, at their beginning."""
_BARRIERS = frozenset(
    b"applet caption marquee object select table template".split()
    + b"annotation-xml desc foreignobject mi mn mo ms mtext".split()
)
"""Elements inside which an end tag does not close what is open around them."""
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_NEXT = frozenset(b"p li dt dd td th tr option thead tbody tfoot colgroup".split())
_ITEMS = {b"li": b"li", b"dt": b"dl", b"dd": b"dl"}
"""Items of lists by their kind. Only the next of its kind closes one, so items of both kinds in turn nest."""
_FOREIGN = frozenset(b"svg math".split())
"""Elements inside which no element is void or closed by the next one, and any may close itself (``<path/>``)."""
_INTEGRATING = {
    b"svg": frozenset(b"desc foreignobject".split()),
    b"math": frozenset(b"annotation-xml mi mn mo ms mtext".split()),
}
"""Elements in these whose content is ordinary again."""
_ENDS_FOREIGN = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing".split()
    + b"menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
"""Elements that cannot be inside these, and so close them (HTML standard, 13.2.6.5)."""
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_REMADE_NAMES = sorted(_FORMATTING - {b"a"})
"""Formatting elements of which many can be open at a time. A link ends the previous one, and so is not listed."""
_REMADE = re.compile(
    rb"<[%s](?:%s)[\s/>]" % (b"".join(n[:1] for n in _REMADE_NAMES), b"|".join(n[1:] for n in _REMADE_NAMES)),
    re.IGNORECASE,
)
"""Their start tags, and some similar ones: an alternation of full names would take 50 % longer."""
_OPTIONS = frozenset(b"option optgroup".split())
_ROOTS = frozenset(b"html body".split())
_QUOTED = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ANY_TAG = re.compile(rb"<[!/A-Za-z][^<>]*+>?")
_MARK = re.compile(rb"[\s/]+")


def tame(page: bytes) -> bytes:
    """Return the page without the tags beyond the limits, or the unchanged page if it has no dangerous markup.

    ``page`` is UTF-8. Takes time linear in its length, and very little for real pages.
    """
    return _capped(page) if _is_suspect(page) else page


def _is_suspect(page: bytes) -> bool:
    tags = len(page) - len(page.replace(b">", b""))  # the same as `count`, in half the time
    if tags > _SUSPECT_TAGS or (_may_hold_crowded_tag(page) and any(_is_crowded(tag) for tag, _ in _tags(page))):
        return True
    return tags > _HARMLESS_TAGS and tags * len(_REMADE.findall(page)) > _SUSPECT_PRODUCT


def _may_hold_crowded_tag(page: bytes) -> bool:
    """Return whether a long stretch without ``>`` may be a tag with so many attributes that parsing takes long.

    Parsing takes time quadratic in the attributes of a tag. Most such stretches are scripts, which are harmless.
    """
    half = _SUSPECT_TAG_BYTES // 2
    start = squares = 0
    while start < len(page):
        after = page.find(b">", start, start + half)
        if after < 0:
            before, after = page.rfind(b">", 0, start) + 1, page.find(b">", start)
            after = after if after >= 0 else len(page)
            opening = page.find(b"<", before, after)  # which is faster than the pattern
            if opening >= 0 and (tag := _TAG_START.search(page, opening, after)):
                stretch = page[tag.start() : after]
                squares += (len(stretch) - len(stretch.translate(None, _ATTRIBUTE_MARKS))) ** 2
            start = after
        start += half
    return squares > _SUSPECT_SQUARES


def _tags(
    page: bytes, is_empty: Callable[[re.Match[bytes]], bool] = lambda _: False
) -> Iterator[tuple[re.Match[bytes], int]]:
    """Yield start and end tags, and the beginnings of CDATA sections, as a tokenizer sees them.

    Each comes with the end of the text that follows it and is not markup, as in a script; usually that is its own end.
    ``is_empty`` says of the start of such an element that it has no content.
    """
    lowered = b""
    at = 0
    while match := _TAG.search(page, at):
        at = match.end()
        if match["name"] is None:
            if match["section"]:
                yield match, at
            continue
        name = match["name"].lower()
        if name in _RAW_TEXT and not match["end"] and not is_empty(match):
            lowered = lowered or page.lower()
            closing = _RAW_END[name].search(lowered, at)
            at = closing.start() if closing else len(page)
        yield match, at


@dataclass(slots=True)
class _Level:
    """What is open in a barrier, or outside of all."""

    barrier: bytes = b""
    open: Counter[bytes] = field(default_factory=Counter)
    foreign: bytes = b""
    """The foreign element, ``svg`` or ``math``, whose rules hold; else empty."""


class _Caps:
    """The elements that are open at a point of the page, by name."""

    def __init__(self) -> None:
        self.levels = [_Level()]
        self.dropped: Counter[bytes] = Counter()
        self.seen: Counter[bytes] = Counter()
        self.depth = self.formatting = self.elements = 0
        self.item = b""
        """The kind of the last list item."""

    def is_empty(self, tag: re.Match[bytes]) -> bool:
        """Return whether a start tag is that of an empty element in a picture or formula, such as ``<title/>``."""
        return bool(self.levels[-1].foreign) and _CLOSES_ITSELF.fullmatch(tag["attributes"]) is not None

    def keeps_start(self, name: bytes, attributes: bytes) -> bool:
        """Record a start tag, and return whether to keep it."""
        self.seen[name] += 1
        self.elements += 1 + self.formatting
        if name in _RAW_TEXT:
            return True
        level = self.levels[-1]
        foreign = b"" if name in _ENDS_FOREIGN else level.foreign or (name if name in _FOREIGN else b"")
        stays_open = self._stays_open(name, foreign, attributes)
        formatting = name in _FORMATTING
        over = (
            (self.depth >= MAX_DEPTH and stays_open)
            or (formatting and self.formatting >= MAX_FORMATTING)
            or (name in _OPTIONS and self.seen[name] > MAX_OPTIONS)
            or (name in _ROOTS and self.seen[name] > MAX_ROOTS)
        )
        if over:
            self.dropped[name] += stays_open
            return False
        if level.foreign and not foreign:
            for each in _FOREIGN:
                self._count(each, -level.open[each])
        if not stays_open:
            return True
        level.foreign = foreign
        self._count(name, 1)
        if name in _BARRIERS:
            self.levels.append(_Level(name, foreign=b"" if name in _INTEGRATING.get(foreign, ()) else foreign))
        return True

    def _stays_open(self, name: bytes, foreign: bytes, attributes: bytes) -> bool:
        """Return whether an element is neither void nor closed by the next of its kind; note a list item in `item`."""
        if foreign:
            return _CLOSES_ITSELF.fullmatch(attributes) is None
        if name in _ITEMS:
            other, self.item = self.item not in {b"", _ITEMS[name]}, _ITEMS[name]
            return other
        if name == b"optgroup":
            return self.levels[-1].barrier != b"select"
        return name not in _VOID and name not in _CLOSED_BY_NEXT

    def keeps_end(self, name: bytes) -> bool:
        """Record an end tag, and return whether to keep it. It is dropped if its start tag was."""
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        level = self.levels[-1]
        if name in _BARRIERS:
            self._leave(name)
        elif level.open[name]:
            self._count(name, -1)
            if name == level.foreign and not level.open[name]:
                level.foreign = b""
        return True

    def _leave(self, barrier: bytes) -> None:
        """Close the innermost barrier of that name, and what is open in it."""
        if all(level.barrier != barrier for level in self.levels):
            return
        left = b""
        while left != barrier:
            level = self.levels.pop()
            left = level.barrier
            for name, times in level.open.items():
                self._forget(name, times)
            self._count(left, -1)

    def _count(self, name: bytes, by: int) -> None:
        self.levels[-1].open[name] += by
        self._forget(name, -by)

    def _forget(self, name: bytes, times: int) -> None:
        if name in _FORMATTING:
            self.formatting -= times
        else:
            self.depth -= times


def _capped(page: bytes) -> bytes:
    """Return the page without the tags beyond the limits.

    What a parser reads as markup in some places only, the content of scripts, titles and CDATA sections, is rewritten
    so that it means the same everywhere. So nothing can be hidden from the counting.
    """
    caps, copied = _Caps(), 0
    kept: list[bytes] = []
    for match, end in _tags(page, caps.is_empty):
        name = (match["name"] or b"").lower()
        if name in _RAW_TEXT and not match["end"] and caps.is_empty(match):
            start = page[match.start() : match.end()].rstrip(b" \t\n\f\r/>")
            kept += page[copied : match.start()], start, b"></" + name + b">"
            copied = match.end()
            caps.elements += 1 + caps.formatting
            if caps.elements <= MAX_ELEMENTS:
                continue
            return b"".join(kept) + _ANY_TAG.sub(b" ", page[copied:])
        stays = bool(name) and (caps.keeps_end(name) if match["end"] else caps.keeps_start(name, match["attributes"]))
        if not stays or _is_crowded(match):
            kept.append(page[copied : match.start()])
            if stays:
                kept.append(b"<" + match["end"] + match["name"] + b">")
            copied = match.end()
        if end > match.end():
            marks = _OLD_MARKS.match(page, match.end(), end)
            content = page[marks.end() if marks else match.end() : end]
            kept += page[copied : match.end()], content.replace(b"<", _ESCAPED.get(name, b"&lt;"))
            copied = end
        if caps.elements > MAX_ELEMENTS:
            kept.append(page[copied:end])
            return b"".join(kept) + _ANY_TAG.sub(b" ", page[end:])
    kept.append(page[copied:])
    return b"".join(kept)


def _is_crowded(tag: re.Match[bytes]) -> bool:
    """Return whether a tag has too many attributes. Text in quotes is one value, however long."""
    start, end = tag.span("attributes")
    return end - start > MAX_ATTRIBUTES and len(_MARK.findall(_QUOTED.sub(b"", tag["attributes"]))) > MAX_ATTRIBUTES
