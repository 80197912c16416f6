"""Estimates how much a URL looks like an article's, and finds the shape that it shares with others of its site.

News sites give articles long URLs, with a date in the folders, a slug of words or a number. Sections have short ones.
"""

import re
from functools import lru_cache
from urllib.parse import unquote

from dateline.tasks.core.discovery.dates_in_urls import span_in_folders

LIKELY = 2.5
"""The score from which a URL is assumed to be an article's."""

_NO_ARTICLES = """
    about about-us account advertise advertising author authors autor auteur byline careers category
    categoria category_name comments contact contact-us contributors cookie-policy cookies donate events faq feed feeds
    forum gallery help horoscope imprint impressum jobs legal login logout members mentions-legales newsletter
    newsletters page people photos podcast podcasts privacy privacy-policy profile radio register rss search series
    shop sitemap staff store subscribe subscription tag tags tema temas terms thema themen topic topics user users
    weather wp-admin wp-content wp-json
"""
_SECTION_WORDS = frozenset(_NO_ARTICLES.split())
_FILES = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m3u8|webm|docx?|xlsx?|apk)$"
)
_PAGE_ENDING = re.compile(r"(?i)\.(?:s?html?|php|aspx?|cms|jsp|ece)$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_HASH = re.compile(r"(?i)(?<![0-9a-z])(?=[a-z]*\d)[0-9a-f]{8,}(?![0-9a-z])")
_ID_PARAMETER = re.compile(
    r"(?i)[?&](?:p|id|nid|aid|sid|news_?id|article_?id|story_?id|idx|idxno|no|seq)=[0-9a-z_-]{2,}"
)
_SCRIPT_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{6,}")
_DATE_PART = re.compile(r"(?i)\d{1,2}|\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")
_SLUG_WORDS = 3


@lru_cache(maxsize=65_536)
def article_likeness(url: str) -> float:
    """Return how much a URL looks like an article's: 0 for a section, at least `LIKELY` for a likely article."""
    path, _, query = url.partition("://")[2].partition("/")[2].partition("#")[0].partition("?")
    segments = [segment for segment in unquote(path).split("/") if segment]
    if _FILES.search(path):
        return 0.0
    score = 2.5 if _ID_PARAMETER.search(f"?{query}") else 0.0
    if not segments:
        return score if score and len(query) > len("p=1234") else 0.0
    last = _PAGE_ENDING.sub("", segments[-1])
    if span_in_folders(url) and not _DATE_PART.fullmatch(last):
        score += 2.0
    score += max(_slug_score(last), min(max(map(_slug_score, segments[-3:-1]), default=0.0), 2.0))
    if _SCRIPT_WITHOUT_SPACES.search(last):
        score += 2.0
    if _LONG_NUMBER.search(last) or _HASH.search(last):
        score += 2.0
    elif any(_LONG_NUMBER.search(segment) for segment in segments[:-1]):
        score += 1.0
    if last != segments[-1]:
        score += 0.5
    if len(segments) > 1:
        score += 0.5
    return max(score - 3.0 * sum(segment.casefold() in _SECTION_WORDS for segment in segments), 0.0)


def _slug_score(segment: str) -> float:
    words = len(_WORD.findall(segment))
    return 0.0 if words < _SLUG_WORDS else 2.0 if words == _SLUG_WORDS else 3.0


def shape_of(url: str) -> str:
    """Return the pattern of a URL's path, which a site's articles of the same kind share: ``/w/9/slug-9.html``.

    Each folder is reduced to its kind (word, slug, number, code); the last segment keeps its extension.
    """
    path = unquote(url.partition("://")[2].partition("/")[2].partition("#")[0].partition("?")[0])
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        return "/"
    ending = _PAGE_ENDING.search(segments[-1])
    return "/" + "/".join(map(_kind, segments)) + (ending[0].lower() if ending else "")


def _kind(segment: str) -> str:
    bare = _PAGE_ENDING.sub("", segment)
    words = len(_WORD.findall(bare))
    has_number = any(character.isdigit() for character in bare)
    if words >= _SLUG_WORDS:
        return "slug-9" if has_number else "slug"
    if bare.isdecimal():
        return "9"
    return "code" if has_number else "word"
