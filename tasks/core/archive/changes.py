"""What differs between two records of one story, field by field, and how their texts differ, paragraph by paragraph."""

import hashlib
import json
from collections.abc import Iterator
from difflib import SequenceMatcher

from dateline.tasks.core.models import Article, Model

CONTENT_FIELDS = (
    "publisher",
    "url",
    "canonical_url",
    "headline",
    "headline_tags",
    "summary",
    "text",
    "captions",
    "authors",
    "published_at",
    "published_precision",
    "timezone_source",
    "modified_at",
    "language",
    "section",
    "keywords",
    "image_url",
    "paywalled",
)
"""What a record says of its story. The rest says what the record is (its ids, hashes and place) and how it was made
(cleaner, provenance, warnings, the string that a timestamp was read from)."""

MAX_PARAGRAPHS = 2000
"""Longer texts are compared up to here: the time that a comparison takes grows faster than the text."""

Json = str | int | float | bool | list[str] | None


class FieldChange(Model):
    """One field that differs; the values are as the record's JSON has them."""

    field: str
    before: Json
    after: Json


def changes(before: Article, after: Article) -> tuple[FieldChange, ...]:
    """Return the content fields that differ, in the record's order."""
    old, new = _content(before), _content(after)
    differing = (name for name in CONTENT_FIELDS if old[name] != new[name])
    return tuple(FieldChange(field=name, before=old[name], after=new[name]) for name in differing)


def content_hash(article: Article) -> str:
    """Return the hex SHA-256 of all that the record says of its story: equal where `changes` finds nothing."""
    return hashlib.sha256(json.dumps(_content(article), sort_keys=True).encode()).hexdigest()


def text_diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of two texts with ``-`` (only before), ``+`` (only after) or a space (in both)."""
    old, new = _paragraphs(before), _paragraphs(after)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from ((" ", paragraph) for paragraph in old[old_from:old_to])
        else:
            yield from (("-", paragraph) for paragraph in old[old_from:old_to])
            yield from (("+", paragraph) for paragraph in new[new_from:new_to])


def _content(article: Article) -> dict[str, Json]:
    return article.model_dump(mode="json", include=set(CONTENT_FIELDS))


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()][:MAX_PARAGRAPHS]
