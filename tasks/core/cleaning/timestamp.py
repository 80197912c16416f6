"""When a page was published and last changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page
from tasks.core.cleaning.structured import first_text
from tasks.core.models import Precision, TimezoneSource

DAY_LENGTH = len("2024-01-31")


@dataclass(frozen=True, slots=True)
class Moment:
    """One timestamp of a page: the instant (aware UTC), the string it was read from, and who said what of it."""

    at: datetime
    raw: str
    precision: Precision
    timezone_source: TimezoneSource
    origin: str


@dataclass(frozen=True, slots=True)
class Timestamps:
    """What a page says about its own time."""

    published: Moment | None = None
    modified: Moment | None = None
    warnings: tuple[str, ...] = ()


def read_timestamps(document: Document, page: Page) -> Timestamps:
    """Return when the page was published and modified, by its structured data, its meta tags or its ``time``."""
    published = (_moment(raw, origin, page) for raw, origin in _published_places(document))
    return Timestamps(published=next((moment for moment in published if moment), None))


def read_plain_timestamp(line: str, page: Page) -> Moment | None:
    """Return the moment that a line of plain text is, as a whole, or None."""
    return _moment(line, "text:dateline", page)


def _published_places(document: Document) -> Iterator[tuple[str, str]]:
    if raw := first_text(document.article.get("datePublished")):
        yield raw, "json-ld:datePublished"
    for name in ("article:published_time", "datepublished", "date"):
        for raw in document.meta.get(name, ()):
            yield raw, f"meta:{name}"
    for node in document.tree.css("time[datetime]"):
        if raw := (node.attributes.get("datetime") or "").strip():
            yield raw, "markup:time"


def _moment(raw: str, origin: str, page: Page) -> Moment | None:
    try:
        at = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    source = TimezoneSource.PAGE
    if at.tzinfo is None:
        zone = page.rules.timezone
        source = TimezoneSource.SOURCE if zone else TimezoneSource.ASSUMED
        at = at.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
    precision = Precision.DAY if len(raw.strip()) == DAY_LENGTH else Precision.MINUTE
    return Moment(at.astimezone(UTC), raw, precision, source, origin)
