"""Where on a page the article's text lies: how much running text each box holds, and whose name is believed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

_GRAVE = int(Hint.COMMENT | Hint.NAVIGATION | Hint.FOOTER | Hint.CONSENT | Hint.HIDDEN)
"""Names that hardly ever hold a story."""
_UNLIKELY = _GRAVE | int(
    Hint.FORM
    | Hint.SIGNUP
    | Hint.RELATED
    | Hint.CAPTION
    | Hint.BYLINE
    | Hint.SHARE
    | Hint.HEADER
    | Hint.ASIDE
    | Hint.WIDGET
)
_SURE = int(Hint.COMMENT | Hint.HIDDEN)
"""Believed however much text they hold."""
_TELLING = int(Hint.RELATED | Hint.CAPTION | Hint.ASIDE | Hint.COMMENT)
"""Believed of a kind of box that recurs, unless it holds most of the text."""
_HIDDEN = int(Hint.HIDDEN)
_BODY, _HEADER = int(Hint.BODY), int(Hint.HEADER)
_STORY = int(Hint.BODY | Hint.ARTICLE)
_SHORT_STORY, _BRIEF = 100.0, 50.0
"""Weighed words: what stands around the headline with that many may be all of the story; a brief has two sentences."""

_WEAK = int(
    Hint.BODY
    | Hint.ARTICLE
    | Hint.LIST
    | Hint.TABLE
    | Hint.QUOTE
    | Hint.META
    | Hint.NOTE
    | Hint.WIDGET
    | Hint.SHARE
    | Hint.BYLINE
    | Hint.AD
    | Hint.SUMMARY
    | Hint.TITLE
    | Hint.HEADER
)
"""Names that are often given to other things; disbelieved sooner."""

_SOME, _MUCH, _MOST = 0.15, 0.3, 0.6
_HEADLINE_TAGS = frozenset(("h1", "h2", "h3"))
_GROWTH = 1.5
"""How many times the words (and about so many the prose) of its main part a body in parts may have."""
_MIN_PROSE = 8
_PARTS = 3
"""A box of fewer blocks may well be a biography or a note, however long."""
_ENDS = frozenset(".。?!？！।۔…")


def prose_words(block: Block) -> float:
    """Return how many of the block's words look like running text; paragraphs count half as much again."""
    own = block.words - block.link_words
    if block.words < _MIN_PROSE or own * 2 < block.words:
        return 0.0
    weight = 1.0 if "." in block.text or not _ENDS.isdisjoint(block.text) else 0.3
    return own * weight * (1.5 if block.box.tag == "p" else 1.0)


def find_anchor(outline: Outline, headline: str | None) -> Block | None:
    """Return the block that bears the page's headline, else an `h1`, if most of the running text follows it."""
    wanted = _letters(headline) if headline else ""
    first, longest = wanted[:1], 3 * len(wanted)
    same: list[Block] = []
    elsewhere: list[Block] = []
    others: list[Block] = []
    before: dict[int, float] = {}
    total = 0.0
    for block in outline.blocks:
        text, box = block.text, block.box
        if block.words >= _MIN_PROSE:
            block.prose = prose_words(block)
        letter = text[0].casefold()[0]  # it tells soon of most texts that they do not begin as the headline does
        may_begin = len(text) < longest and (letter == first or not letter.isalnum())
        if may_begin and _letters(text).startswith(wanted):
            found = same if box.tag in _HEADLINE_TAGS else elsewhere
        elif box.tag == "h1":
            found = others
        elif block.prose:
            found = None
        else:
            continue
        if box.around & _GRAVE:
            continue
        if found is not None:
            before[block.index] = total
            found.append(block)
        total += block.prose
    candidates = (*same, *elsewhere, *others)
    return next((block for block in candidates if before[block.index] <= (1 - _MOST) * total), None)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, case folded: what a headline's typography leaves alone."""
    return "".join(filter(str.isalnum, text.casefold()))


def weigh(outline: Outline, anchor: Block | None) -> None:
    """Fill in the sums of each box and the hints that are believed of it (needs `find_anchor` to have run).

    Running text is counted twice: first as it stands, then with blocks discounted that stand in boxes whose names say
    that they are no story. What holds the headline, or a good part of the page's running text, is not discounted for
    its name: a body classed `subscriber-only` or `has-comments` is a body.
    """
    for block in outline.blocks:
        box = block.box
        box.words += block.words
        box.link_words += block.link_words
        box.blocks += 1
        box.prose += block.prose
    for box in reversed(outline.boxes):
        parent = box.parent
        if parent is not None:
            parent.words += box.words
            parent.link_words += box.link_words
            parent.blocks += box.blocks
            parent.prose += box.prose
    telling = [box for box in outline.boxes if box.prose]
    _discount(telling, _believe(telling, outline.blocks, anchor), outline.blocks)


def _believe(boxes: Sequence[Box], blocks: Sequence[Block], anchor: Block | None) -> Mapping[int, int]:
    """Set `own` of each box that holds running text: its hints as far as they are believed.

    Return, by each box's id, the hints that are believed of it and of all around it.
    """
    if not boxes:
        return {}
    total = boxes[0].prose
    never = _never_forgiven(blocks)
    kinds: dict[tuple[str, str], float] = {}
    for box in boxes:
        if not box.around & never:
            kind = (box.tag, box.tokens)
            kinds[kind] = kinds.get(kind, 0.0) + box.prose
    wrappers = {id(box) for box in _upwards(anchor.box if anchor else None) if box.prose > 0.2 * total}
    near: dict[int, int] = {}
    for box in boxes:
        hints = box.hints
        if hints:
            if id(box) in wrappers or _outweighs(box, box.prose / total, never):
                hints = 0
            elif (share := kinds.get((box.tag, box.tokens), 0.0) / total) > _MUCH:
                hints &= (_TELLING if share < _MOST else 0) | (never & _HIDDEN)
        box.own = hints
        near[id(box)] = hints | near[id(box.parent)] if box.parent else hints
    return near


