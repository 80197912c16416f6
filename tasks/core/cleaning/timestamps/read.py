"""Reads when a page was published and last modified."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.attributes import hidden_clues
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.decide import OLDEST_YEAR, choose, in_order, plausible
from dateline.tasks.core.cleaning.timestamps.digit_order import order_on_page
from dateline.tasks.core.cleaning.timestamps.hints import hints_for, plain_hints
from dateline.tasks.core.cleaning.timestamps.labels import Role, labels_in
from dateline.tasks.core.cleaning.timestamps.lone import ago_clues, dateline_clues, first_published_clues, lone_clues
from dateline.tasks.core.cleaning.timestamps.loose import blocks_with_dates, loose_clues, update_clues
from dateline.tasks.core.cleaning.timestamps.markup import marked_clues, selector_clues, shown_clues
from dateline.tasks.core.cleaning.timestamps.normal import normalised
from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import NO_HINTS, Hints, Reading
from dateline.tasks.core.cleaning.timestamps.state import state_clues
from dateline.tasks.core.cleaning.timestamps.structured import feed_clues, structured_clues, url_clue
from dateline.tasks.core.cleaning.timestamps.yearless import in_year_of_address
from dateline.tasks.core.cleaning.timestamps.zones import clock_change, offset_at
from dateline.tasks.core.models import Precision, TimezoneSource

_CERTAIN = 80
"""The trust from which a place needs no confirmation by visible text."""
_DOUBTED = 12
"""The trust below which visible text without distinctive markup is looked at, too."""
_FEED_APART = timedelta(days=2)
"""How far the feed's date may differ from the page's without a warning, because of time zones and early revisions."""
ONLY_MODIFIED = "the page says only when it was modified; taken as its publication"
"""The warning of a page without a time of publication."""
_MAX_LINE = 120
_MARKS = re.compile(r"\s*[•·|●▪]\s*|\s+[-–—/]\s+")
"""The separators between the parts of a line with authors and dates."""
_MAX_PIECE_WORDS = 8
_MAX_LEAD_WORDS, _MAX_LABEL_WORDS = 2, 4
"""How many words may precede the date in a date line, without and with a label among them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One timestamp of a page: the instant, the string it was read from, and its provenance.

    ``at`` is aware, by the page's own clock: in the offset that it states, or else in that of the source's zone or UTC,
    as ``timezone_source`` tells; records have it in UTC. With precision ``day`` it is midnight of the publisher's day.
    """

    at: datetime
    raw: str
    precision: Precision
    timezone_source: TimezoneSource
    origin: str


@dataclass(frozen=True, slots=True)
class Timestamps:
    """The times that a page states."""

    published: Moment | None = None
    modified: Moment | None = None
    warnings: tuple[str, ...] = ()
    ahead: Moment | None = None
    """The page's time of publication if it was refused only for being after the fetch."""


def read_timestamps(document: Document, page: Page, language: str | None, heading: LexborNode | None) -> Timestamps:
    """Return when the page was published and modified, by the agreement of the places that state it.

    ``language`` is the page's as an ISO 639 code, by which dates in words and digits are read. Visible dates are those
    near ``heading``, the element that bears the headline. The source's selector is
    obeyed first. Relative dates and dates without a year are read only where ``page.fetched_at`` is known, and dates
    more than a day after it are refused.
    """
    hints = hints_for(document, page, language)
    told = _gathered(document, page, heading, hints)
    obeyed = any(clue.kind == "source" for clue in told)
    weighed = plausible([in_year_of_address(clue, page.url) for clue in told], page.no_later_than)
    if any(clue.reading.swapped for clue in weighed.clues) and (order := order_on_page(document.html)):
        ordered = plausible([in_order(clue, order) for clue in weighed.clues], page.no_later_than)
        weighed = replace(weighed, clues=ordered.clues or weighed.clues)
    clues = weighed.clues
    if obeyed:
        clues = tuple(clue for clue in clues if clue.kind == "source" or clue.role is Role.MODIFIED)
    if not any(clue.role is not Role.MODIFIED for clue in clues) and (ahead := choose(weighed.ahead, Role.PUBLISHED)):
        return Timestamps(warnings=weighed.warnings, ahead=_moment(ahead, hints))
    return _timestamps(clues, weighed.warnings, hints)


