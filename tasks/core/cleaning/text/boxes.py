"""The parts of a flattened page: blocks of text, and the boxes around them with the hints in their names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.text.markup_hints import TAG_HINTS, hint_words, hints_of_names
from dateline.tasks.core.cleaning.text.panels import (
    HIDING,
    REMARK,
    continues_text,
    is_of_panel,
    is_other_tab,
    is_remark,
    opens_under_heading,
)
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.vocabulary.css_classes import Hint

_PAGE = frozenset(("html", "body"))
_OTHER_NAMES = ("id", "role", "itemprop", "data-component", "data-testid", "data-type")
"""Attributes other than the class that name an element. The id of a heading is made of its text (``shop-locally``)."""
_HINT_ATTRIBUTES = frozenset((*_OTHER_NAMES, "style", "hidden", "aria-hidden"))
"""Attributes other than the class that say what an element contains. Most elements have none of them."""
_FINDABLE = "until-found"
"""The value of ``hidden`` with which a browser shows the element if a reader searches the page for its text."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "dt", "summary"))
_HIDDEN, _RELATED = int(Hint.HIDDEN), int(Hint.RELATED)
_CARD = re.compile(r"(?:^|\s)card(?:-(?:body|header|block))?(?:\s|$)")
_NUMBER = re.compile(r"\d+")
_SECTIONS = frozenset(("section", "div"))
_MIN_HYPHENS = 3
"""An id of fewer hyphens may be a common name, such as ``about-the-author``, and the heading says the same."""
_ROW_HINTS = int(Hint.HIDDEN | Hint.NAVIGATION | Hint.COMMENT | Hint.FOOTER | Hint.RELATED)
_TABLE_HINTS = {"tr": _ROW_HINTS, "tbody": _ROW_HINTS, "thead": _ROW_HINTS, "tfoot": _ROW_HINTS} | dict.fromkeys(
    ("td", "th"), ~int(Hint.WIDGET)
)
"""The hints that names of table parts can give. Other names say what the table lists (`player`, `product`)."""
MAX_NAMES_LENGTH = 400
"""How many characters of an element's names are read."""


class Box:
    """An element that contains blocks. Hints are bits of `Hint`. `container.weigh` fills in the sums.

    A page has hundreds of boxes, and only the sums of most are ever used. So names and hints are read on first access.
    """

    __slots__ = (
        "_believed", "_context_believed", "_context_hints", "_hints", "_tokens", "_unread",
        "blocks", "link_words", "node", "parent", "prose", "tag", "words",
    )  # fmt: skip
    _tokens: str
    _hints: int
    _context_hints: int
    _believed: int

    def __init__(self, node: LexborNode, parent: "Box | None") -> None:
        self.node = node
        self._unread: LexborNode | None = node
        self._context_believed = -1
        self.parent = parent
        self.tag = node.tag or ""
        self.words = self.link_words = self.blocks = 0
        """The number of words inside, of those that are in links, and of blocks."""
        self.prose = 0.0
        """The weighted number of words inside that look like running text (see `container.prose_words`)."""

    @property
    def tokens(self) -> str:
        """Its names (class, id, role and so on) as they are written, separated by spaces."""
        if self._unread is not None:
            self._read()
        return self._tokens

    @property
    def unnumbered(self) -> str:
        """Its names without numbers, by which boxes in a row are alike: ``card-1``, ``card-2``."""
        return _NUMBER.sub("", self.tokens)

    @property
    def hints(self) -> int:
        """The hints of its tag and names."""
        if self._unread is not None:
            self._read()
        return self._hints

    @property
    def context_hints(self) -> int:
        """Its hints and those of its ancestors."""
        if self._unread is not None:
            self._read()
        return self._context_hints

    @property
    def believed(self) -> int:
        """Those of its hints that are believed."""
        if self._unread is not None:
            self._read()
        return self._believed

    @believed.setter
    def believed(self, hints: int) -> None:
        if self._unread is not None:
            self._read()
        self._believed = hints

    @property
    def context_believed(self) -> int:
        """The hints that are believed of it or of an ancestor. Read it only once every `believed` is final."""
        if self._context_believed < 0:
            unknown: list[Box] = []
            box: Box | None = self
            while box is not None and box._context_believed < 0:  # noqa: SLF001 - the same class
                unknown.append(box)
                box = box.parent
            hints = box._context_believed if box is not None else 0  # noqa: SLF001
            for box in reversed(unknown):
                box._context_believed = hints = hints | box.believed  # noqa: SLF001
        return self._context_believed

    @property
    def hint_words(self) -> tuple[tuple[str, int], ...]:
        """The words in its names, and its tag (``<aside>``), that give hints, each with its hints."""
        words = hint_words(self.tokens) if self.tag not in _PAGE else ()
        of_tag = TAG_HINTS.get(self.tag)
        return (*words, (f"<{self.tag}>", of_tag)) if of_tag else words

    def _read(self) -> None:
        """Read the names of the element and of its ancestors."""
        unread: list[tuple[Box, LexborNode]] = []
        box: Box | None = self
        while box is not None and (node := box._unread) is not None:  # noqa: SLF001 - the same class
            unread.append((box, node))
            box = box.parent
        context_hints = box.context_hints if box is not None else 0
        for box, node in reversed(unread):  # without recursion, because elements may nest deeply
            attributes = node.attributes
            tokens, hints = read_names(box.tag, attributes)
            if hints and "id" in attributes and _is_named_after_heading(node, attributes["id"] or ""):
                tokens, hints = read_names(box.tag, attributes | {"id": None})
            if hints & _RELATED and _CARD.search(tokens) and is_of_panel(node):
                hints &= ~_RELATED
            if hints & _HIDDEN and (opens_under_heading(node) or continues_text(node, hints) or is_other_tab(node)):
                hints &= ~_HIDDEN
            if hints & REMARK and is_remark(node):
                hints &= ~REMARK
            context_hints |= hints
            box._tokens, box._hints, box._context_hints = tokens, hints, context_hints  # noqa: SLF001
            box._believed = hints  # noqa: SLF001
            box._unread = None  # noqa: SLF001


