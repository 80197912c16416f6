"""A page flattened: its runs of text in reading order, each with the elements around it.

One walk over the tree, without recursion, in time that grows with the number of nodes. A block is a run of text that a
reader sees as one: the content of a paragraph, a heading, a list item, a cell, or what stands between two line breaks.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tasks.core.cleaning.text_words import Hint, hints_of_names, hints_of_tag


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


_SKIPPED = _names(
    "script style template svg iframe select option button textarea input object audio video canvas head noframes "
    "datalist map progress meter embed applet rp noscript"
)
"""Elements whose text is no part of what a reader reads."""
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p picture pre section summary "
    "table tbody td tfoot th thead tr ul"
)
"""Elements that end a run of text; all others, unknown ones too (`x-tooltip`), are inline, as in browsers."""
_PAGE = frozenset(("html", "body"))
_OTHER_NAMES = ("id", "role", "itemprop", "data-component", "data-testid", "data-type")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DROP_CAP = re.compile(r"drop|cap|initial|first|lettrine|versal", re.IGNORECASE)
_ICON = re.compile(r"\s*[a-z]+(?:_[a-z0-9]+)+\s*")
"""The name of a picture in an icon font, such as `arrow_forward`: a text node that a reader sees as a picture."""
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_JOINED_SCRIPTS = re.compile("[\u0600-\u06ff\u0900-\u0dff\U0001f000-\U0001faff]")
_JOINERS = "\u200c\u200d"
_SINGLES = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_HIDDEN = int(Hint.HIDDEN)
MAX_NAMES_LENGTH = 400
"""How many characters of an element's names are looked at."""
MAX_BLOCKS = 20_000
"""No article has more; what follows is left out."""


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks; its hints are bits of `Hint`. The sums are filled in by `text_container.weigh`."""

    tag: str
    tokens: str
    """Its classes, id, role and the like, as they are written."""
    hints: int
    around: int
    """Hints of all that holds it, and its own."""
    parent: "Box | None"
    words: int = 0
    """Words of all blocks inside."""
    link_words: int = 0
    prose: float = 0.0
    """Words of the blocks inside that look like running text, weighed."""
    blocks: int = 0
    own: int = 0
    """Its own hints, as far as they are believed."""
    near: int = 0
    """Hints that are believed of it and of all that holds it."""


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


def visible(text: str) -> str:
    """Return ``text`` with white space folded and without soft hyphens, zero-width, control and surrogate characters.

    The zero-width joiners stay where a script needs them: Arabic, Indic scripts, emoji.
    """
    if not text.isprintable():
        if text.isascii() or not _JOINED_SCRIPTS.search(text):
            text = _UNSEEN.sub("", text)
        else:
            text = _UNSEEN.sub(lambda match: match[0] if match[0] in _JOINERS else "", text)
    return " ".join(text.split())


def count_words(text: str) -> int:
    """Return the number of words; scripts without spaces count two characters as one."""
    words = text.count(" ") + 1
    if not text.isascii():
        singles = len(_SINGLES.findall(text))
        if singles > words:
            return words + singles // 2
    return words


def flatten(
    root: LexborNode, removed: AbstractSet[int] = frozenset(), marked: AbstractSet[int] = frozenset()
) -> Outline:
    """Return the blocks under ``root``, without the elements whose memory ids are in ``removed``.

    The boxes of the elements whose memory ids are in ``marked`` are listed in the outline.
    """
    return _Walk(root, removed, marked).run()


def _make_box(node: LexborNode, tag: str, parent: Box | None) -> Box:
    attributes = node.attributes
    hints = hints_of_tag(tag)
    tokens = ""
    if attributes:
        get = attributes.get
        tokens = get("class") or ""
        if len(attributes) > 1:
            tokens = " ".join((tokens, *[value for name in _OTHER_NAMES if (value := get(name))]))
        else:
            tokens = tokens or get("id") or ""
        style = get("style")
        if "hidden" in attributes or get("aria-hidden") == "true" or (style and _HIDING.search(style) is not None):
            hints |= _HIDDEN
        if tokens and tag not in _PAGE:  # names of the whole page tell nothing of its parts
            tokens = tokens[:MAX_NAMES_LENGTH]
            hints |= hints_of_names(tokens)
    return Box(tag, tokens, hints, hints | parent.around if parent else hints, parent)


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open, and its box, once it has one: only what holds text gets one."""

    node: LexborNode
    tag: str
    box: Box | None
    holder: int
    """Where in the stack the innermost element stands that ends runs of text: itself, or one around it."""


