"""The body text of a page, its standfirst and its captions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page
from tasks.core.cleaning.text_blocks import flatten
from tasks.core.cleaning.text_select import find_container, weigh
from tasks.core.cleaning.text_words import Hint


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says: ``text`` has its paragraphs, headings and list items separated by one blank line."""

    text: str = ""
    summary: str | None = None
    captions: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


_DROPPED = int(
    Hint.NAVIGATION | Hint.FOOTER | Hint.COMMENT | Hint.CONSENT | Hint.FORM | Hint.SIGNUP | Hint.RELATED | Hint.CAPTION
    | Hint.BYLINE | Hint.SHARE | Hint.AD | Hint.META | Hint.HIDDEN
)


def read_text(document: Document, page: Page, headline: str | None) -> Body:
    """Return the page's body text, its standfirst and its captions."""
    outline = flatten(document.root)
    weigh(outline)
    container = find_container(outline)
    kept = []
    for block in outline.blocks:
        box = block.box
        hints = 0
        inside = False
        while box is not None:
            if box is container:
                inside = True
                break
            hints |= box.hints
            box = box.parent
        if inside and not hints & _DROPPED and block.link_words * 2 <= block.words and block.text != headline:
            kept.append(block.text)
    summary = next(iter(document.meta.get("og:description", [])), None)
    return Body("\n\n".join(kept), summary, provenance={"text": "markup:" + container.tag})
