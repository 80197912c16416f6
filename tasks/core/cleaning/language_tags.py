"""Parses language tags: the language and the region."""

import re

from dateline.tasks.core.vocabulary.language_codes import CURRENT, NO_LANGUAGE, TWO_LETTERS

_TAG = re.compile(r"\s*([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z0-9])", re.IGNORECASE)
_PRIVATE = re.compile("q[a-t][a-z]")
"""The codes that ISO 639 reserves for private use."""


def primary_language(tag: str | None) -> str | None:
    """Return the language of a BCP 47 tag or a POSIX locale as an ISO 639 code: "pt" for ``pt-BR`` and ``por``.

    None for a tag that names no language (``und``, ``mul``, ``xx``), and for anything that is not a tag.
    """
    match = _TAG.match(tag or "")
    if match is None:
        return None
    code = match.group(1).lower()
    code = CURRENT.get(code, code)
    named = code in TWO_LETTERS if len(code) == 2 else code not in NO_LANGUAGE and not _PRIVATE.fullmatch(code)  # noqa: PLR2004 - letters
    return code if named else None


def region_of(tag: str | None) -> str | None:
    """Return the region of a tag as a lower-case ISO 3166 code ("br" for ``pt-BR``), or None if it has none."""
    match = _TAG.match(tag or "")
    found = match.group(2) if match else None
    return found.lower() if found and found.isalpha() else None
