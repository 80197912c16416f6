"""Cuts titles: a page's title may have the publisher's name, a section or a date beside the headline."""

import re
from collections.abc import Iterable

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import shown_text
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.byline_leads import BY
from dateline.tasks.core.vocabulary.months import MONTHS
from dateline.tasks.core.vocabulary.title_words import AT_SITE, NO_HEADLINES, PAGE_NUMBERS
from dateline.tasks.core.vocabulary.weekdays import WEEKDAYS

MAX_CHARS = 500
"""The maximum length of a headline, in characters."""
MAX_MINOR_HEADINGS = 20

_MARKS = "|-–—―·•∙»«›‹*/~<>:\\@←→▷►▸"
_SEPARATOR = re.compile(rf"\s+[{re.escape(_MARKS)}]+\s+|\s*[|｜ㅣ│]\s*|\s*：\s*|\s+(?=\| )")
_MARKS_BESIDE_SITES = frozenset(f"{_MARKS}｜ㅣ│：)")
"""One of these stands between a headline and the site's name, or behind the site's address."""
ANY_SEPARATOR = re.compile(_SEPARATOR.pattern + r"|\s*[-–—]\s*")
SITE_BEFORE = re.compile(r"\s*(?<!:)(?:[|｜ㅣ│»›]|:+)\s+|\s+[-–—·•~«‹@>]\s+")
"""Separators between a site's name and the headline after it."""
_PIPES = frozenset("|｜ㅣ│")
_DATE_SEGMENT = re.compile(r"^\W*\d{1,4}[./\- ]+(?:\d{1,2}|\w{3,12})[./\- ]+\d{2,4}\W*$")
_LETTERS, _YEAR = re.compile(r"[^\W\d_]+"), re.compile(r"\b(?:19|20)\d\d\b")
_DAY_WORDS = frozenset(_LETTERS.findall(" ".join((*MONTHS.values(), *WEEKDAYS.values(), "de"))))
_BYLINE_SEGMENT = re.compile(rf"^(?:{'|'.join(all_words(BY).split())})\s+\S", re.IGNORECASE)
_HOST_BEFORE = re.compile(r"([\w-]+(?:\.[\w-]+)+)\s*:\s+")
_NAMED_HOST = re.compile(r"\s+\((?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\)$")
_AT_SITE = re.compile(rf"\s+(?:{'|'.join(all_words(AT_SITE).split())})\s+", re.IGNORECASE)
_INBRACKETS = re.compile(r"(?:\s+[\[(]|\s*【)([^\[\]()【】]{2,60})[\])】]$")
_BRACKET_FIRST = re.compile(r"【([^【】]{2,60})】\s*(?=\S)")
_PAGE_SEGMENT = re.compile(rf"^(?:{'|'.join(all_words(PAGE_NUMBERS).split())})\s+\d+(?:\D{{1,6}}\d+)?$", re.IGNORECASE)
_DATE_FIRST = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s+[-–—|:]\s+")
_PATH = re.compile(r"\s+<\s+[^<>]{1,40}(?:<[^<>]{1,40})+$")
"""The sections and the kind of page behind a headline, each after "<", as Korean systems write them."""
_EAST_ASIAN_SEPARATOR = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af）」』！？”])\s?[_\-]\s?(?=[^\W_])")
"""A separator behind Chinese, Japanese and Korean characters, with or without blanks around it."""
_NO_HEADLINES = frozenset(key_of(title) for titles in NO_HEADLINES.values() for title in titles.split(","))
_HOST_FIRST = re.compile(r"([\w-]+(?:\.[\w-]+)+)\s+(?![a-z])")
BRACKET = re.compile(r"\s+(?=[(\[][^()\[\]]{1,40}[)\]]\W*$)")
"""Where a bracket begins that ends a title."""
_ARCHIVES = frozenset({"blogarchive", "blogarchiv", "archive", "archives"})
_MUCH_LONGER = 2
_MIN_BEFORE_SLOGAN = 15
"""The minimum length of a headline before a site's name with a slogan."""
_MIN_EAST_ASIAN = 6
"""The minimum length of a headline in Chinese, Japanese or Korean characters before a separator."""
_MAX_SECTION_WORDS = 3
MAX_SITE_WORDS = 4
_LAST_DASH = re.compile(r"\s+[-–—·•]\s+")
_MAX_LINES = 40
_MIN_NAME = 4
"""The minimum length of a publisher's name that is a part of a longer one."""


