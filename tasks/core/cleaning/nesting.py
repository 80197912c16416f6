"""Defuses markup that would make a parser slow or fill the memory, before it is parsed.

The HTML standard's tree construction is quadratic in the depth of the tree, in the attributes of one tag, in the
options of a ``select``, and in formatting elements that are never closed (each is made again in every paragraph that
follows). Browsers cap the depth at 512; the other caps here are as far from any real page. What a cap drops is a tag,
never text.
"""

import re
from collections import Counter
from collections.abc import Iterator

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
_TAG = re.compile(
    rb"""<(?:!--.*?(?:-->|\Z)
    |(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,200}+)
        (?P<attributes>(?:[^>="']++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)(?:>|\Z))""",
    re.DOTALL | re.VERBOSE,
)
_RAW_TEXT = frozenset(b"script style textarea title xmp iframe noembed noframes plaintext".split())
"""Elements whose content is not markup."""
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_NEXT = frozenset(b"p li dt dd td th tr option optgroup thead tbody tfoot colgroup".split())
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
    if tags > _SUSPECT_TAGS or (_may_hold_crowded_tag(page) and any(map(_is_crowded, _tags(page)))):
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
            tag = _TAG_START.search(page, before, after)
            if tag:
                stretch = page[tag.start() : after]
                squares += (len(stretch) - len(stretch.translate(None, _ATTRIBUTE_MARKS))) ** 2
            start = after
        start += half
    return squares > _SUSPECT_SQUARES


def _tags(page: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the page's start and end tags as a tokenizer sees them, without those in comments, scripts and the like."""
    lowered = b""
    at = 0
    while match := _TAG.search(page, at):
        at = match.end()
        name = match["name"]
        if name is None:
            continue
        yield match
        if name.lower() in _RAW_TEXT and not match["end"]:
            lowered = lowered or page.lower()
            closing = lowered.find(b"</" + name.lower(), at)
            at = closing if closing >= 0 else len(page)


class _Caps:
    """The elements that are open at a point of the page, by name."""

    def __init__(self) -> None:
        self.open: Counter[bytes] = Counter()
        self.dropped: Counter[bytes] = Counter()
        self.seen: Counter[bytes] = Counter()
        self.depth = self.formatting = self.elements = 0

    def keeps_start(self, name: bytes) -> bool:
        """Record a start tag, and return whether to keep it."""
        self.seen[name] += 1
        self.elements += 1 + self.formatting
        formatting = name in _FORMATTING
        over = (
            (self.depth >= MAX_DEPTH and name not in _VOID and name not in _CLOSED_BY_NEXT)
            or (formatting and self.formatting >= MAX_FORMATTING)
            or (name in _OPTIONS and self.seen[name] > MAX_OPTIONS)
            or (name in _ROOTS and self.seen[name] > MAX_ROOTS)
        )
        if name in _VOID or name in _CLOSED_BY_NEXT:
            return not over
        if over:
            self.dropped[name] += 1
            return False
        self.open[name] += 1
        self.depth += not formatting
        self.formatting += formatting
        return True

    def keeps_end(self, name: bytes) -> bool:
        """Record an end tag, and return whether to keep it. It is dropped if its start tag was."""
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        if self.open[name]:
            self.open[name] -= 1
            formatting = name in _FORMATTING
            self.depth -= not formatting
            self.formatting -= formatting
        return True


def _capped(page: bytes) -> bytes:
    caps, kept, copied = _Caps(), [], 0
    for match in _tags(page):
        name = match["name"].lower()
        stays = caps.keeps_end(name) if match["end"] else caps.keeps_start(name)
        if not stays or _is_crowded(match):
            kept.append(page[copied : match.start()])
            if stays:
                kept.append(b"<" + match["end"] + match["name"] + b">")
            copied = match.end()
        if caps.elements > MAX_ELEMENTS:
            kept.append(page[copied : match.end()])
            return b"".join(kept) + _ANY_TAG.sub(b" ", page[match.end() :])
    kept.append(page[copied:])
    return b"".join(kept)


def _is_crowded(tag: re.Match[bytes]) -> bool:
    """Return whether a tag has too many attributes. Text in quotes is one value, however long."""
    start, end = tag.span("attributes")
    return end - start > MAX_ATTRIBUTES and len(_MARK.findall(_QUOTED.sub(b"", tag["attributes"]))) > MAX_ATTRIBUTES
