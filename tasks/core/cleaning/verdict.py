"""Why a page is no article, said before it becomes one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.structured import ARTICLE_TYPES, types_of
from dateline.tasks.core.models import Reason
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.wall_titles import CONSENT, MISSING, WALL
from dateline.tasks.core.web.bot_wall import WALL_PAGE_BYTES, looks_like_bot_wall
from dateline.tasks.core.web.content_types import known_file


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page is no article; ``detail`` is a sentence for a person."""

    reason: Reason
    detail: str


_FEED = re.compile(
    rb"^\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL
)
_MAX_CONTROLS = 0.05
"""The share of control characters from which bytes are no text."""
_SNIFFED_BYTES = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_THIN_TEXT = 600
"""Characters of text below which a page with a wall's or an error's title is one."""
_WALL_TITLE, _CONSENT_TITLE, _MISSING_TITLE = (
    re.compile(rf"^\W*(?:{all_patterns(titles)})", re.IGNORECASE) for titles in (WALL, CONSENT, MISSING)
)
_FRONT_TYPES = frozenset(
    {"website", "website.home", "collectionpage", "searchresultspage", "profilepage", "contactpage"}
)
_LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "contactpage"})
_SECTION_PATH = re.compile(
    r"/(?:index\.\w+|(?:tag|tags|topic|topics|thema|themen|category|categories|kategorie|rubrik|section|sections|author|authors"
    r"|autor|autoren|archive|archives|search|suche|page)(?:/[^/]*)?(?:/page/\d+|/\d+)?)/?$",
    re.IGNORECASE,
)
_ARTICLE_OG_TYPES = frozenset({"article", "news", "blog", "newsarticle", "video.other"})
_LANGUAGE_PATH = re.compile(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index\.\w+)?", re.IGNORECASE)
_LIST_HEADINGS = 12
"""Linked headings from which a page without an article of its own is a list of articles."""
_LIST_HEADINGS_ALONE = 4
"""The same, for a page that has neither text nor a date."""
_STORY_TEXT = 1500
"""Characters of text from which a page tells a story, whatever it links to."""


def judge_bytes(page: Page) -> Verdict | None:
    """Return why the bytes cannot be a page at all, before anything is read from them."""
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
    is_wide = head[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}
    if not is_wide and len(_CONTROL.findall(head)) > _MAX_CONTROLS * len(head):
        return Verdict(Reason.UNREADABLE, "the bytes are neither text nor markup")
    return None


def judge(page: Page, document: Document | None, extraction: Extraction) -> Verdict | None:
    """Return why the page is no article, the most telling reason first, or None where it is one.

    ``document`` is None for a plain-text page.
    """
    if document is not None and (verdict := _judge_kind(page, document, extraction)):
        return verdict
    if not extraction.headline:
        return Verdict(Reason.NO_HEADLINE, "no place on the page bears a headline")
    if not extraction.text:
        return Verdict(Reason.NO_TEXT, "the page has no text of an article")
    if extraction.published_at is None:
        return Verdict(Reason.NO_TIMESTAMP, "neither the page nor its feed says when it was published")
    return None


def _judge_kind(page: Page, document: Document, extraction: Extraction) -> Verdict | None:
    if looks_like_bot_wall(None, (), page.body[: WALL_PAGE_BYTES + 1]):
        return Verdict(Reason.BLOCKED, "the site answered with a bot wall instead of the page")
    if len(extraction.text) < _THIN_TEXT:
        for title in _titles(document, extraction):
            if _WALL_TITLE.match(title):
                return Verdict(Reason.BLOCKED, f'the site answered with a wall instead of the page: "{title[:100]}"')
            if _CONSENT_TITLE.match(title):
                return Verdict(Reason.BLOCKED, f'the site asks for consent before it shows the page: "{title[:100]}"')
            if _MISSING_TITLE.match(title):
                return Verdict(Reason.NOT_ARTICLE, f'the page says that there is nothing here: "{title[:100]}"')
    if what := _list_kind(page, document, extraction):
        return Verdict(Reason.NOT_ARTICLE, f"the page is {what}, no article")
    return None


def _titles(document: Document, extraction: Extraction) -> Iterator[str]:
    yield document.title
    if extraction.headline:
        yield extraction.headline


def _list_kind(page: Page, document: Document, extraction: Extraction) -> str | None:
    """Return what kind of list of articles the page is, in words, or None where it may be an article."""
    path = _path(page.url)
    stated = any(ARTICLE_TYPES.get(name, 0) >= ARTICLE_TYPES["report"] for name in types_of(document.article))
    if not stated and path is not None and _LANGUAGE_PATH.fullmatch(path):
        return "the front page of a site"
    if stated or _is_called_article(document):
        return None
    if len(extraction.text) >= _STORY_TEXT and extraction.published_at is not None:
        return None
    if path is not None and _SECTION_PATH.search(path):
        return "a section, topic or author page"
    types = {name for node in document.json_ld for name in types_of(node)}
    if _LIST_TYPES & types:
        return "a section, topic or author page"
    linked = document.tree.css("h2 a[href], h3 a[href], a[href] h2, a[href] h3")
    tells_nothing = not extraction.text and extraction.published_at is None
    least = _LIST_HEADINGS_ALONE if tells_nothing else _LIST_HEADINGS
    return "a list of articles" if len(linked) >= least and len(extraction.text) < _THIN_TEXT else None


def _is_called_article(document: Document) -> bool:
    """Return whether the page's meta tags call it an article; front pages of some systems do so too."""
    og_type = next(iter(document.meta.get("og:type", ())), "").casefold()
    return og_type in _ARTICLE_OG_TYPES or "article:published_time" in document.meta


def _path(url: str | None) -> str | None:
    """Return the URL's path; None where it is not known or a file's."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return (parts.path or "/") if parts.scheme in {"http", "https"} and not parts.query else None