def without_publisher(title: str, names: frozenset[str], sections: frozenset[str] = frozenset()) -> str:
    """Return the title without the publisher's name, and a section or date next to it, at either end."""
    if len(title) > MAX_CHARS:
        return title
    if _MARKS_BESIDE_SITES.isdisjoint(title):
        return title.strip() or title
    separators = list(_SEPARATOR.finditer(title))
    end = next((match.start() for match in separators[:-1] if is_name(title[match.end() :], names)), len(title))
    named, piped = end < len(title), False
    for match in reversed(separators):
        if match.start() >= end:
            continue
        segment = title[match.end() : end].strip()
        key = key_of(segment)
        pipe = any(mark in match.group() for mark in _PIPES)
        named_here = is_name(segment, names)
        beside_name = named and piped and pipe and len(segment.split()) <= _MAX_SECTION_WORDS
        if not (
            named_here
            or key in sections
            or beside_name
            or _DATE_SEGMENT.match(segment)
            or _is_day(segment)
            or _BYLINE_SEGMENT.match(segment)
            or _PAGE_SEGMENT.match(segment)
        ):
            break
        named, piped, end = named or named_here, pipe, match.start()
    start = _end_of_site(title[:end], separators, names)
    return _NAMED_HOST.sub("", title[start:end]).strip() or title


def _is_day(segment: str) -> bool:
    """Return whether a part of a title is a day in words, and nothing else: "Wednesday, March 4, 2026"."""
    words = [word.casefold() for word in _LETTERS.findall(segment)]
    return _YEAR.search(segment) is not None and bool(words) and _DAY_WORDS.issuperset(words)


def without_site(title: str, names: frozenset[str], sections: frozenset[str] = frozenset()) -> str:
    """Return a page's title as by `without_publisher`, and without the name in further forms.

    "H at Site", "H [Site]", "Site: H", "site.example H", "Archives: H". A headline may itself be so formed: these are
    for titles that no other place confirms.
    """
    text = without_publisher(title, names, sections)
    if len(text) > MAX_CHARS:
        return text
    if not text.isascii():
        text = _without_path(text, names)
    if first := _BRACKET_FIRST.match(text):
        text = text[first.end() :] if is_name(first[1], names) else text
    if day := _DATE_FIRST.match(text):
        text = text[day.end() :]
    text = _before_slogan(text, names)
    if (bare := without_bracketed(text, names)) != text:
        return bare
    for at in _AT_SITE.finditer(text):
        if is_name(text[at.end() :], names):
            return text[: at.start()]
    before = SITE_BEFORE.search(text)
    if before and (is_name(text[: before.start()], names) or key_of(text[: before.start()]) in _ARCHIVES):
        return text[before.end() :] or text
    host = _HOST_FIRST.match(text)
    return text[host.end() :] if host and is_name(host[1], names) else text


def without_bracketed(text: str, names: frozenset[str]) -> str:
    """Return a text without the publisher's name in brackets behind it: "H [Site]"."""
    bracketed = _INBRACKETS.search(text)
    return text[: bracketed.start()] if bracketed and is_name(bracketed[1], names) else text


def is_no_headline(text: str) -> bool:
    """Return whether a title or heading only names a kind of page: "News", "Press release"."""
    return key_of(text) in _NO_HEADLINES


def is_title_of_kind(text: str) -> bool:
    """Return whether a title names a kind of page, and beside it at most a site: "News | Harbour Office"."""
    parts = _SEPARATOR.split(text)
    others = [part for part in parts if not is_no_headline(part)]
    return len(others) < len(parts) and sum(len(part.split()) for part in others) <= MAX_SITE_WORDS


def _without_path(title: str, names: frozenset[str]) -> str:
    """Return a title without sections and site behind it, in the forms of East Asia: "H_News_Site", "H < News < A"."""
    title = _PATH.sub("", title)
    separators = list(_EAST_ASIAN_SEPARATOR.finditer(title))
    if any("_" in match.group() for match in separators):
        first = next(match for match in separators if "_" in match.group())
        return title[: first.start()] if first.start() >= _MIN_EAST_ASIAN else title
    end = next((match.start() for match in separators if is_name(title[match.end() :], names)), len(title))
    return title[:end]


def _before_slogan(title: str, names: frozenset[str]) -> str:
    """Return a title without the site's name and its slogan: "H | Site - News from the harbour", "H - Site: News"."""
    separators = list(_SEPARATOR.finditer(title))
    for match, following in zip(separators, [*separators[1:], None], strict=False):
        segment = title[match.end() : following.start() if following else len(title)]
        if match.start() >= _MIN_BEFORE_SLOGAN and is_name(segment.partition(": ")[0], names):
            return title[: match.start()]
    return title


