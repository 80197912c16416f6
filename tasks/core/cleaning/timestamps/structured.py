"""Reads a page's time from data for machines: JSON-LD, meta tags, the URL, the feed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import JsonObject, first_text, types_of
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.meta_names import META_TIMES, OF_ANY_PAGE
from dateline.tasks.core.cleaning.timestamps.months import month_of
from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading, full_year, make_date, make_wall
from dateline.tasks.core.cleaning.timestamps.visit import is_at_fetch, is_of_fetch_day
from dateline.tasks.core.models import Precision

_JSON_LD: Mapping[str, tuple[Role, int]] = {
    "datePublished": (Role.PUBLISHED, 95),
    "dateCreated": (Role.PUBLISHED, 40),
    "uploadDate": (Role.PUBLISHED, 40),
    "dateModified": (Role.MODIFIED, 95),
}
_PAGE_TYPES = frozenset({"webpage", "itempage", "article", "newsarticle", "blogposting", "report", "liveblogposting"})
_PAGE_TRUST = 55
"""The maximum trust in further JSON-LD objects of the page."""
_FEED_TRUST = 50
_URL_TRUST = 35
_VISIT_TRUST, _VISIT_DAY_TRUST = 11, 35
"""The trust in the time of the fetch, less than in a visible date, and in its day, less than in one with a label."""
_URL_DAY = re.compile(
    r"(?<![^\W_])(?P<year>(?:19|20)\d\d)(?P<mark>[/_.-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])(?:[1-9](?=[/_.-])|[a-z]{3,9}))"
    r"(?(mark)[/_.-]?)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9])(?![^\W_]|\.\d)"
)
_URL_DAY_FIRST = re.compile(r"/(\d\d-\d\d-(?:19|20)\d\d)(?=[-_/.]|$)")
_URL_SHORT = re.compile(r"/(?P<year>\d\d)_(?P<month>[a-z]{3,9})_(?P<day>\d\d)/")


def structured_clues(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield the clues in JSON-LD and meta tags."""
    article = document.article
    yield from _of_node(article, hints, 100)
    for node in document.json_ld:
        if node is not article and node.get("datePublished") and _PAGE_TYPES.intersection(types_of(node)):
            yield from _of_node(node, hints, _PAGE_TRUST)
            break
    meta = document.meta
    for name in filter(META_TIMES.__contains__, meta):
        role, trust = META_TIMES[name]
        raw = meta[name][0]
        if reading := parse_moment(raw, hints):
            yield from _unless_of_visit(Clue(role, reading, f"meta:{name}", raw, trust), name, hints)


def _unless_of_visit(clue: Clue, name: str, hints: Hints) -> Iterator[Clue]:
    """Yield a clue with less trust, or not at all, if the page may state when it was made for its reader."""
    if name not in OF_ANY_PAGE:
        yield clue
    elif is_at_fetch(clue.reading, hints.now):
        if clue.role is not Role.MODIFIED:
            yield replace(clue, role=Role.UNKNOWN, trust=_VISIT_TRUST)
    elif is_of_fetch_day(clue.reading, hints.now) and not clue.reading.timed:
        yield replace(clue, trust=_VISIT_DAY_TRUST)
    else:
        yield clue


def _of_node(node: JsonObject, hints: Hints, at_most: int) -> Iterator[Clue]:
    for name, (role, trust) in _JSON_LD.items():
        value = node.get(name)
        raw = str(value) if isinstance(value, int) else first_text(value)
        reading = parse_moment(raw, hints) if raw else None
        if raw and reading:
            yield Clue(role, reading, f"json-ld:{name}", raw, min(trust, at_most))


def url_clue(url: str | None, hints: Hints) -> Clue | None:
    """Return the day in whole segments of a URL's path, or None.

    Only whole years, months and days between separators count: a number inside a longer one, or after a letter, is an
    identifier.
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    for pattern in (_URL_DAY, _URL_SHORT):
        for match in pattern.finditer(path[:400].lower()):
            written, month, year = match["month"], None, int(match["year"])
            month = int(written) if written.isdigit() else month_of(written, hints.language)
            day = make_date(year if len(match["year"]) > 2 else full_year(year), month or 0, int(match["day"]))  # noqa: PLR2004 - digits
            wall = make_wall(day, 0, 0) if day else None
            if wall:
                reading = Reading(wall, precision=Precision.DAY)
                return Clue(Role.PUBLISHED, reading, "url", match.group().strip("/"), _URL_TRUST)
    return _day_first_clue(path, hints)


def _day_first_clue(path: str, hints: Hints) -> Clue | None:
    """Return the unambiguous day with which a path's segment begins (``/23-05-2022-a-story``), if it is certain."""
    match = _URL_DAY_FIRST.search(path[:400])
    reading = parse_moment(match[1], hints) if match else None
    if match is None or reading is None or reading.swapped is not None:
        return None
    return Clue(Role.PUBLISHED, reading, "url", match[1], _URL_TRUST)


def feed_clues(page: Page) -> Iterator[Clue]:
    """Yield the times that the feed or sitemap states for the page."""
    ref = page.ref
    if ref is None:
        return
    for role, moment in ((Role.PUBLISHED, ref.published_at), (Role.MODIFIED, ref.modified_at)):
        if moment is None:
            continue
        precision = (ref.published_precision if role is Role.PUBLISHED else None) or Precision.MINUTE
        reading = Reading(moment.replace(tzinfo=None), timedelta(0), precision)
        raw = (ref.published_raw if role is Role.PUBLISHED else None) or moment.isoformat()
        yield Clue(role, reading, f"feed:{role.value}", raw, _FEED_TRUST)
