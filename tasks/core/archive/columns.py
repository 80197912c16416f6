"""Flattens articles into rows: the columns of Parquet and CSV files, and their types."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from dateline.tasks.core.models import Article

Value = str | int | bool | datetime | list[str] | dict[str, str] | None

COLUMNS = (
    *("schema_version", "id", "dedupe_key", "source", "publisher", "url", "canonical_url"),
    *("headline", "kicker", "headline_tags", "summary", "text", "captions", "corrections", "authors"),
    *("published_at", "published_raw", "published_precision", "timezone_source", "modified_at"),
    *("language", "section", "keywords", "image_url", "paywalled", "fetched_at", "text_hash", "revision_of"),
    *("raw_segment", "raw_offset", "raw_digest", "provenance", "cleaner_name", "cleaner_version", "warnings"),
)


class ColumnType(StrEnum):
    """The types of columns in Parquet files."""

    TEXT = "text"
    TEXTS = "texts"
    TIME = "time"
    """In microseconds, UTC."""
    INT32 = "int32"
    INT64 = "int64"
    BOOL = "bool"
    ORIGINS = "origins"
    """A list of fields, each with the place where its value was found."""


TYPES = (
    dict.fromkeys(COLUMNS, ColumnType.TEXT)
    | dict.fromkeys(("headline_tags", "captions", "corrections", "authors", "keywords", "warnings"), ColumnType.TEXTS)
    | dict.fromkeys(("published_at", "modified_at", "fetched_at"), ColumnType.TIME)
    | {
        "schema_version": ColumnType.INT32,
        "raw_offset": ColumnType.INT64,
        "paywalled": ColumnType.BOOL,
        "provenance": ColumnType.ORIGINS,
    }
)
"""The type of each column."""

REQUIRED = frozenset(
    {
        *("schema_version", "id", "dedupe_key", "source", "publisher", "url", "headline", "text", "text_hash"),
        *("published_at", "published_raw", "published_precision", "timezone_source", "fetched_at"),
        *("raw_segment", "raw_offset", "raw_digest", "cleaner_name", "cleaner_version"),
    }
)
"""The columns that have a value in every row."""

STORY = "story"
"""A column that only exports have, and only if it is asked for: the search index knows it, not the record."""


def row_of(article: Article, story: str | None = None) -> dict[str, Value]:
    """Return the article's values by column, with nested values flattened, and the id of its story."""
    values: Mapping[str, Value] = dict(article) | {
        "headline_tags": list(article.headline_tags),
        "captions": list(article.captions),
        "corrections": list(article.corrections or ()),
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


def columns_digest() -> str:
    """Return a SHA-256 digest, in hex, of the columns' names, order and types.

    Files that state another one were written with other columns.
    """
    told = "\n".join(f"{name} {kind} {name in REQUIRED}" for name, kind in TYPES.items())
    return hashlib.sha256(told.encode()).hexdigest()