def ends_of(title: str) -> set[str]:
    """Return the keys of a title, of what stands before and after each of its separators, and between two of them."""
    keys = {key_of(title)}
    for match in (*ANY_SEPARATOR.finditer(title), *SITE_BEFORE.finditer(title), *BRACKET.finditer(title)):
        keys |= {key_of(title[: match.start()]), key_of(title[match.end() :])}
    return keys.union(map(key_of, SITE_BEFORE.split(title)))


def _end_of_site(title: str, separators: Iterable[re.Match[str]], names: frozenset[str]) -> int:
    """Return where the headline begins: after the publisher's name, its address, or what blogs call their archive."""
    start = 0
    for separator in separators:
        part = title[start : separator.start()]
        if separator.end() >= len(title) or not (is_name(part, names) or key_of(part) in _ARCHIVES):
            break
        start = separator.end()
    host = _HOST_BEFORE.match(title)
    return host.end() if not start and host and is_name(host[1], names) else start


def sites_in_titles(titles: list[str]) -> set[str]:
    """Return the keys of site names: parts that one title has before or after the whole of another title.

    A part that is longer than the other title does not count: it may be the headline, and the other title a name.
    """
    distinct = set(titles)
    keys = {key_of(title) for title in distinct}
    sites: set[str] = set()
    for title in distinct:
        for match in SITE_BEFORE.finditer(title):
            left, right = key_of(title[: match.start()]), key_of(title[match.end() :])
            if right in keys and left not in keys and len(left) < len(right):
                sites.add(left)
            if left in keys and right not in keys and len(right) < len(left):
                sites.add(right)
    return sites


def sites_above(document: Document, titles: list[str], headings: set[str], names: frozenset[str]) -> set[str]:
    """Return those keys of headings that name the site above a minor heading, which is the headline.

    A title then has both, and the headline is no shorter. What stands before a pipe is the headline more often.
    """
    if headings.intersection(map(key_of, titles)):
        return set()
    pairs: dict[str, str] = {}
    for title in titles:
        first, *others = map(key_of, SITE_BEFORE.split(title))
        if first in headings and not _PIPES.intersection(title):
            pairs |= dict.fromkeys(others, first)
        for match in SITE_BEFORE.finditer(title):
            left, right = key_of(title[: match.start()]), key_of(title[match.end() :])
            if right in headings:
                pairs[left] = right
            elif first in headings and (
                not _PIPES.intersection(match.group()) or len(right) >= _MUCH_LONGER * len(first)
            ):
                pairs[right] = first
    if not pairs:
        return set()
    minor = (clean_string(shown_text(node)) for node in document.tree.css("h2, h3")[:MAX_MINOR_HEADINGS])
    sure = {key_of(text) for text in minor if not is_name(text, names)} - headings
    return {site for headline, site in pairs.items() if headline in sure and len(headline) >= len(site)}


def before_bars(title: str) -> str:
    """Return a title without what stands behind its last bars, if that is short: the site's name, or its section's.

    For pages on which nothing but titles tells the headline. Headlines have colons and dashes, but rarely bars.
    """
    head, bar, tail = title.rpartition(" | ")
    while bar and len(tail.split()) <= MAX_SITE_WORDS < len(head.split()) and any(map(str.isalpha, tail)):
        title = head.rstrip()
        head, bar, tail = title.rpartition(" | ")
    return title


def shown_part(document: Document, title: str) -> str | None:
    """Return what stands behind the first separator of a title if a line of the page shows it, or None.

    For pages on which nothing but titles tells the headline, and which show it in bold instead of in a heading.
    """
    match = SITE_BEFORE.search(title)
    part = title[match.end() :].strip() if match else ""
    key = key_of(part)
    if len(key) < _MIN_BEFORE_SLOGAN:
        return None
    lines = (node for node in document.lines[:_MAX_LINES] if len(node.text() or "") <= MAX_CHARS)
    return next((part for node in lines if key_of(clean_string(shown_text(node))) == key), None)


def before_site(title: str, names: frozenset[str]) -> str:
    """Return a title without the few words behind its last dash if one of the publisher's names is a part of them.

    For pages on which nothing but titles tells the headline: "Ferry sails again - The Quay Gazette" on gazette.example.
    """
    dashes = list(_LAST_DASH.finditer(title))
    head, tail = (title[: dashes[-1].start()], title[dashes[-1].end() :]) if dashes else (title, "")
    key = key_of(tail)
    is_site = any(len(name) >= _MIN_NAME and name in key for name in names)
    return head if is_site and len(tail.split()) <= MAX_SITE_WORDS <= len(head.split()) else title
