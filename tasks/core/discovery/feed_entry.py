"""The entries of a feed in any format, and their conversion to page references."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from dateline.tasks.core.discovery.feed_dates import first_readable
from dateline.tasks.core.discovery.markup_to_text import plain_text
from dateline.tasks.core.discovery.mended_addresses import mended
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import absolute, is_http, unrequestable, url_key

MAX_ENTRIES = 50_000

MAX_TITLE_CHARACTERS = 1_000
MAX_SUMMARY_CHARACTERS = 5_000
MAX_AUTHORS = 50
MAX_AUTHOR_CHARACTERS = 300
_SHOWN_CHARACTERS = 100
_IN_MARKUP = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedReading:
    """The content of a feed.

    ``refs`` are in the feed's order, each page once. ``poll_hint_s`` is the interval in seconds at which the feed asks
    to be read. ``kind`` is ``rss``, ``rdf``, ``atom``, ``json``, or None if it is not a feed; ``warnings`` then say
    what it looks like.
    """

    refs: tuple[PageRef, ...] = ()
    warnings: tuple[str, ...] = ()
    kind: str | None = None
    poll_hint_s: float | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of entries: the source's name, the feed's URL, and the source's IANA zone for times without one.

    ``base`` is the feed's URL after redirects, if that differs: relative links start there.
    """

    source: str
    via: str
    timezone: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed as the feed states it, including markup."""

    links: tuple[str, ...]
    """Links to its page, the best first. Those that are not links to web pages are skipped."""
    base: str
    """The base URL of its relative links."""
    title: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    """What it states as the time of publication, the best first. The first that can be read counts."""
    modified: tuple[str, ...] = ()


def references(entries: Iterable[Entry], origin: Origin, warnings: list[str]) -> tuple[PageRef, ...]:
    """Return one reference per page, in order. The first entry of a page counts.

    Entries without a link to a web page are skipped with a warning. If the link is http or https, but cannot be
    requested, the reference has it as it is, and fetching refuses it.
    """
    refs: dict[str, PageRef] = {}
    without_link = 0
    for entry in entries:
        links = [mended(_address(link), entry.base) for link in entry.links]
        urls = (absolute(entry.base, link) for link in links)
        url = next(filter(None, chain(urls, map(unrequestable, links))), None)
        if url is None:
            without_link += 1
            refused = next(filter(None, map(str.strip, entry.links)), None)
            if refused and without_link == 1:
                warnings.append(f"the link of an entry is not a web page's: {refused[:_SHOWN_CHARACTERS]!r}")
            continue
        refs.setdefault(url_key(url), _reference(entry, url, origin))
    if without_link:
        warnings.append(f"skipped entries without a usable link: {without_link}")
    return tuple(refs.values())


def _address(link: str) -> str:
    """Return a link without line breaks and the blanks around them or, if it is markup, the first address in it."""
    markup = link.replace("&lt;", "<").replace("&gt;", ">")  # brackets in CDATA may be escaped: see `xml_stream`
    if "<" in markup:
        found = _IN_MARKUP.search(markup)
        return found[0] if found else ""
    return "".join(map(str.strip, link.splitlines()))


def _reference(entry: Entry, url: str, origin: Origin) -> PageRef:
    raw, published = first_readable(entry.published, origin.timezone)
    _, modified = first_readable(entry.modified, origin.timezone)
    return PageRef(
        url=url,
        source=origin.source,
        via=origin.via,
        title=plain_text(entry.title, MAX_TITLE_CHARACTERS),
        summary=plain_text(entry.summary, MAX_SUMMARY_CHARACTERS),
        authors=_names(entry.authors),
        published_at=published.at if published else None,
        published_raw=clean_line(raw, _SHOWN_CHARACTERS) or None if raw else None,
        published_precision=published.precision if published else None,
        modified_at=modified.at if modified else None,
    )


def _names(authors: Iterable[str]) -> tuple[str, ...]:
    """Return the authors' names, without e-mail addresses, URLs and repetitions."""
    names: dict[str, None] = {}
    for author in authors:
        words = (plain_text(author, MAX_AUTHOR_CHARACTERS) or "").split()
        name = " ".join(word for word in words if "@" not in word and not is_http(word))
        if "@" in author:
            name = name.strip("()<> ")
        if name:
            names[name] = None
    return tuple(names)[:MAX_AUTHORS]
