"""Removes control characters and unpaired surrogates from all fields."""

from dataclasses import fields, replace
from typing import Any

from dateline.tasks.core.cleaning.page import Extraction
from dateline.tasks.core.cleaning.structured import NO_TEXT


def tidied(extraction: Extraction) -> Extraction:
    """Return the extraction without control characters and unpaired surrogates, so that it can be encoded as UTF-8."""
    changes: dict[str, Any] = {}
    for field in fields(extraction):
        value = getattr(extraction, field.name)
        tidy = _tidy(value)
        if tidy is not value:
            changes[field.name] = tidy
    return replace(extraction, **changes) if changes else extraction


def _tidy(value: object) -> object:
    """Return the tidied value, or the same object if there is nothing to do."""
    if isinstance(value, str):
        return value if _is_tidy(value) else NO_TEXT.sub("", value)
    if isinstance(value, tuple) and not all(_is_tidy(item) for item in value if isinstance(item, str)):
        return tuple(item for item in map(_tidy, value) if item)
    return value


def _is_tidy(value: str) -> bool:
    # Text that is printable except for line breaks is tidy. This check is faster than the pattern.
    return value.isprintable() or value.replace("\n", "").isprintable() or not NO_TEXT.search(value)
