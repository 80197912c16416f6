"""Why a page is no article, said before it becomes one."""

from dataclasses import dataclass

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Extraction, Page
from tasks.core.models import Reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page is no article; ``detail`` is a sentence for a person."""

    reason: Reason
    detail: str


def judge(page: Page, document: Document | None, extraction: Extraction) -> Verdict | None:  # noqa: ARG001 - next: walls and fronts
    """Return why the page is no article, the most telling reason first, or None where it is one."""
    if not extraction.headline:
        return Verdict(Reason.NO_HEADLINE, "no place on the page bears a headline")
    if not extraction.text:
        return Verdict(Reason.NO_TEXT, "the page has no text of an article")
    if extraction.published_at is None:
        return Verdict(Reason.NO_TIMESTAMP, "neither the page nor the feed says when it was published")
    return None
