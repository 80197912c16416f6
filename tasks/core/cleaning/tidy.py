"""Removes characters that are not text from all fields, and invisible characters from lines."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from dateline.tasks.core.cleaning.page import Extraction
from dateline.tasks.core.cleaning.structured import NO_TEXT
from dateline.tasks.core.cleaning.text.visible import visible

_FIELDS = tuple(field.name for field in fields(Extraction))
_LINES = frozenset(("headline", "kicker", "summary", "captions", "corrections", "authors", "section", "keywords"))
"""Fields of one line, or of several. `text` has been made visible paragraph by paragraph."""


def tidied(extraction: Extraction) -> Extraction:
    """Return the extraction as a reader sees it, so that it can be encoded as UTF-8.

    Control characters and unpaired surrogates are removed from all fields, soft hyphens, zero-width characters and
    repeated spaces only from lines.
    """
    changes: dict[str, Any] = {}
    for name in _FIELDS:
        value = getattr(extraction, name)
        tidy = _tidy(value, visible if name in _LINES else _text)
        if tidy is not value:
            changes[name] = tidy
    return replace(extraction, **changes) if changes else extraction


def _tidy(value: object, tidy: Callable[[str], str]) -> object:
    """Return the tidied value, or the same object if nothing changes. A line without visible text becomes None."""
    if isinstance(value, str):
        return value if value.isprintable() else tidy(value) or (None if tidy is visible else "")
    if isinstance(value, tuple) and not all(item.isprintable() for item in value if isinstance(item, str)):
        return tuple(item for item in (_tidy(item, tidy) for item in value) if item)
    return value


def _text(value: str) -> str:
    """Return the text without invalid characters. Most texts are printable except for their line breaks."""
    return value if value.replace("\n", "").isprintable() else NO_TEXT.sub("", value)