def _gathered(document: Document, page: Page, heading: LexborNode | None, hints: Hints) -> list[Clue]:
    """Return the clues in the page and its feed, of less sure places only where the surer ones leave a doubt."""
    told = [*selector_clues(document, page, hints), *structured_clues(document, hints), *feed_clues(page)]
    if address := url_clue(page.url, hints):
        told.append(address)
    told.extend(marked_clues(document, heading, hints))
    is_settled = any(_settles(clue) for clue in told)
    if not is_settled:
        told.extend(_first_published(document, heading, hints, told))
        told.extend(shown_clues(document, heading, hints))
    blocks: list[LexborNode] = []
    if all(_needs_company(clue) for clue in told):
        blocks = blocks_with_dates(document, heading)
        told.extend(loose_clues(blocks, heading, hints))
    elif not is_settled and all(clue.role is not Role.MODIFIED for clue in told):
        told.extend(update_clues(document, heading, hints))
    if all(clue.role is Role.MODIFIED or clue.reading.yearless for clue in told):
        told.extend(state_clues(document, heading, hints))
        told.extend(hidden_clues(document, heading, hints))
    if all(clue.role is not Role.PUBLISHED for clue in told):
        told.extend(dateline_clues(document, page.url, hints))
    return told or list(ago_clues(document, heading, hints)) or list(lone_clues(document, heading, blocks, hints))


def _needs_company(clue: Clue) -> bool:
    """Return whether a clue alone is not conclusive: a URL, a feed, a hidden modification, a date far above."""
    return clue.kind in {"url", "feed"} or (clue.role is Role.MODIFIED and clue.kind != "text") or clue.trust < _DOUBTED


def _settles(clue: Clue) -> bool:
    if clue.role is not Role.PUBLISHED or clue.trust < _CERTAIN:
        return False
    reading = clue.reading
    return reading.offset is not None and reading.timed and not reading.at_midnight


def _first_published(
    document: Document, heading: LexborNode | None, hints: Hints, told: Sequence[Clue]
) -> Iterator[Clue]:
    """Yield the date behind "First published" in a paragraph, or in any element of a page that marks its updates."""
    yield from first_published_clues(document.paragraphs, hints)
    if _are_only_of_updates(told):
        yield from first_published_clues(blocks_with_dates(document, heading), hints)


def _are_only_of_updates(clues: Sequence[Clue]) -> bool:
    """Return whether the page marks several times, and none as that of its publication, as live blogs do."""
    if any(clue.role is Role.PUBLISHED for clue in clues):
        return False
    return sum(clue.origin == "markup:time" and clue.reading.timed for clue in clues) > 1


def _timestamps(clues: tuple[Clue, ...], refused: tuple[str, ...], hints: Hints) -> Timestamps:
    warnings = list(refused)
    published, modified = choose(clues, Role.PUBLISHED), choose(clues, Role.MODIFIED)
    if published is None and modified is not None:
        published = modified
        warnings.append(ONLY_MODIFIED)
    if published is None:
        return Timestamps(warnings=tuple(warnings))
    warnings.extend(_doubts(published, hints))
    warnings.extend(_other_day_in_feed(published, clues))
    first = _moment(published, hints)
    last = _moment(modified, hints) if modified else None
    if first and last and modified and modified.kind == "feed" and modified is not published:
        last = last if _is_later(last, first) else None
    if first and last and first.at > last.at and first.precision is last.precision is Precision.MINUTE:
        warnings.append(f"published ({first.raw[:40]}) after it was modified ({last.raw[:40]}); both kept as stated")
    return Timestamps(first, last, tuple(warnings))


