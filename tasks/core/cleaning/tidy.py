"""The last thing that happens to what was read: no string keeps what no text holds."""

import re
from dataclasses import fields, replace
from typing import Any

from tasks.core.cleaning.page import Extraction

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, unpaired surrogates, and code points that are no characters."""


def tidied(extraction: Extraction) -> Extraction:
    """Return the extraction without control characters and unpaired surrogates, so that it can be written as UTF-8."""
    changes: dict[str, Any] = {}
    for field in fields(extraction):
        value = getattr(extraction, field.name)
        tidy = _tidy(value)
        if tidy is not value:
            changes[field.name] = tidy
    return replace(extraction, **changes) if changes else extraction


def _tidy(value: object) -> object:
    """Return the value tidied; the same object where there is nothing to do."""
    if isinstance(value, str):
        return _NO_TEXT.sub("", value) if _NO_TEXT.search(value) else value
    if isinstance(value, tuple) and any(isinstance(item, str) and _NO_TEXT.search(item) for item in value):
        return tuple(item for item in map(_tidy, value) if item)
    return value
