"""A page flattened: its runs of text in reading order, each with the elements around it.

One walk over the tree, without recursion, in time that grows with the number of nodes. A block is a run of text that a
reader sees as one: the content of a paragraph, a heading, a list item, a cell, or what stands between two line breaks.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tasks.core.cleaning.text_words import Hint, hints_of, hints_of_tag

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup tt u var time center-inline".split()
)
"""Elements that do not end a run of text; unknown elements (`x-tooltip`) are inline too, as in browsers."""
_SKIPPED = frozenset(
    "script style template svg iframe select option button textarea input object audio video canvas head noframes "
    "datalist map progress meter math-annotation embed applet rp".split()
)
_STRONG = frozenset(("b", "strong"))
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul img picture noscript amp-img".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u009f]")
_JOINERS_KEPT = re.compile("[\u0600-\u06ff\u0900-\u0dff\U0001f000-\U0001faff]")
_HIDDEN = int(Hint.HIDDEN)
MAX_NAMES_LENGTH = 400
"""How many characters of an element's names are looked at."""
MAX_BLOCKS = 20_000
"""No article has more; what follows is left out."""


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks. ``hints`` are its own, ``around`` those of all its ancestors and itself."""

    tag: str
    tokens: str
    hints: int
    around: int
    parent: "Box | None"
    depth: int
    words: int = 0
    """Words of all blocks inside."""
    link_words: int = 0
    prose: float = 0.0
    """Words of blocks inside that look like running text."""
    blocks: int = 0
    own: int = 0
    """Hints of its own that were believed: see `text_container.weigh`."""
    near: int = 0
    """Hints of all ancestors and itself, without those of boxes that hold much of the page's text."""


@dataclass(slots=True, eq=False)
class Block:
    """One run of text, white space folded, and where it stands."""

    text: str
    box: Box
    words: int
    link_words: int
    bold: bool
    """Whether all of it is strong or bold."""
    index: int
    links: int = 0
    after_break: bool = False
    """Whether a line break, not an element's edge, begins it."""
    image_before: bool = False
    prose: float = 0.0
    """Words that look like running text."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page in reading order, and their boxes with parents before children."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marked: list[Box] = field(default_factory=list)
    """The boxes of the elements that were asked for."""


def visible(text: str) -> str:
    """Return ``text`` with white space folded and without soft hyphens, zero-width and control characters."""
    if not text.isascii() and not _JOINERS_KEPT.search(text):
        text = _UNSEEN.sub("", text)
    elif not text.isprintable():
        text = _UNSEEN.sub(lambda m: m[0] if m[0] in "\u200c\u200d" else "", text)
    return " ".join(text.split())


_SINGLES = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def count_words(text: str) -> int:
    """Return the number of words; scripts without spaces count two characters as one."""
    words = text.count(" ") + 1
    if not text.isascii():
        singles = len(_SINGLES.findall(text))
        if singles > words:
            return words + singles // 2
    return words


class _Run:
    """The run of text that is being collected."""

    __slots__ = ("breaks", "broken", "image", "linked", "links", "pieces", "strong", "total")

    def __init__(self) -> None:
        self.image = False
        self.broken = False
        self.clear()

    def clear(self) -> None:
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0
        self.strong = 0
        self.total = 0
        self.breaks = 0


_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-type")


def _make_box(node: LexborNode, tag: str, parent: Box | None) -> Box:
    attributes = node.attributes
    hints = hints_of_tag(tag)
    tokens = ""
    if attributes:
        names = [value for name in _NAMING if name in attributes and (value := attributes[name])]
        if names:
            tokens = " ".join(names)[:MAX_NAMES_LENGTH]
            if parent is not None and tag != "body":
                for token in tokens.split():
                    hints |= hints_of(token)
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or ("style" in attributes and (style := attributes["style"]) and _HIDING.search(style))
        ):
            hints |= _HIDDEN
    if parent is None:
        return Box(tag, tokens, hints, hints, None, 0)
    return Box(tag, tokens, hints, hints | parent.around, parent, parent.depth + 1)


def flatten(
    root: LexborNode, removed: AbstractSet[int] = frozenset(), marked: AbstractSet[int] = frozenset()
) -> Outline:
    """Return the blocks under ``root``, without the elements whose memory ids are in ``removed``.

    The boxes of the elements whose memory ids are in ``marked`` are listed in the outline.
    """
    outline = Outline()
    blocks, boxes = outline.blocks, outline.boxes
    box = _make_box(root, root.tag or "html", None)
    boxes.append(box)
    run = _Run()
    link_depth = strong_depth = 0
    # One entry for each open element: what follows it, its node, its tag, its box (None while inline).
    opened: list[tuple[LexborNode | None, LexborNode, str, Box | None]] = []
    node = root.first_child

    def flush() -> None:
        if not run.pieces:
            run.breaks = 0
            return
        text = visible("".join(run.pieces))
        if text and len(blocks) < MAX_BLOCKS:
            words = count_words(text)
            share = run.linked / run.total if run.total else 0.0
            blocks.append(
                Block(
                    text,
                    box,
                    words,
                    round(words * share),
                    run.strong >= run.total,
                    len(blocks),
                    run.links,
                    run.broken,
                    run.image,
                )
            )
            run.image = False
        run.clear()
        run.broken = False

    while True:
        while node is None:
            if not opened:
                flush()
                return outline
            node, _, tag, left = opened.pop()
            if left is not None:
                flush()
                box = left.parent or box
            if tag == "a":
                link_depth -= 1
            elif tag in _STRONG:
                strong_depth -= 1
        if node.is_text_node:
            piece = node.text_content or ""
            run.pieces.append(piece)
            size = len(piece.strip())
            if size:
                run.breaks = 0
                run.total += size
                if link_depth:
                    run.linked += size
                if strong_depth:
                    run.strong += size
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "br":
            run.breaks += 1
            if run.breaks > 1:
                flush()
                run.broken = True
            else:
                run.pieces.append(" ")
            node = node.next
            continue
        if tag in _SKIPPED or not node.is_element_node or (removed and node.mem_id in removed):
            node = node.next
            continue
        inner: Box | None = None
        wanted = bool(marked) and node.mem_id in marked
        if tag in _BLOCKS or wanted:
            flush()
            if tag == "img":
                run.image = True
                node = node.next
                continue
            # Inline elements that turn out to hold blocks (a linked card) become boxes, outermost first.
            first = len(opened)
            while first and opened[first - 1][3] is None:
                first -= 1
            for place in range(first, len(opened)):
                following, holder, name, _ = opened[place]
                box = _make_box(holder, name, box)
                boxes.append(box)
                opened[place] = (following, holder, name, box)
            box = inner = _make_box(node, tag, box)
            boxes.append(box)
            if wanted:
                outline.marked.append(box)
        elif tag == "a":
            link_depth += 1
            run.links += 1
        elif tag in _STRONG:
            strong_depth += 1
        opened.append((node.next, node, tag, inner))
        node = node.first_child