def _is_later(listed: Moment, published: Moment) -> bool:
    """Return whether a listed time of modification can be another than that of publication.

    Sitemaps state a ``lastmod`` for each page, which for most is when it was published. If only the day of publication
    is known, a time on that day says nothing.
    """
    at = listed.at.astimezone(published.at.tzinfo)
    if published.precision is Precision.DAY:
        return at.date() > published.at.date()
    return at.replace(second=0, microsecond=0) > published.at.replace(second=0, microsecond=0)


def _doubts(clue: Clue, hints: Hints) -> list[str]:
    reading = clue.reading
    doubts = [reading.note] if reading.note else []
    if reading.swapped:
        doubts.append(f"the date {clue.raw[:40]!r} is ambiguous: {reading.wall.date()} or {reading.swapped}")
    if reading.wall.year < OLDEST_YEAR:
        doubts.append(f"the date {clue.raw[:40]!r} is older than the web's news")
    if reading.timed and reading.offset is None and hints.timezone:
        change = clock_change(hints.timezone, reading.wall)
        doubts += [f"the local time {clue.raw[:40]!r} {change} in {hints.timezone}"] if change else []
    return doubts


def _other_day_in_feed(published: Clue, clues: tuple[Clue, ...]) -> list[str]:
    """Return a warning if the feed's date differs much from the page's."""
    for clue in clues:
        apart = abs(clue.reading.wall - published.reading.wall)
        if clue.kind == "feed" and clue.role is Role.PUBLISHED and apart > _FEED_APART:
            return [f"the feed dates it {clue.reading.wall.date()}, the page {published.reading.wall.date()}"]
    return []


def read_plain_timestamp(line: str, page: Page, language: str | None) -> Moment | None:
    """Return the moment that a line of plain text is, as a whole, or None.

    A weekday, a place or a label ("Published:") may stand before it, a word after it; more make the line a sentence
    that speaks of a day. Relative dates and dates without a year are too uncertain here.
    """
    hints = replace(plain_hints(page, language), now=None)
    line = line.strip()
    text = normalised(line)
    if len(line) > _MAX_LINE:
        return None
    reading = parse_moment(line, hints)
    if reading is None or not _is_whole(text, reading):
        return None
    if page.no_later_than and not plausible([_plain_clue(line, reading)], page.no_later_than).clues:
        return None
    return _moment(_plain_clue(line, reading), hints)


def is_date_line(line: str) -> bool:
    """Return whether a line of text tells a date and nothing else but who, where and labels, as a byline's does.

    What stands apart by a mark (``Ann Lee • Posted on 4 May 2024 • Tags: boats``) is judged piece by piece.
    """
    if len(line) > _MAX_LINE:
        return False
    pieces = _MARKS.split(line.strip())
    return all(len(piece.split()) <= _MAX_PIECE_WORDS for piece in pieces) and any(map(_is_date, pieces))


def _is_date(piece: str) -> bool:
    reading = parse_moment(piece, NO_HINTS)
    return reading is not None and _is_whole(normalised(piece), reading)


def _plain_clue(line: str, reading: Reading) -> Clue:
    return Clue(Role.PUBLISHED, reading, "text:dateline", line, _CERTAIN)


def _is_whole(text: str, reading: Reading) -> bool:
    before, after = text[: reading.start], text[reading.end :]
    labelled = any(end <= reading.start for _, end, _ in labels_in(text))
    return len(before.split()) <= (_MAX_LABEL_WORDS if labelled else _MAX_LEAD_WORDS) and len(after.split()) <= 1


def _moment(clue: Clue, hints: Hints) -> Moment | None:
    reading = clue.reading
    source = TimezoneSource.FEED if clue.kind == "feed" else TimezoneSource.PAGE
    offset = reading.offset
    if offset is None:
        offset = offset_at(hints.timezone, reading.wall) if hints.timezone else None
        source = TimezoneSource.ASSUMED if offset is None else TimezoneSource.SOURCE
    return _at(clue, reading, offset or timedelta(0), source)


def _at(clue: Clue, reading: Reading, offset: timedelta, source: TimezoneSource) -> Moment:
    at = reading.wall.replace(tzinfo=timezone(offset))
    return Moment(at, clue.raw, reading.precision, source, clue.origin)
