"""Compares two records of an article field by field, and their texts paragraph by paragraph."""

import hashlib
import json
from collections.abc import Iterator
from difflib import SequenceMatcher

from dateline.tasks.core.models import LATER_FIELDS, Article
from dateline.tasks.core.value_types import Model

CONTENT_FIELDS = (
    "publisher",
    "url",
    "canonical_url",
    "headline",
    "kicker",
    "headline_tags",
    "summary",
    "text",
    "captions",
    "corrections",
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
"""The fields that describe the article. The others identify the record (ids, hashes, raw pointer) or describe how it
was made (cleaner, provenance, warnings, the string that a timestamp was read from)."""

MAX_PARAGRAPHS = 2000
"""Longer texts are compared up to this length, because the time for a comparison grows faster than the text."""

Json = str | int | float | bool | list[str] | None


class FieldChange(Model):
    """A field that differs. The values are those of the record's JSON."""

    field: str
    before: Json
    after: Json


def changes(before: Article, after: Article) -> tuple[FieldChange, ...]:
    """Return the content fields that differ, in the order of the schema."""
    old, new = _content(before), _content(after)
    differing = (name for name in CONTENT_FIELDS if old[name] != new[name])
    return tuple(FieldChange(field=name, before=old[name], after=new[name]) for name in differing)


def content_hash(article: Article) -> str:
    """Return the hex SHA-256 of the content fields. It is equal for records without `changes`."""
    content = {
        name: value
        for name, value in _content(article).items()
        if name not in LATER_FIELDS or (value is not None and value != [])
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


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
    content: dict[str, Json] = article.model_dump(mode="json", include=set(CONTENT_FIELDS))
    content["corrections"] = content["corrections"] or []  # of a record that was made before they were read, as well
    return content


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()][:MAX_PARAGRAPHS]
