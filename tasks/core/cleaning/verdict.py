"""Decides whether a page is rejected, and why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.cleaning.kind.consent import asks_for_consent
from dateline.tasks.core.cleaning.kind.features import PageProfile
from dateline.tasks.core.cleaning.kind.judge import judge_by_evidence, judge_by_rule
from dateline.tasks.core.cleaning.kind.layout import measure
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.models import Reason
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.instead_lines import GONE, REFUSED
from dateline.tasks.core.vocabulary.placeholders import PLACEHOLDERS
from dateline.tasks.core.vocabulary.wall_titles import CONSENT, HUMAN, LOGIN, MISSING, WALL
from dateline.tasks.core.web.bot_wall import WALL_PAGE_BYTES, looks_like_bot_wall
from dateline.tasks.core.web.content_types import begins_wide, known_file


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a page is rejected. ``detail`` is a sentence; ``published_at`` is the refused time."""

    reason: Reason
    detail: str
    published_at: datetime | None = None


_FEED = re.compile(
    rb"^\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL
)
_MAX_CONTROLS = 0.05
"""The maximum share of control characters in bytes that count as text."""
_SNIFFED_BYTES = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_THIN_TEXT = 600
"""A title of a wall or an error counts only if the page's text has fewer characters."""
_SHORT_TEXT = 400
"""What stands anywhere in a text counts only if the text has fewer characters."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM, _FEW_TITLE_WORDS = 4, 3
"""How many letters of a word are compared, and the minimum number of words of a title that can be missed."""
_PLACEHOLDER_TEXT, _LEAST_LETTERS = 200, 4
"""A longer text is no placeholder, and one with fewer letters is no text."""
_PLACEHOLDER = LatePattern(rf"^\W*(?:{all_patterns(PLACEHOLDERS)}|{all_patterns(WALL)})", re.IGNORECASE)
_WALL_TITLE, _CONSENT_TITLE, _LOGIN_TITLE, _MISSING_TITLE = (
    LatePattern(rf"^\W*(?:{all_patterns(titles)})", re.IGNORECASE) for titles in (WALL, CONSENT, LOGIN, MISSING)
)
_HUMAN, _GONE, _REFUSED = (LatePattern(all_patterns(lines), re.IGNORECASE) for lines in (HUMAN, GONE, REFUSED))


def judge_bytes(page: Page) -> Verdict | None:
    """Return why the bytes cannot be a page, before they are parsed, or None."""
    body = page.body
    head = body[:_SNIFFED_BYTES]
    if not head.strip():
        return Verdict(Reason.UNREADABLE, "the page is empty")
    if kind := known_file(head):
        return Verdict(Reason.NOT_HTML, f"the bytes are {kind}, not a page")
    if _FEED.match(head):
        return Verdict(Reason.NOT_HTML, "the bytes are a feed or a sitemap, not a page")
    if head.lstrip()[:1] in {b"{", b"["} and "json" in (page.content_type or "").casefold():
        return Verdict(Reason.NOT_HTML, "the bytes are JSON, not a page")
    if not begins_wide(head) and len(_CONTROL.findall(head)) > _MAX_CONTROLS * len(head):
        return Verdict(Reason.UNREADABLE, "the bytes are neither text nor markup")
    return None


def judge(page: Page, extraction: Extraction, html: tuple[Document, Body] | None) -> Verdict | None:
    """Return why the page is rejected, or None if it is an article. ``html`` is None for a plain-text page."""
    return next(_verdicts(page, extraction, html), None)


def _verdicts(page: Page, extraction: Extraction, html: tuple[Document, Body] | None) -> Iterator[Verdict]:
    """Yield the reasons to reject the page, the most specific first."""
    if not (html[0].legible if html else decode(page.body, page.content_type).legible):
        yield Verdict(
            Reason.UNREADABLE, "the bytes are not readable text, neither in the page's encoding nor in another"
        )
    if html is not None and (verdict := _instead_of_page(page, extraction, *html)):
        yield verdict
    profile = PageProfile(page, extraction, *html) if html is not None else None
    ruled = judge_by_rule(profile) if profile is not None else None
    if ruled is not None and not ruled.is_article:
        yield Verdict(Reason.NOT_ARTICLE, ruled.sentence)
    if not extraction.headline:
        yield Verdict(Reason.NO_HEADLINE, "the page has no headline")
    if not extraction.text:
        yield Verdict(Reason.NO_TEXT, "the page has no article text")
    elif is_placeholder(extraction.text):
        yield Verdict(Reason.NO_TEXT, f'instead of its text, the page shows: "{extraction.text[:100]}"')
    # The evidence comes after these two: a missing headline or text says more about a page than a sum does.
    if profile is not None and ruled is None and not (judgement := judge_by_evidence(profile)).is_article:
        yield Verdict(Reason.NOT_ARTICLE, judgement.sentence)
    if extraction.published_at is None:
        yield _without_time(page, extraction)


def is_placeholder(text: str) -> bool:
    """Return whether a text is only what a page shows until a script loads the article, or because the site failed."""
    if len(text) > _PLACEHOLDER_TEXT:
        return False
    return sum(map(str.isalpha, text)) < _LEAST_LETTERS or bool(_PLACEHOLDER.match(text))


def _without_time(page: Page, extraction: Extraction) -> Verdict:
    if page.fetched_at is None or (extraction.ahead_at is None and page.server_at is None):
        return Verdict(Reason.NO_TIMESTAMP, "an article, but neither it nor its feed has a date")
    fetched = f"{page.fetched_at:%Y-%m-%d %H:%M} UTC"
    if (stated := extraction.ahead_at) is not None:
        said = f"the page is dated {stated.astimezone(UTC):%Y-%m-%d %H:%M} UTC, but was fetched at {fetched}"
        detail = f"{said}: the date or this machine's clock is wrong"
        return Verdict(Reason.WRONG_CLOCK, detail, stated.astimezone(UTC))
    said = f"the page has no full date, its server's clock was at {page.server_at:%Y-%m-%d %H:%M} UTC"
    return Verdict(Reason.WRONG_CLOCK, f"{said}, and this machine's at {fetched}: one of them is wrong")


def _instead_of_page(page: Page, extraction: Extraction, document: Document, body: Body) -> Verdict | None:
    """Return what the site sent instead of the page (a bot wall, an error, a request for consent), or None."""
    if looks_like_bot_wall(None, (), page.body[: WALL_PAGE_BYTES + 1]):
        return Verdict(Reason.BLOCKED, "the site answered with a bot wall instead of the page")
    is_thin = len(extraction.text) < _THIN_TEXT or _is_missing_above_teasers(extraction, document, body)
    if is_thin and (verdict := _by_titles(extraction, document) or _by_lines(extraction, document, body)):
        return verdict
    if asks_for_consent(body):
        return Verdict(Reason.BLOCKED, "the site asks for consent to cookies before it shows the page")
    if 0 < len(extraction.text) < _THIN_TEXT and _is_of_another_title(page, document, extraction):
        return Verdict(Reason.NOT_ARTICLE, "the page is short, and has no word of the title that its feed states")
    return None


def _is_of_another_title(page: Page, document: Document, extraction: Extraction) -> bool:
    """Return whether neither the page's titles nor its text have a word of the title that its feed states.

    Words of few letters do not count, and neither do endings, which depend on the sentence. A title in a script without
    spaces has too few words. Links that are not dated may have any text as their title, such as "read on".
    """
    if page.ref is None or page.ref.published_at is None:
        return False
    stated = _stems(page.ref.title or "")
    shown = (document.title, *(heading.text() for heading in document.headings), extraction.text)
    return len(stated) >= _FEW_TITLE_WORDS and stated.isdisjoint(_stems(" ".join(shown)))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _LONG_WORD.findall(text.casefold())}


def _is_missing_above_teasers(extraction: Extraction, document: Document, body: Body) -> bool:
    """Return whether a page with the title of a missing page has no text besides teasers, which sites offer there."""
    if not any(map(_MISSING_TITLE.match, _titles(document, extraction))):
        return False
    return measure(body.outline.blocks, body.kept).is_list


def _by_titles(extraction: Extraction, document: Document) -> Verdict | None:
    """Return what a page with little text is, if that is no article, by its titles."""
    for title in _titles(document, extraction):
        if _WALL_TITLE.match(title):
            return Verdict(Reason.BLOCKED, f'the site answered with a wall instead of the page: "{title[:100]}"')
        if _CONSENT_TITLE.match(title):
            return Verdict(Reason.BLOCKED, f'the site asks for consent before it shows the page: "{title[:100]}"')
        if _LOGIN_TITLE.match(title) and document.select_first("input[type=password]"):
            return Verdict(Reason.BLOCKED, f'the site asks for a login before it shows the page: "{title[:100]}"')
        if _MISSING_TITLE.match(title):
            return Verdict(Reason.NOT_ARTICLE, f'the page says that it was not found: "{title[:100]}"')
    return None


def _by_lines(extraction: Extraction, document: Document, body: Body) -> Verdict | None:
    """Return what a page with little text is, if that is no article, by what its titles and its text say."""
    shown = extraction.text or " ".join(block.text for block in body.outline.blocks)[:_SHORT_TEXT]
    lines = " ".join((*_titles(document, extraction), shown))
    if _HUMAN.search(lines):
        told = f'the site asks for proof of a human before it shows the page: "{shown[:100]}"'
        return Verdict(Reason.BLOCKED, told)
    if len(extraction.text) >= _SHORT_TEXT:
        return None
    if _GONE.search(lines):
        return Verdict(Reason.NOT_ARTICLE, f'the page says that it was not found: "{shown[:100]}"')
    if _REFUSED.search(lines):
        return Verdict(Reason.BLOCKED, f'the site does not show the page: "{shown[:100]}"')
    return None


def _titles(document: Document, extraction: Extraction) -> Iterator[str]:
    yield document.title
    if extraction.headline:
        yield extraction.headline
