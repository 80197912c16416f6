"""The body text of a page, its standfirst and its captions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode, SelectolaxError

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page
from tasks.core.cleaning.text_blocks import Block, flatten, visible
from tasks.core.cleaning.text_container import find_anchor, find_container, weigh
from tasks.core.cleaning.text_select import select
from tasks.core.cleaning.text_structured import read_stated_body
from tasks.core.cleaning.text_summary import find_captions, find_standfirst, read_description

_LEAST_WORDS = 25
"""A body shorter than that is not trusted where the structured data state a longer one."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says: ``text`` has its paragraphs, headings and list items separated by one blank line."""

    text: str = ""
    summary: str | None = None
    captions: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_text(document: Document, page: Page, headline: str | None) -> Body:
    """Return the page's body text, its standfirst and its captions; the source's selectors are obeyed first."""
    outline = flatten(document.root)
    anchor = find_anchor(outline, headline)
    weigh(outline, anchor)
    container = find_container(outline)
    stated = read_stated_body(document.article)
    kept = select(outline, container, anchor, stated)
    described = read_description(document)
    standfirst = find_standfirst(outline, anchor, kept, described[0] if described else None)
    apart = {block.index for block in standfirst}
    body = [block for block in kept if block.index not in apart]
    if not body:
        body, standfirst = kept, []
    provenance = {"text": f"markup:{container.tag}"}
    text = join(body)
    words = sum(block.words for block in body)
    if stated and stated.words > 40 and words * 2 < stated.words:
        text = "\n\n".join(stated.paragraphs)
        provenance["text"] = "json-ld:articleBody"
    summary = None
    if standfirst:
        summary = "\n\n".join(block.text for block in standfirst)
        provenance["summary"] = f"markup:{standfirst[0].box.tag}"
    elif described:
        summary, provenance["summary"] = described
    captions = find_captions(outline, container, anchor, body[-1].index if body else 0)
    return Body(text, summary, captions, provenance)


def join(blocks: list[Block]) -> str:
    """Return the text of the blocks, a blank line between them; the cells of a table's row stand on one line."""
    lines: list[str] = []
    row = None
    for block in blocks:
        cell_of = block.box.parent if block.box.tag in {"td", "th"} else None
        if cell_of is not None and cell_of is row:
            lines[-1] += f" | {block.text}"
        else:
            lines.append(block.text)
        row = cell_of
    return "\n\n".join(lines)
