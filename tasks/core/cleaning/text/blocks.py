"""Flattens a page into blocks: runs of text in reading order, each with the elements around it.

Walks the tree once, without recursion, in time linear in the number of nodes. A block is a run of text that a reader
sees as one: the content of a paragraph, heading, list item or table cell, or the text between two line breaks.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.inline import NAMED_INLINE, Look, look_of
from dateline.tasks.core.cleaning.text.linked import clear_unclosed_links
from dateline.tasks.core.cleaning.text.panels import is_opener
from dateline.tasks.core.cleaning.text.visible import LINE_BREAK, count_words, lines_of, paragraphs_of, visible


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


_SKIPPED_TAGS = _names(
    "script style template svg iframe select option textarea input object audio video canvas head noframes "
    "datalist map progress meter embed applet rp noscript nav"
)
"""Elements whose text is not part of what a reader reads."""
_BLOCK_TAGS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p picture pre section summary "
    "table tbody td tfoot th thead tr ul"
)
"""Elements that end a run of text. All others, including unknown ones (`x-tooltip`), are inline, as in browsers."""
_DROP_CAP = re.compile(r"drop|cap|initial|first|lettrine|versal", re.IGNORECASE)
_LETTERS_THAT_ARE_WORDS = frozenset("AIOYEUÀÈÉÓWZKSVBАВИІКОСУЯ")
_ICON = re.compile(r"\s*[a-z]+(?:_[a-z0-9]+)+\s*")
"""The name of an icon in an icon font, such as `arrow_forward`. A reader sees the icon, not this text."""
_ANCHORS = frozenset("¶#§🔗⚓∞")
"""Signs that link to the heading or paragraph in which they stand."""
_HEADED = frozenset(("h2", "h3", "h4", "h5", "h6", "dt"))
"""Elements in which a button is the text of a heading, and opens the panel below it."""
_FIELD = LexborHTMLParser("").create_node("input").tag_id or 0
_INLINE, _TEXT, _BLOCK, _LINK, _SKIPPED, _BREAK, _FOOTER, _BUTTON, _SPAN = range(9)
"""What the walk does with a node. From `_SKIPPED` on, it is not always entered."""
_ENDING = frozenset((_BLOCK, _FOOTER))


def _kinds() -> dict[int, int]:
    """Return what the walk does with each kind of node that is not inline, by lexbor's number for the tag name.

    The numbers of the HTML standard's tag names are fixed when lexbor is built. Reading them is faster than reading
    names.
    """
    tree = LexborHTMLParser("<p>text<!--comment-->")
    names = dict.fromkeys(_BLOCK_TAGS, _BLOCK) | dict.fromkeys(_SKIPPED_TAGS, _SKIPPED)
    names |= {"a": _LINK, "br": _BREAK, "footer": _FOOTER, "button": _BUTTON} | dict.fromkeys(NAMED_INLINE, _SPAN)
    kinds = {tree.create_node(name).tag_id: kind for name, kind in names.items()}
    of_nodes = {"-text": _TEXT, "-comment": _SKIPPED}
    return kinds | {node.tag_id: of_nodes[node.tag or ""] for node in tree.css("p")[0].iter(include_text=True)}


_KINDS = _kinds()
_WITHOUT_SCRIPTS = {**_KINDS, LexborHTMLParser("").create_node("noscript").tag_id: _BLOCK}
MAX_BLOCKS = 20_000
"""The maximum number of blocks of a page. No article has more; the rest is left out."""


def flatten(
    root: LexborNode,
    removed: AbstractSet[int] = frozenset(),
    marked: AbstractSet[int] = frozenset(),
    *,
    without_scripts: bool = False,
) -> Outline:
    """Return the blocks under ``root``, without the elements whose ``mem_id`` is in ``removed``.

    `Outline.marked` lists the boxes of the elements whose ``mem_id`` is in ``marked``. ``without_scripts`` includes
    what only a browser that runs no scripts shows.
    """
    return _Walk(root, removed, marked, _WITHOUT_SCRIPTS if without_scripts else _KINDS).run()


def _opens_panel(button: LexborNode) -> bool:
    """Return whether a button is the question above the answer that it opens."""
    panel = button.next
    while panel is not None and panel.is_text_node:
        panel = panel.next
    return panel is not None and is_opener(button, panel)


class _Walk:
    """The state of one walk: the open elements at a node, and the blocks so far.

    A page has thousands of nodes, and a large part of cleaning's time is spent here. So `run` uses local names, handles
    the most frequent nodes first, and reads only the tag number of an element until it finds text inside.
    """

    def __init__(
        self, root: LexborNode, removed: AbstractSet[int], marked: AbstractSet[int], kinds: Mapping[int, int]
    ) -> None:
        self.kinds = kinds
        self.removed = removed
        self.marked = marked
        self.outline = Outline()
        top = Box(root, None)
        self.outline.boxes.append(top)
        if root.mem_id in marked:
            self.outline.marked.append(top)
        self.nodes = [root]
        """The open elements."""
        self.boxes = [top]
        """The boxes of the outer open elements. A box is made when text is found, after the boxes around it."""
        self.holders = [0]
        """The indexes, among the open elements, of those that end runs of text."""
        self.pieces: list[str] = []
        """The pieces of the current run of text."""

    def run(self) -> Outline:  # noqa: C901, PLR0912, PLR0915 - calls would double the time of this loop
        """Walk the tree, depth first."""
        nodes, boxes, holders, pieces = self.nodes, self.boxes, self.holders, self.pieces
        removed, marked = self.removed, self.marked
        asked = bool(marked)
        kinds = self.kinds
        depth = holder = 0  # the indexes, among the open elements, of the innermost, and of the last of `holders`
        boxed = 1  # how many of the open elements have a box
        size = linked = 0  # characters of the run without white space, and how many of them are in links
        link = 0  # the index of the outermost link among the open elements, or 0
        breaks = 0  # line breaks since the last text
        capital = False  # whether the run so far is a drop cap
        node = nodes[0].first_child
        while True:
            while node is None:
                if holder == depth:
                    if pieces:
                        self.flush(size, linked)
                        boxed = len(boxes)
                        size = linked = breaks = 0
                        capital = False
                    if not depth:
                        clear_unclosed_links(self.outline.blocks)
                        return self.outline
                    holders.pop()
                    holder = holders[-1]
                elif size == 1 and _DROP_CAP.search(nodes[-1].attributes.get("class") or ""):
                    capital = True
                node = nodes.pop().next
                if boxed > depth:
                    boxes.pop()
                    boxed = depth
                if link == depth:
                    link = 0
                depth -= 1
            kind = kinds.get(node.tag_id, _INLINE)
            if kind == _TEXT:
                if node.is_empty_text_node:  # most text nodes are white space between tags
                    if pieces:
                        pieces.append(" ")
                    node = node.next
                    continue
                piece = node.text_content or ""
                node = node.next
                if piece.isspace():  # some characters are white space for readers only
                    if pieces:
                        pieces.append(" ")
                    continue
                if "_" in piece and _ICON.fullmatch(piece):
                    continue
                if capital:
                    capital = False
                    piece = self.after_drop_cap(piece)
                breaks = 0
                length = len(piece.strip())
                if length == 1 and link and piece.strip() in _ANCHORS:
                    continue
                size += length
                if link:
                    linked += length
                pieces.append(piece)
                continue
            if kind >= _SKIPPED or removed:
                look = look_of(node) if kind == _SPAN else None
                if (
                    kind == _SKIPPED
                    or node.mem_id in removed
                    or (kind == _FOOTER and not self.in_quotation())
                    or look is Look.UNSEEN
                    or (kind == _BUTTON and nodes[holder].tag not in _HEADED and not _opens_panel(node))
                ):
                    if kind == _SKIPPED and node.tag_id == _FIELD and node.attributes.get("type") == "email":
                        self.outline.asking.append(self.innermost_box())
                        boxed = len(boxes)
                    elif kind == _FOOTER and node.mem_id not in removed:
                        self.outline.footers.append((node, boxes[-1]))
                    node = node.next
                    continue
                if look is Look.APART:
                    kind = _BLOCK
                if kind == _BREAK:  # one line break is white space, two end the run
                    breaks += 1
                    if pieces:
                        if breaks > 1:
                            self.flush(size, linked)
                            boxed = len(boxes)
                            size = linked = breaks = 0
                            capital = False
                        else:
                            pieces.append(LINE_BREAK)
                    node = node.next
                    continue
            depth += 1
            wanted = asked and node.mem_id in marked
            if kind in _ENDING or wanted:
                if pieces:
                    self.flush(size, linked)
                    boxed = len(boxes)
                    size = linked = breaks = 0
                    capital = False
                holders.append(depth)
                holder = depth
            elif kind == _LINK and not link:
                link = depth
            nodes.append(node)
            if wanted:
                self.outline.marked.append(self.innermost_box())
                boxed = len(boxes)
            node = node.first_child

    def after_drop_cap(self, piece: str) -> str:
        """Return the text after a drop cap, without the space between them unless the letter is a word by itself."""
        pieces, rest = self.pieces, piece.lstrip()
        spaced = rest != piece or pieces[-1] == " "
        if not rest[:1].islower() or (spaced and "".join(pieces).strip() in _LETTERS_THAT_ARE_WORDS):
            return piece
        if pieces[-1] == " ":
            pieces.pop()
        return rest

    def in_quotation(self) -> bool:
        """Return whether a quotation is open. Its footer names the person quoted; no other footer is in the text."""
        return any(node.tag == "blockquote" for node in self.nodes)

    def innermost_box(self) -> Box:
        """Return the box of the current run. Create it and its ancestors if this is its first block.

        Inline elements that contain boxes (a linked card, a component) become boxes, too, and hold what follows these.
        """
        boxes, holder = self.boxes, self.holders[-1]
        for node in self.nodes[len(boxes) : holder + 1]:
            box = Box(node, boxes[-1])
            boxes.append(box)
            self.outline.boxes.append(box)
        return boxes[-1]

    def flush(self, size: int, linked: int) -> None:
        """End the run of text and append it as a block, or several if single line breaks separate its paragraphs.

        ``size`` and ``linked`` are its lengths, as in `run`.
        """
        pieces, blocks = self.pieces, self.outline.blocks
        if pieces[-1] == " ":
            pieces.pop()
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if not size:
            return
        if LINE_BREAK in text:
            paragraphs = lines_of(text)
        elif "\n" in text and self.nodes[self.holders[-1]].tag == "pre":
            paragraphs = paragraphs_of(text)
        else:
            paragraphs = [visible(text)]
        for paragraph in filter(None, paragraphs):
            if len(blocks) < MAX_BLOCKS:
                last = blocks[-1].text if blocks else ""
                if len(last) == 1 and last.isalpha() and paragraph[0].islower():
                    blocks.pop()  # a drop cap in an element of its own
                    shown = last + paragraph
                else:
                    shown = paragraph
                words = count_words(shown)
                block_links = round(words * linked / size) if linked else 0
                blocks.append(Block(shown, self.innermost_box(), len(blocks), words, block_links))
