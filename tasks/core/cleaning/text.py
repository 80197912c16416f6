"""The body text of a page, its standfirst and its captions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says: ``text`` has its paragraphs, headings and list items separated by one blank line."""

    text: str = ""
    summary: str | None = None
    captions: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_text(document: Document, page: Page, headline: str | None) -> Body:  # noqa: ARG001 - the interface of the reader to come
    """Return the paragraphs of the page's ``article``, else of its ``body``."""
    container = document.tree.css_first("article") or document.root
    paragraphs = (" ".join(node.text().split()) for node in container.css("p"))
    summary = next(iter(document.meta.get("og:description", [])), None)
    return Body("\n\n".join(filter(None, paragraphs)), summary, provenance={"text": "markup:p"})
