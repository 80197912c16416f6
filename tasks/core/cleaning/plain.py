"""Reads plain-text pages: WET records of web archives, and text files."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.credits import is_led
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.cleaning.language import checked_language, set_language
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.person_names import looks_like_person
from dateline.tasks.core.cleaning.plain_lines import TOP_LINES, article_lines, headline_index, is_sentence, lines_of
from dateline.tasks.core.cleaning.text.notes import Wording, wording_of
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.timestamps.read import Moment, read_plain_timestamp
from dateline.tasks.core.models import Precision, TimezoneSource

_TAG = re.compile(
    rb"<(?:!doctype|!--|html|head|body|title|meta|script|style|link|div|span|p|a|br|img|table|article|section|main|h[1-6]"
    rb"|ul|ol|li|font|center|iframe|form|nav|header|b|i|strong|em)\b",
    re.IGNORECASE,
)
_SNIFFED_BYTES = 64 * 1024
_MAX_DATE_LINE = 80
_MAX_BYLINE = 100
_NEAR_HEADLINE = 4
"""How many lines around the headline are searched for a byline."""
_JUNK = frozenset({Phrase.TEASER, Phrase.ACTION, Phrase.NOTICE, Phrase.DATE})


def is_plain(page: Page) -> bool:
    """Return whether the page is plain text: without any HTML tag at its beginning, whatever its declared type."""
    head = page.body[:_SNIFFED_BYTES]
    return not _TAG.search(head.replace(b"\0", b""))  # in UTF-16 and UTF-32, a tag's letters stand between zeros


def read_plain(page: Page) -> Extraction:
    """Return the fields of a plain-text page: headline, date, authors, summary, captions and text.

    Lines of menus and icon fonts before and after the article are left out. A line that repeats the headline is a
    caption.
    """
    lines = lines_of(decode(page.body, page.content_type).text)
    sentences = "\n".join(filter(is_sentence, lines))
    shown = checked_language(set_language(page), sentences)
    date, moment = _date_line(lines, page, shown.value if shown else None)
    bylines = [index for index, line in enumerate(lines[:TOP_LINES]) if _is_byline(line)]
    at = headline_index(lines, date, page.ref.title if page.ref else None, others=bylines)
    headline = lines[at] if at is not None else None
    rest = [line for index, line in enumerate(lines) if index != date and (at is None or index > at)]
    captions = [line for line in rest if _is_caption(line, headline)]
    byline = next((lines[index] for index in bylines if abs(index - (at or 0)) <= _NEAR_HEADLINE), None)
    notes = [line for line in rest if wording_of(line) is Wording.NOTE]
    apart = {*captions, *notes, byline}
    rest = [line for line in rest if line not in apart and phrase_kind(line) not in _JUNK]
    summary = rest[0] if headline and rest and _is_summary(rest) else None
    text = "\n\n".join(article_lines(rest[1:] if summary else rest))
    language = checked_language(set_language(page), text)
    origins = {
        "headline": headline and "text:line",
        "summary": summary and "text:line",
        "text": text and "text:lines",
        "captions": captions and "text:line",
        "corrections": notes and "text:line",
        "authors": byline and "text:byline",
        "published_at": moment and moment.origin,
        "language": language and language.origin,
    }
    return Extraction(
        headline=headline,
        summary=summary,
        text=text,
        captions=tuple(captions),
        corrections=tuple(dict.fromkeys(notes)),
        authors=names_in(byline) if byline else (),
        published_at=moment.at if moment else None,
        published_raw=moment.raw if moment else None,
        published_precision=moment.precision if moment else None,
        timezone_source=moment.timezone_source if moment else None,
        language=language.value if language else None,
        provenance={field: str(origin) for field, origin in origins.items() if origin},
    )


def _date_line(lines: Sequence[str], page: Page, language: str | None) -> tuple[int | None, Moment | None]:
    """Return the index of the first date line and its time, or None and the feed's time."""
    for index, line in enumerate(lines[:TOP_LINES]):
        if len(line) <= _MAX_DATE_LINE and (moment := read_plain_timestamp(line, page, language)):
            return index, moment
    ref = page.ref
    if ref is None or ref.published_at is None:
        return None, None
    precision = ref.published_precision or Precision.MINUTE
    raw = ref.published_raw or ref.published_at.isoformat()
    return None, Moment(ref.published_at, raw, precision, TimezoneSource.FEED, "feed:published")


def _is_caption(line: str, headline: str | None) -> bool:
    return phrase_kind(line) is Phrase.CAPTION or (headline is not None and key_of(line) == key_of(headline))


def _is_byline(line: str) -> bool:
    """Return whether a line only names the authors."""
    if len(line) > _MAX_BYLINE or not is_led(line):
        return False
    names = names_in(line)
    return bool(names) and all(map(looks_like_person, names))


def _is_summary(lines: Sequence[str]) -> bool:
    """Return whether the line below the headline is a standfirst: prose without a full stop, before the article."""
    first = lines[0]
    return len(first.split()) > _NEAR_HEADLINE and not is_sentence(first) and any(map(is_sentence, lines[1:3]))
