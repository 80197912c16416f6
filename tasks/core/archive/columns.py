"""Flattens articles into rows: the columns of Parquet and CSV files, fixed for each schema version."""

from collections.abc import Mapping
from datetime import datetime

from dateline.tasks.core.models import Article

Value = str | int | bool | datetime | list[str] | dict[str, str] | None

COLUMNS = (
    *("schema_version", "id", "dedupe_key", "source", "publisher", "url", "canonical_url"),
    *("headline", "kicker", "headline_tags", "summary", "text", "captions", "authors"),
    *("published_at", "published_raw", "published_precision", "timezone_source", "modified_at"),
    *("language", "section", "keywords", "image_url", "paywalled", "fetched_at", "text_hash", "revision_of"),
    *("raw_segment", "raw_offset", "raw_digest", "provenance", "cleaner_name", "cleaner_version", "warnings"),
)

STORY = "story"
"""A column that only exports have, and only if it is asked for: the search index knows it, not the record."""


def row_of(article: Article, story: str | None = None) -> dict[str, Value]:
    """Return the article's values by column, with nested values flattened, and the id of its story."""
    values: Mapping[str, Value] = dict(article) | {
        "headline_tags": list(article.headline_tags),
        "captions": list(article.captions),
        "authors": list(article.authors),
        "published_precision": article.published_precision.value,
        "timezone_source": article.timezone_source.value,
        "keywords": list(article.keywords),
        "raw_segment": article.raw.segment,
        "raw_offset": article.raw.offset,
        "raw_digest": article.raw.digest,
        "cleaner_name": article.cleaner.name,
        "cleaner_version": article.cleaner.version,
        "warnings": list(article.warnings),
    }
    return {column: values[column] for column in COLUMNS} | {STORY: story}
