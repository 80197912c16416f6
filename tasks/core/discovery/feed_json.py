"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

import json
from collections.abc import Iterator
from typing import Any

from dateline.tasks.core.discovery.feed_entry import Entry, FeedReading, Origin, references
from dateline.tasks.core.web.urls import absolute, is_http


def read_json_feed(text: str, origin: Origin, warnings: list[str]) -> FeedReading | None:
    """Return what a JSON Feed holds, or None where the text is none."""
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org" not in str(feed.get("version")):
        warnings.append("JSON with items that does not say that it is a JSON Feed")
    items = (_entry(item, origin.via) for item in feed["items"] if isinstance(item, dict))
    hubs = [hub.get("url") for hub in _list(feed.get("hubs")) if isinstance(hub, dict)]
    return FeedReading(
        refs=references(items, origin, warnings),
        warnings=tuple(warnings),
        kind="json",
        title=_text(feed.get("title")),
        language=_text(feed.get("language")),
        next_page=absolute(origin.via, _text(feed.get("next_url")) or ""),
        hub=next((absolute(origin.via, hub) for hub in hubs if isinstance(hub, str)), None),
    )


def _entry(item: dict[str, Any], base: str) -> Entry:
    return Entry(
        links=tuple(_links(item)),
        base=base,
        title=_text(item.get("title")),
        summary=next(
            (text for name in ("summary", "content_text", "content_html") if (text := _text(item.get(name)))), None
        ),
        authors=tuple(_authors(item)),
        published=_text(item.get("date_published")),
        modified=_text(item.get("date_modified")),
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
        if isinstance(name, str):
            yield name


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
