"""Reads JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from dateline.tasks.core.discovery.feed_entry import (
    MAX_ENTRIES,
    Entry,
    FeedReading,
    Origin,
    references,
)
from dateline.tasks.core.discovery.markup_to_text import MAX_MARKUP_CHARACTERS
from dateline.tasks.core.web.foreign_text import clean_text
from dateline.tasks.core.web.urls import is_http

_DECODER = json.JSONDecoder(strict=False, parse_int=str)
_ITEMS = re.compile(r'"items"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"\s*,?\s*")


def read_json_feed(text: str, origin: Origin, warnings: list[str]) -> FeedReading | None:
    """Return the content of a JSON Feed, or None if the text is not one.

    Integers are read as text: Python refuses those of thousands of digits, and one such id would lose the feed.
    """
    try:
        feed = _DECODER.decode(text)
    except (ValueError, RecursionError):
        feed = _closed_part(text)
        warnings.append("the JSON is cut off or damaged; only the entries before that were read")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org" not in str(feed.get("version")):
        warnings.append("JSON with items, but without the version of a JSON Feed")
    common = tuple(_authors(feed))
    items = (
        _entry(item, origin.base or origin.via, common)
        for item in feed["items"][:MAX_ENTRIES]
        if isinstance(item, dict)
    )
    if len(feed["items"]) > MAX_ENTRIES:
        warnings.append(f"only the first {MAX_ENTRIES} entries were read")
    refs = references(items, origin, warnings)
    return FeedReading(refs, tuple(warnings), "json")


def _closed_part(text: str) -> dict[str, Any] | None:
    """Return a damaged feed with the entries before the damage, or None if there are none."""
    found = _ITEMS.search(text)
    if found is None:
        return None
    items: list[Any] = []
    at = found.end()
    with suppress(ValueError, RecursionError):
        while len(items) <= MAX_ENTRIES:
            item, end = _DECODER.raw_decode(text, at)
            items.append(item)
            at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # it matches the empty text, too
    return {"version": text[: found.start()], "items": items} if items else None


def _entry(item: dict[str, Any], base: str, common_authors: tuple[str, ...]) -> Entry:
    return Entry(
        links=tuple(_links(item)),
        base=base,
        title=_text(item.get("title")),
        summary=next(
            (text for name in ("summary", "content_text", "content_html") if (text := _text(item.get(name)))), None
        ),
        authors=tuple(_authors(item)) or common_authors,
        published=_texts(item, "date_published"),
        modified=_texts(item, "date_modified"),
    )


def _links(item: dict[str, Any]) -> Iterator[str]:
    links = [_text(item.get(name)) for name in ("url", "external_url")]
    yield from (link for link in links if link)
    name = _text(item.get("id"))
    if name and is_http(name):
        yield name


def _authors(item: dict[str, Any]) -> Iterator[str]:
    for author in [*_list(item.get("authors")), item.get("author")]:
        name = author.get("name") if isinstance(author, dict) else None
        if text := _text(name):
            yield text


def _texts(item: dict[str, Any], name: str) -> tuple[str, ...]:
    text = _text(item.get(name))
    return (text,) if text else ()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object, max_characters: int = MAX_MARKUP_CHARACTERS) -> str | None:
    return clean_text(value, max_characters).strip() or None if isinstance(value, str) else None
