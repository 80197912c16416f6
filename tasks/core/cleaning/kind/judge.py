"""The one place that decides whether a page is an article."""

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.kind.declared import describes_article
from dateline.tasks.core.cleaning.kind.evidence import BASE, Evidence, Judgement
from dateline.tasks.core.cleaning.kind.signs import Seen, signs_of
from dateline.tasks.core.cleaning.kind.weights import BIAS, WEIGHTS
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.text.read import Body

_BRIEF = 150
"""Words of a story below which a page at the address of a list is one."""
_LIST_HEADINGS = 4
"""Linked headings from which a page with neither text nor date is a list."""
_ALWAYS = Evidence(BASE, 1.0, BIAS)
_TOLD_BY_FEED = Evidence("a feed or news sitemap dates it", 1.0, 3.0)
"""Not learned, for the labelled pages came without feeds: worth about as much as an address like a headline."""
_OF_TEASERS = Evidence("its text is made of teasers", 1.0, -3.0)
"""Not learned, for few of the labelled pages are of this kind."""


def judge_kind(
    page: Page, extraction: Extraction, document: Document, body: Body, *, explain: bool = False
) -> Judgement:
    """Return whether a page is an article, and why.

    Rules come first; where none decides, the sum of the evidence does. Evidence is gathered where it is needed, or
    where ``explain`` asks for it.
    """
    seen = Seen(page, extraction, document, body)
    ruled = rule_for(seen)
    if ruled is not None and not explain:
        return ruled
    evidence = tuple(sorted(_evidence(seen), key=lambda piece: -abs(piece.points)))
    if ruled is not None:
        return Judgement(ruled.is_article, evidence, ruled.rule)
    return Judgement(sum(piece.points for piece in evidence) >= 0, evidence)


def rule_for(seen: Seen) -> Judgement | None:
    """Return what a rule decides; None where none does."""
    if describes_article(seen.document):
        return Judgement(is_article=True, rule="an article by its structured data") if seen.extraction.text else None
    address = seen.address
    if address is not None and address.is_front:
        return Judgement(is_article=False, rule="the front page of a site")
    if _only_leads_elsewhere(seen):
        return Judgement(is_article=False, rule="a list of articles")
    if address is None or not address.is_list:
        return None
    layout = seen.layout
    if layout.is_list or (layout.story_words < _BRIEF and not seen.declared.article_in_meta):
        return Judgement(is_article=False, rule="a section, topic or author page")
    return None


def _only_leads_elsewhere(seen: Seen) -> bool:
    extraction = seen.extraction
    if extraction.text or extraction.published_at is not None:
        return False
    return seen.layout.linked_headings >= _LIST_HEADINGS


def _evidence(seen: Seen) -> list[Evidence]:
    pieces = [Evidence(name, value, WEIGHTS[name]) for name, value in signs_of(seen).items() if value]
    ref = seen.page.ref
    if ref is not None and ref.published_at is not None:
        pieces.append(_TOLD_BY_FEED)
    if seen.layout.is_list:
        pieces.append(_OF_TEASERS)
    return [*pieces, _ALWAYS]
