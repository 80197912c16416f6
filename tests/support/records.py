"""Makes records for tests."""

from datetime import UTC, datetime

from dateline.config.schema import DedupeScope
from dateline.tasks.core.dedupe import dedupe_key, text_hash
from dateline.tasks.core.headline_key import headline_key
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Article, Cleaner, PageRef, Precision, RawPointer, TimezoneSource

LONG_TEXT = (
    "The last keeper of the Saltmere light walked down its steps on Monday morning and locked the door behind him.\n\n"
    "From now on a timer switches the lamp on at dusk, and a telephone in the harbour office rings when a bulb fails."
)
PUBLISHED = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def an_article(**fields: object) -> Article:
    """Return an article with the given fields, and defaults for all others."""
    headline = str(fields.get("headline", "Last keeper leaves the Saltmere light"))
    published_at = fields.get("published_at", PUBLISHED)
    assert isinstance(published_at, datetime)
    key = dedupe_key(headline_key(headline).key, published_at, "saltmere.example", DedupeScope.ARCHIVE)
    text = str(fields.get("text", LONG_TEXT))
    values: dict[str, object] = {
        "id": key,
        "dedupe_key": key,
        "source": "sample",
        "publisher": "saltmere.example",
        "url": "https://saltmere.example/1",
        "headline": headline,
        "text": text,
        "published_at": published_at,
        "published_raw": published_at.isoformat(),
        "published_precision": Precision.MINUTE,
        "timezone_source": TimezoneSource.PAGE,
        "fetched_at": datetime(2026, 3, 3, tzinfo=UTC),
        "text_hash": text_hash(text),
        "raw": RawPointer(segment="raw/sample/2026/03/03/run-00000.warc.gz", offset=0, digest="sha256:0"),
        "cleaner": Cleaner(name="dateline", version="0"),
    }
    return Article.model_validate(values | fields)


def a_ref(url: str = "https://saltmere.example/1", **fields: object) -> PageRef:
    """Return a page reference with the given fields, and defaults for all others."""
    return PageRef.model_validate({"url": url, "source": "sample", "via": "test"} | fields)


def an_open_batch(opened_at: datetime, **fields: object) -> OpenBatch:
    """Return a batch that a run of another process has opened, with these fields."""
    given: dict[str, object] = {
        "run": "r",
        "batch": "b",
        "source": "s",
        "segment": "raw/s",
        "manifest": "runs/m",
        "refs": (),
        "opened_at": opened_at,
        "owner": "elsewhere.example:1:2",
    }
    return OpenBatch.model_validate(given | fields)
