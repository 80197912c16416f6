"""What a flattened page is made of: blocks of text, and the boxes around them with what their names hint at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.text.markup_hints import TAG_HINTS, hints_of_names, telling_words
from dateline.tasks.core.vocabulary.css_classes import Hint

_PAGE = frozenset(("html", "body"))
_OTHER_NAMES = ("id", "role", "itemprop", "data-component", "data-testid", "data-type")
_TELLING = frozenset((*_OTHER_NAMES, "style", "hidden", "aria-hidden"))
"""Attributes other than the class that say what an element holds; most elements have none of them."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "dt", "summary"))
_HIDDEN = int(Hint.HIDDEN)
_OF_ROWS = int(Hint.HIDDEN | Hint.NAVIGATION | Hint.COMMENT | Hint.FOOTER | Hint.RELATED)
_OF_PARTS = {"tr": _OF_ROWS, "tbody": _OF_ROWS, "thead": _OF_ROWS, "tfoot": _OF_ROWS} | dict.fromkeys(
    ("td", "th"), ~int(Hint.WIDGET)
)
"""What the names of a table's parts can hint at: else they name what the table lists (`player`, `product`)."""
MAX_NAMES_LENGTH = 400
"""How many characters of an element's names are looked at."""


class Box:
    """An element that holds blocks; hints are bits of `Hint`. The sums are filled in by `text_container.weigh`.

    A page has hundreds of boxes, and most are asked for their sums alone: so its names, and what they hint at, are read
    when they are first asked for, and then stand in plain slots.
    """

    __slots__ = (
        "_near", "_unread", "around", "blocks", "hints", "link_words",
        "own", "parent", "prose", "tag", "tokens", "words",
    )  # fmt: skip
    tokens: str
    """Its classes, id, role and the like, as they are written."""
    hints: int
    """What its tag and names hint at."""
    around: int
    """Hints of all that holds it, and its own."""
    own: int
    """Its own hints, as far as they are believed."""

    def __init__(self, node: LexborNode, parent: "Box | None") -> None:
        self._unread: LexborNode | None = node
        self._near = -1
        self.parent = parent
        self.tag = node.tag or ""
        self.words = self.link_words = self.blocks = 0
        """Words of all blocks inside, those of them in links, and how many blocks there are."""
        self.prose = 0.0
        """Words of the blocks inside that look like running text, weighed."""

    if not TYPE_CHECKING:  # a checker would take any name for one of its attributes

        def __getattr__(self, name: str) -> object:
            """Fill a slot that is still empty."""
            if name == "own":
                self.own = self.hints
            elif self._unread is not None and name in self.__slots__:
                self._read()
            else:
                raise AttributeError(name)
            return getattr(self, name)

    @property
    def near(self) -> int:
        """Hints that are believed of it and of all that holds it; to be asked for once every `own` is settled."""
        if self._near < 0:
            unknown: list[Box] = []
            box: Box | None = self
            while box is not None and box._near < 0:  # noqa: SLF001 - a box as this one
                unknown.append(box)
                box = box.parent
            near = box._near if box is not None else 0  # noqa: SLF001
            for box in reversed(unknown):
                box._near = near = near | box.own  # noqa: SLF001
        return self._near

    @property
    def telling_words(self) -> tuple[tuple[str, int], ...]:
        """What hints at something: its tag (``<aside>``) and the words of its names, each with its hints."""
        words = telling_words(self.tokens) if self.tag not in _PAGE else ()
        of_tag = TAG_HINTS.get(self.tag)
        return (*words, (f"<{self.tag}>", of_tag)) if of_tag else words

    def _read(self) -> None:
        """Read its names and those of all around it."""
        unread: list[tuple[Box, LexborNode]] = []
        box: Box | None = self
        while box is not None and (node := box._unread) is not None:  # noqa: SLF001 - a box as this one
            unread.append((box, node))
            box = box.parent
        around = box.around if box is not None else 0
        for box, node in reversed(unread):  # no recursion, for elements may nest deeply
            box.tokens, box.hints = read_names(box.tag, node.attributes)
            if box.hints & _HIDDEN and opens_under_heading(node):
                box.hints &= ~_HIDDEN
            box.around = around = around | box.hints
            box._unread = None  # noqa: SLF001


def opens_under_heading(node: LexborNode) -> bool:
    """Return whether a hidden element is a panel that a reader opens: right before it stands a heading, shown."""
    before = node.prev
    while before is not None and (before.is_text_node or before.is_comment_node):
        if (before.text_content or "").strip() and before.is_text_node:
            return False
        before = before.prev
    return before is not None and before.tag in _HEADINGS and not {"hidden", "aria-hidden"} & before.attributes.keys()


def read_names(tag: str, attributes: Mapping[str, str | None]) -> tuple[str, int]:
    """Return an element's names, and what they and its tag hint at."""
    hints = TAG_HINTS.get(tag, 0)
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
    if tokens and tag not in _PAGE:  # names of the whole page tell nothing of its parts
        tokens = tokens[:MAX_NAMES_LENGTH]
        hints |= hints_of_names(tokens) & _OF_PARTS.get(tag, -1)
    return tokens, hints


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
