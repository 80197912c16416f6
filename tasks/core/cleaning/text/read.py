"""Reads the body text of a page, its standfirst and its captions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.blocks import flatten
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.clear_hints import clear_hints
from dateline.tasks.core.cleaning.text.container import find_anchor, find_containers, weigh
from dateline.tasks.core.cleaning.text.corrections import (
    find_corrections,
    with_paragraphs,
    with_stated,
    without_notes,
)
from dateline.tasks.core.cleaning.text.ends import without_dated_lines
from dateline.tasks.core.cleaning.text.next_page import find_next_page
from dateline.tasks.core.cleaning.text.select import join, select
from dateline.tasks.core.cleaning.text.selectors import Selected, apply_selectors
from dateline.tasks.core.cleaning.text.state import read_state
from dateline.tasks.core.cleaning.text.structured import StatedBody, read_stated_body
from dateline.tasks.core.cleaning.text.summary import find_captions, find_standfirst, read_description

_FEW_WORDS = 60
"""A shorter body may be all that a page shows before its scripts run."""
_SCRIPTS = "javascript"
"""What a paragraph speaks of that asks readers to switch scripts on, in any language."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page. ``text`` has paragraphs, headings and list items separated by one blank line.

    ``provenance`` maps ``text`` and ``summary`` to their origins (see `Candidate`). ``outline`` is everything that the
    page shows, and ``kept`` are those of its blocks that belong to the article: ``text`` and a visible standfirst.
    """

    text: str = ""
    summary: str | None = None
    captions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    outline: Outline = field(default_factory=Outline, compare=False)
    kept: Sequence[Block] = field(default=(), compare=False)


@dataclass(slots=True)
class _Reading:
    """The result of reading one outline: the headline's block, the boxes of the body, the blocks of the article."""

    outline: Outline
    anchor: Block | None
    containers: Sequence[Box]
    kept: list[Block]
    origin: str


def read_text(document: Document, page: Page, headline: str | None) -> Body:
    """Return the page's body text, standfirst and captions. The source's selectors take precedence.

    ``headline`` is the page's headline as decided. It is not part of the text, which follows it. The standfirst
    is only in ``summary``. If none is visible, the description in the page's head is the summary.
    """
    selected = apply_selectors(document, page.rules.selectors)
    stated = read_stated_body(document.article)
    reading = _read(flatten(document.root, selected.removed, selected.text), headline, stated)
    if not selected.text and (words := _words(reading.kept)) < _FEW_WORDS:
        hidden = _hidden(document, selected, headline, stated)
        reading = next((each for each in hidden if _words(each.kept) > 2 * words), reading)
    provenance = {"text": reading.origin}
    corrections = find_corrections(reading.outline, reading.anchor, reading.containers, reading.kept)
    summary, body = _separate_summary(document, selected, reading, provenance, corrections.blocks)
    text = join(body)
    if not selected.text and stated and stated.replaces(body):
        corrections = with_paragraphs(corrections, stated.paragraphs, "json-ld:articleBody")
        text, provenance["text"] = "\n\n".join(without_notes(stated.paragraphs)), "json-ld:articleBody"
    if not text:
        del provenance["text"]
    corrections = with_stated(corrections, document.article)
    if corrections.origin:
        provenance["corrections"] = corrections.origin
    return Body(
        text=text,
        summary=summary,
        captions=find_captions(reading.outline, reading.anchor, reading.kept),
        corrections=corrections.notes,
        provenance=provenance,
        warnings=(*selected.warnings, *_next_page_warnings(document, page)),
        outline=reading.outline,
        kept=reading.kept,
    )


def _hidden(
    document: Document, selected: Selected, headline: str | None, stated: StatedBody | None
) -> Iterator[_Reading]:
    """Yield the readings of what a page's scripts show: of the data in them, and of what stands there without them."""
    if (state := read_state(document)) is not None:
        yield _read(state, headline, stated, "script:json")
    if document.tree.css_first("noscript") is not None:
        outline = flatten(document.root, selected.removed, without_scripts=True)
        reading = _read(outline, headline, stated, "markup:noscript")
        if _words([block for block in reading.kept if _SCRIPTS not in block.text.lower()]) >= _FEW_WORDS:
            yield reading


def _next_page_warnings(document: Document, page: Page) -> Iterator[str]:
    if following := find_next_page(document, page.url):
        yield f'the text continues on another page, which is not fetched: "{following}"'


def _read(outline: Outline, headline: str | None, stated: StatedBody | None, origin: str | None = None) -> _Reading:
    anchor = find_anchor(outline, headline)
    weigh(outline, anchor)
    if outline.marked:
        clear_hints(outline, outline.marked)
        kept = select(outline, outline.marked, None, None)
        return _Reading(outline, anchor, outline.marked, kept, "source:selectors.text")
    containers = find_containers(outline, anchor)
    kept = select(outline, containers, anchor, stated)
    return _Reading(outline, anchor, containers, kept, origin or f"markup:{containers[0].tag}")


def _separate_summary(
    document: Document, selected: Selected, reading: _Reading, provenance: dict[str, str], notes: frozenset[int]
) -> tuple[str | None, list[Block]]:
    """Return the summary, and the body without it. Sets the summary's origin in ``provenance``.

    Neither contains the blocks of ``notes``, unless there are no others.
    """
    kept = [block for block in reading.kept if block.index not in notes] if notes else reading.kept
    if selected.summary is not None:
        lines = [block.text for block in flatten(selected.summary).blocks]
        if lines:
            provenance["summary"] = "source:selectors.summary"
            return "\n\n".join(lines), [block for block in kept if block.text not in lines] or kept
    described = read_description(document)
    standfirst = find_standfirst(reading.outline, reading.anchor, kept, described[0] if described else None)
    standfirst = [block for block in standfirst if block.index not in notes]
    in_standfirst = {block.index for block in standfirst}
    body = without_dated_lines([block for block in kept if block.index not in in_standfirst])
    if standfirst and body:
        provenance["summary"] = f"markup:{standfirst[0].box.tag}"
        return "\n\n".join(block.text for block in standfirst), body
    if described:
        summary, provenance["summary"] = described
        return summary, kept
    return None, kept


def _words(blocks: Sequence[Block]) -> int:
    return sum(block.words for block in blocks)