def _is_named_after_heading(node: LexborNode, name: str) -> bool:
    """Return whether ``name``, a section's id, is made of the words of its heading (``the-author-of-the-wall``)."""
    if name.count("-") < _MIN_HYPHENS or node.tag not in _SECTIONS:
        return False
    heading = node.css_first("h1, h2, h3, h4, h5, h6")
    text = heading.text() if heading is not None else ""
    return key_of(name) == key_of(text) and phrase_kind(text.strip()) is Phrase.NONE


def read_names(tag: str, attributes: Mapping[str, str | None]) -> tuple[str, int]:
    """Return an element's names, and the hints of its names and tag."""
    if _HINT_ATTRIBUTES.isdisjoint(attributes):  # as of most elements
        return _hinted(tag, attributes.get("class") or "")
    get = attributes.get
    names = _OTHER_NAMES if tag not in _HEADINGS else _OTHER_NAMES[1:]
    if len(attributes) > 1:
        tokens = " ".join((get("class") or "", *[value for name in names if (value := get(name))]))
    else:
        only = next(iter(attributes))
        tokens = (get(only) or "") if only in names else ""
    tokens, hints = _hinted(tag, tokens)
    style = get("style")
    is_hidden = "hidden" in attributes and get("hidden") != _FINDABLE
    if is_hidden or get("aria-hidden") == "true" or (style and HIDING.search(style) is not None):
        hints |= _HIDDEN
    return tokens, hints


@lru_cache(maxsize=16_384)
def _hinted(tag: str, tokens: str) -> tuple[str, int]:
    """Return what is read of an element's names, and the hints of these and of its tag. A page repeats many."""
    hints = TAG_HINTS.get(tag, 0)
    if "-" in tag:  # the name of a web component: `inline-teaser`
        tokens = f"{tag} {tokens}"
    if tokens and tag not in _PAGE:  # names of the whole page say nothing about its parts
        tokens = tokens[:MAX_NAMES_LENGTH]
        hints |= hints_of_names(tokens) & _TABLE_HINTS.get(tag, -1)
    return tokens, hints


@dataclass(slots=True, eq=False)
class Block:
    """One run of text with white space collapsed, the box it is in, and its index among the page's blocks."""

    text: str
    box: Box
    index: int
    words: int
    link_words: int
    prose: float = 0.0
    """Its weighted number of words if it looks like running text, else 0 (see `container.prose_words`)."""
    aside: bool = False
    """Whether it is part of a card outside the article (see `cards.set_cards_aside`)."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page in reading order, and their boxes with parents before children."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marked: list[Box] = field(default_factory=list)
    """The boxes of the elements that `flatten` was asked to mark."""
    asking: list[Box] = field(default_factory=list)
    """The box around each field for an e-mail address."""
    footers: list[tuple[LexborNode, Box]] = field(default_factory=list)
    """The footers, whose text is in no block, each with a box around it."""
