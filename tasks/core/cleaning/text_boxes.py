"""What a flattened page is made of: blocks of text, and the boxes around them with what their names hint at."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tasks.core.cleaning.text_words import TAG_HINTS, Hint, hints_of_names

_PAGE = frozenset(("html", "body"))
_OTHER_NAMES = ("id", "role", "itemprop", "data-component", "data-testid", "data-type")
_TELLING = frozenset((*_OTHER_NAMES, "style", "hidden", "aria-hidden"))
"""Attributes other than the class that say what an element holds; most elements have none of them."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = int(Hint.HIDDEN)
_UNREAD = -1
MAX_NAMES_LENGTH = 400
"""How many characters of an element's names are looked at."""


class Box:
    """An element that holds blocks; hints are bits of `Hint`. The sums are filled in by `text_container.weigh`.

    A page has hundreds of boxes, and most are asked for their sums alone: what their names hint at is read on demand.
    """

    __slots__ = (
        "_around", "_hints", "_near", "_node", "_own", "_tokens",
        "blocks", "link_words", "parent", "prose", "tag", "words",
    )  # fmt: skip

    def __init__(self, node: LexborNode, parent: "Box | None") -> None:
        self._node = node
        self.parent = parent
        self.tag = node.tag or ""
        self.words = self.link_words = self.blocks = 0
        """Words of all blocks inside, those of them in links, and how many blocks there are."""
        self.prose = 0.0
        """Words of the blocks inside that look like running text, weighed."""
        self._hints = self._around = self._own = self._near = _UNREAD

    @property
    def hints(self) -> int:
        """What its tag and names hint at."""
        if self._hints == _UNREAD:
            self._read()
        return self._hints

    @property
    def tokens(self) -> str:
        """Its classes, id, role and the like, as they are written."""
        if self._hints == _UNREAD:
            self._read()
        return self._tokens

    @property
    def around(self) -> int:
        """Hints of all that holds it, and its own."""
        if self._around == _UNREAD:
            _add_up(self, "hints", "_around")
        return self._around

    @property
    def own(self) -> int:
        """Its own hints, as far as they are believed."""
        return self.hints if self._own == _UNREAD else self._own

    @own.setter
    def own(self, believed: int) -> None:
        self._own = believed

    @property
    def near(self) -> int:
        """Hints that are believed of it and of all that holds it; to be asked for once every `own` is settled."""
        if self._near == _UNREAD:
            _add_up(self, "own", "_near")
        return self._near

    def _read(self) -> None:
        attributes = self._node.attributes
        hints = TAG_HINTS.get(self.tag, 0)
        tokens = attributes.get("class") or ""
        if not _TELLING.isdisjoint(attributes):
            get = attributes.get
            if len(attributes) > 1:
                tokens = " ".join((tokens, *[value for name in _OTHER_NAMES if (value := get(name))]))
            else:
                tokens = get("id") or ""
            style = get("style")
            if "hidden" in attributes or get("aria-hidden") == "true" or (style and _HIDING.search(style) is not None):
                hints |= _HIDDEN
        if tokens and self.tag not in _PAGE:  # names of the whole page tell nothing of its parts
            tokens = tokens[:MAX_NAMES_LENGTH]
            hints |= hints_of_names(tokens)
        self._tokens, self._hints = tokens, hints


def _add_up(box: Box, own: str, total: str) -> None:
    """Set ``total`` of a box, and of those around it that have none yet, to their ``own`` hints and all around them."""
    unread: list[Box] = []
    at: Box | None = box
    while at is not None and getattr(at, total) == _UNREAD:
        unread.append(at)
        at = at.parent
    hints = getattr(at, total) if at is not None else 0
    for at in reversed(unread):  # no recursion, for elements may nest deeply
        hints |= getattr(at, own)
        setattr(at, total, hints)


@dataclass(slots=True, eq=False)
class Block:
    """One run of text, white space folded, and where it stands."""

    text: str
    box: Box
    index: int
    words: int
    link_words: int
    prose: float = 0.0
    """Words, if it looks like running text, weighed."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page in reading order, and their boxes with parents before children."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marked: list[Box] = field(default_factory=list)
    """The boxes of the elements that were asked for."""