class _Walk:
    """The state of one walk: open elements, and the run of text that is being collected."""

    def __init__(self, root: LexborNode, removed: AbstractSet[int], marked: AbstractSet[int]) -> None:
        self.root = root
        self.removed = removed
        self.marked = marked
        self.outline = Outline()
        top = _make_box(root, root.tag or "html", None)
        self.outline.boxes.append(top)
        self.opened = [_Open(root, top.tag, top, 0)]
        if root.mem_id in marked:
            self.outline.marked.append(top)
        self.pieces: list[str] = []
        self.size = 0
        """Characters of the run, white space left out."""
        self.linked = 0
        """Those of them in links."""
        self.link_depth = 0
        self.breaks = 0
        self.capital = False
        """Whether the run is a drop cap so far."""

    def run(self) -> Outline:
        """Walk the tree, depth first."""
        removed = self.removed
        node = self.root.first_child
        while True:
            while node is None:
                if len(self.opened) == 1:
                    self.flush()
                    return self.outline
                node = self.leave().next
            if node.is_text_node:
                self.add(node.text_content or "")
                node = node.next
                continue
            tag = node.tag or ""
            if tag in _SKIPPED or tag == "-comment" or (removed and node.mem_id in removed):
                node = node.next
            elif tag == "br":
                self.line_break()
                node = node.next
            else:
                self.enter(node, tag)
                node = node.first_child

    def add(self, piece: str) -> None:
        """Take up a text node."""
        size = len(piece.strip())
        if size:
            if "_" in piece and _ICON.fullmatch(piece):
                return
            if self.capital:
                self.capital = False
                if (rest := piece.lstrip())[0].islower():
                    piece = rest
            self.breaks = 0
            self.size += size
            if self.link_depth:
                self.linked += size
        self.pieces.append(piece)

    def line_break(self) -> None:
        """Take up a `br`: one is white space, two end the run."""
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        else:
            self.pieces.append(" ")

    def enter(self, node: LexborNode, tag: str) -> None:
        """Open an element."""
        opened = self.opened
        wanted = bool(self.marked) and node.mem_id in self.marked
        if tag in _BLOCKS or wanted:
            self.flush()
            opened.append(_Open(node, tag, None, len(opened)))
            if wanted:
                self.outline.marked.append(self.innermost_box())
            return
        if tag == "a":
            self.link_depth += 1
        opened.append(_Open(node, tag, None, opened[-1].holder))

    def leave(self) -> LexborNode:
        """Close the innermost open element and return it."""
        left = self.opened[-1]
        if left.holder == len(self.opened) - 1:
            self.flush()
        elif self.size == 1 and _DROP_CAP.search(left.node.attributes.get("class") or ""):
            self.capital = True
        if left.tag == "a":
            self.link_depth -= 1
        self.opened.pop()
        return left.node

    def innermost_box(self) -> Box:
        """Return the box that the run stands in; make it, and those around it, if it is the first of its blocks.

        Inline elements that hold boxes (a linked card) become boxes too.
        """
        opened = self.opened
        holder = first = opened[-1].holder
        while (box := opened[first].box) is None:
            first -= 1
        for place in range(first + 1, holder + 1):
            each = opened[place]
            each.box = box = _make_box(each.node, each.tag, box)
            self.outline.boxes.append(box)
        return box

    def flush(self) -> None:
        """End the run of text: what is in it becomes a block."""
        self.breaks = 0
        if not self.pieces:
            return
        size, blocks = self.size, self.outline.blocks
        if size and len(blocks) < MAX_BLOCKS and (text := visible("".join(self.pieces))):
            last = blocks[-1] if blocks else None
            if last is not None and len(last.text) == 1 and last.text.isalpha() and text[0].islower():
                blocks.pop()  # a drop cap in an element of its own
                text = last.text + text
            words = count_words(text)
            blocks.append(Block(text, self.innermost_box(), len(blocks), words, round(words * self.linked / size)))
        self.pieces = []
        self.size = self.linked = 0
        self.capital = False
