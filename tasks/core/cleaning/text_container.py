"""Which blocks of a page are its article."""

from tasks.core.cleaning.text_blocks import Block, Box, Outline
from tasks.core.cleaning.text_words import Hint

_NOT_PROSE = int(
    Hint.NAVIGATION
    | Hint.FOOTER
    | Hint.COMMENT
    | Hint.CONSENT
    | Hint.FORM
    | Hint.SIGNUP
    | Hint.RELATED
    | Hint.CAPTION
    | Hint.BYLINE
    | Hint.SHARE
    | Hint.HEADER
    | Hint.ASIDE
    | Hint.WIDGET | Hint.HIDDEN
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_GRAVE = int(Hint.COMMENT | Hint.NAVIGATION | Hint.FOOTER | Hint.CONSENT | Hint.HIDDEN)
_SURE = int(Hint.COMMENT | Hint.HIDDEN)
_TELLING = int(Hint.RELATED | Hint.CAPTION | Hint.ASIDE | Hint.COMMENT)
_LASTING = int(Hint.BODY | Hint.ARTICLE | Hint.LIST | Hint.TABLE | Hint.QUOTE)


def prose_words(block: Block) -> float:
    """Return how many of the block's words look like running text."""
    own = block.words - block.link_words
    if block.words < 8 or own * 2 < block.words:
        return 0.0
    weight = 1.0
    text = block.text
    if "." not in text and "。" not in text and "?" not in text and "!" not in text:
        weight = 0.3
    if block.box.tag == "p":
        weight *= 1.5
    return own * weight


def weigh(outline: Outline, anchor: Block | None) -> None:
    """Fill in each box's sums and nearby hints; ``anchor`` is the headline's block, where it was found.

    Running text is counted twice: first as it stands, then with blocks discounted that stand in boxes whose names say
    that they are no story. What holds the headline, or a good part of the page's running text, is not discounted for its
    name: a body classed `subscriber-only` or `has-comments` is a body.
    """
    blocks, boxes = outline.blocks, outline.boxes
    for block in blocks:
        box = block.box
        box.words += block.words
        box.link_words += block.link_words
        box.blocks += 1
        block.prose = prose_words(block)
        box.prose += block.prose
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None:
            parent.words += box.words
            parent.link_words += box.link_words
            parent.blocks += box.blocks
            parent.prose += box.prose
    total = boxes[0].prose
    hidden = sum(block.prose for block in blocks if block.box.around & _GRAVE == Hint.HIDDEN)
    seen = sum(block.prose for block in blocks if not block.box.around & _GRAVE)
    never = _GRAVE & ~int(Hint.HIDDEN) if hidden > 3 * seen else _GRAVE
    kinds: dict[tuple[str, str], float] = {}
    for box in boxes:
        if box.prose and not box.around & never:
            kind = (box.tag, box.tokens)
            kinds[kind] = kinds.get(kind, 0.0) + box.prose
    around_anchor = set()
    holder = anchor.box if anchor else None
    while holder is not None:
        if holder.prose > 0.2 * total:
            around_anchor.add(id(holder))
        holder = holder.parent
    for box in boxes:
        hints = box.hints
        if id(box) in around_anchor or (
            box.prose > 0.3 * total and not hints & (never if box.prose < 0.6 * total else never & _SURE)
        ):
            hints &= _LASTING
        elif box.prose and (share := kinds.get((box.tag, box.tokens), 0.0)) > 0.3 * total:
            hints &= _LASTING | (_TELLING if share < 0.6 * total else 0)
        box.own = hints
        box.near = hints | box.parent.near if box.parent else hints
        box.prose = 0.0
    for block in blocks:
        near = block.box.near
        if near & _NOT_PROSE:
            block.prose *= 0.05 if near & _GRAVE else 0.25
        block.box.prose += block.prose
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.prose += box.prose


def find_anchor(outline: Outline, headline: str | None) -> Block | None:
    """Return the heading that bears the page's headline, else an `h1`, if most of the running text follows it."""
    blocks = outline.blocks
    wanted = headline.casefold() if headline else None
    same: list[Block] = []
    first: list[Block] = []
    for block in blocks:
        tag = block.box.tag
        if tag in _HEADINGS and not block.box.around & _GRAVE:
            if wanted and block.text.casefold() == wanted:
                same.append(block)
            elif tag == "h1":
                first.append(block)
    candidates = same + first
    if not candidates:
        return None
    following = [0.0] * (len(blocks) + 1)
    for block in reversed(blocks):
        following[block.index] = following[block.index + 1] + prose_words(block)
    return next((block for block in candidates if following[block.index] > 0.6 * following[0]), None)


def find_container(outline: Outline) -> Box:
    """Return the innermost box that holds the article's running text."""
    children: dict[int, list[Box]] = {}
    for box in outline.boxes:
        if box.parent is not None and box.prose:
            children.setdefault(id(box.parent), []).append(box)
    box = outline.boxes[0]
    while True:
        inner = [child for child in children.get(id(box), ()) if child.blocks > 1]
        if not inner:
            break
        ranked = sorted((child.prose for child in inner), reverse=True)
        first, second = ranked[0], ranked[1] if len(ranked) > 1 else 0.0
        loose = box.prose - sum(ranked)  # in paragraphs that stand here themselves
        clear = first >= 0.75 * box.prose or (first >= 0.4 * box.prose and second <= 0.25 * first)
        if not clear or loose > 0.12 * box.prose:
            break
        box = max(inner, key=lambda child: child.prose)
    # A body may be cut into parts (before and after a paywall, live posts): take the whole, where its name says so.
    whole, above = box, box.parent
    while above is not None and above.prose <= 1.6 * box.prose:
        if above.hints & Hint.BODY:
            whole = above
        above = above.parent
    _clear_path(outline, whole)
    return whole


def _clear_path(outline: Outline, container: Box) -> None:
    """Take the names of the container and of all that holds it out of the hints: they hold the story."""
    box: Box | None = container
    while box is not None:
        box.own &= _LASTING
        box = box.parent
    for box in outline.boxes:
        box.near = box.own | box.parent.near if box.parent else box.own