def _discount(boxes: Sequence[Box], near: Mapping[int, int], blocks: Sequence[Block]) -> None:
    """Count the boxes' running text anew, with what stands where hardly any story does counting little."""
    for box in boxes:
        box.prose = 0.0
    for block in blocks:
        if block.prose:
            if unlikely := near[id(block.box)] & _UNLIKELY:
                block.prose *= 0.05 if unlikely & _GRAVE else 0.25
            block.box.prose += block.prose
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.prose += box.prose


def _outweighs(box: Box, share: float, never: int) -> bool:
    """Return whether a box holds so much of the page's running text (0 to 1) that its name tells nothing."""
    if share > _MOST:
        return not box.hints & never & _SURE
    if share > _MUCH:
        return not box.hints & never
    return share > _SOME and box.blocks >= _PARTS and not box.hints & ~_WEAK


def _never_forgiven(blocks: Iterable[Block]) -> int:
    """Return the hints that no amount of text outweighs: fewer where the page has next to no other text."""
    seen = hidden = rest = 0.0
    copies: set[str] = set()
    for block in blocks:
        if not block.prose:
            continue
        grave = block.box.around & _GRAVE
        if not grave:
            seen += block.prose
        elif grave != _HIDDEN:
            rest += block.prose
        elif block.text not in copies:
            copies.add(block.text)
            hidden += block.prose
    if seen < 60 and seen < 0.15 * (hidden + rest):  # noqa: PLR2004 - a sentence or two, measured against a page's text
        return 0
    return _GRAVE & ~_HIDDEN if hidden > 3 * seen else _GRAVE


def _upwards(box: Box | None) -> Iterable[Box]:
    while box is not None:
        yield box
        box = box.parent


def find_container(outline: Outline, anchor: Block | None) -> Box:
    """Return the innermost box that holds the article's running text, and `settle` on it."""
    children: dict[int, list[Box]] = {}
    for box in outline.boxes:
        if box.blocks > 1 and box.prose and box.parent is not None:
            children.setdefault(id(box.parent), []).append(box)
    wrappers = {id(box) for box in _upwards(anchor.box if anchor else None)}
    box = _surroundings(outline, anchor)
    while (inner := _step(box, children.get(id(box), ()), wrappers)) is not None:
        box = inner
    # A body may be cut into parts (before and after a paywall, live posts): take the whole, where its name says so.
    whole = box
    for above in _upwards(box.parent):
        if above.prose > _GROWTH * box.prose or above.words > _GROWTH * box.words:
            break
        if above.hints & _BODY:
            whole = above
    settle((whole,))
    return whole


def _surroundings(outline: Outline, anchor: Block | None) -> Box:
    """Return the smallest box around the headline that may hold all of the story, else the whole page."""
    page = outline.boxes[0]
    if anchor is None:
        return page
    sentences: Mapping[int, int] | None = None
    for holder in _upwards(anchor.box):
        share = holder.prose / (page.prose or 1.0)
        if holder.prose < _BRIEF or share <= _SOME:
            continue
        if holder.prose >= _SHORT_STORY:
            return holder
        sentences = _sentences_behind(anchor, outline) if sentences is None else sentences
        if sentences.get(id(holder), 0) > 1 and not holder.hints & _HEADER:
            return holder
    return page


def _sentences_behind(anchor: Block, outline: Outline) -> Mapping[int, int]:
    """Return how many blocks of running text behind the headline each box holds, by the box's id."""
    held = Counter(id(block.box) for block in outline.blocks[anchor.index + 1 :] if block.prose)
    for box in reversed(outline.boxes):
        if box.parent is not None and (inside := held.get(id(box))):
            held[id(box.parent)] += inside
    return held


def settle(containers: Iterable[Box]) -> None:
    """Take back what the names of the containers, and of all that holds them, hint at: they hold the story."""
    for container in containers:
        for holder in _upwards(container):
            holder.own = 0


def _step(box: Box, inner: Iterable[Box], wrappers: set[int]) -> Box | None:
    """Return the box inside ``box`` to go on with; None where the text lies in ``box`` as a whole."""
    inner = list(inner)
    if not inner:
        return None
    heaviest = max(inner, key=lambda child: child.prose)
    first = heaviest.prose
    kinds: dict[tuple[str, str], float] = {}
    for child in inner:
        if child is not heaviest:
            kind = (child.tag, child.tokens)
            kinds[kind] = kinds.get(kind, 0.0) + child.prose
    loose = box.prose - first - sum(kinds.values())  # in paragraphs that stand here themselves
    others = max(kinds.values(), default=0.0)
    likely = id(heaviest) in wrappers or heaviest.hints & _STORY
    clear = first >= 0.75 * box.prose or (likely and first >= 0.4 * box.prose and others <= 0.25 * first)
    return heaviest if clear and loose <= 0.12 * box.prose else None
