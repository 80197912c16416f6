"""Structured data of a page: JSON-LD scripts into objects, and the one object that describes the article.

Reads JSON-LD 1.1 as publishers write it (HTML comments, CDATA, stray commas, several values in one script), in
schema.org's vocabulary. Works on strings and JSON values alone.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

JsonObject = dict[str, Any]

MAX_DEPTH = 40
"""How deep objects are looked into; real JSON-LD stays under ten."""
MAX_OBJECTS = 5000
"""How many objects of a page are looked at."""

ARTICLE_TYPES: Mapping[str, int] = {
    "newsarticle": 10,
    "reportagenewsarticle": 10,
    "analysisnewsarticle": 10,
    "backgroundnewsarticle": 10,
    "opinionnewsarticle": 10,
    "reviewnewsarticle": 10,
    "askpublicnewsarticle": 10,
    "liveblogposting": 9,
    "article": 9,
    "blogposting": 9,
    "advertisercontentarticle": 8,
    "satiricalarticle": 8,
    "scholarlyarticle": 8,
    "techarticle": 8,
    "report": 8,
    "socialmediaposting": 7,
    "discussionforumposting": 6,
    "review": 5,
    "claimreview": 4,
    "videoobject": 3,
    "webpage": 2,
    "itempage": 2,
    "creativework": 2,
}
"""schema.org types that can describe a page's article, lower case, the likelier the higher."""
ARTICLE_FIELDS = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "description", "image")

_OPENING = re.compile(r"\s*(?:(?:<!--|(?:/\*|//)?\s*<!\[CDATA\[)\s*(?:\*/)?\s*)+")
_CLOSING = re.compile(r"(?:\s|;|-->|//|/\*|\*/|\]\]>)+$")
_TAIL_LENGTH = 200
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, unpaired surrogates, and code points that are no characters."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TYPE_NAME = re.compile(r"[^/#:]+$")


def parse_json_ld(raw: str) -> list[JsonObject]:
    """Return every object at the top of one script, ``@graph`` and lists opened; broken JSON gives what can be read."""
    text = _unwrapped(raw)
    if not text:
        return []
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return list(_opened(json.loads(attempt, strict=False)))
        except (ValueError, RecursionError):
            continue
    return list(_opened(_decoded_in_turn(text)))


def _unwrapped(raw: str) -> str:
    """Cut the HTML comment or CDATA marks that once hid scripts from old browsers."""
    if opening := _OPENING.match(raw):
        raw = raw[opening.end() :]
    raw = raw.rstrip()
    if raw.endswith(("}", "]")):
        return raw
    tail = raw[-_TAIL_LENGTH:]
    return raw[: len(raw) - len(tail)] + _CLOSING.sub("", tail)


def _decoded_in_turn(text: str) -> list[object]:
    """Read values that follow one another (``{…}{…}``) as far as they are sound."""
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[object] = []
    while at < len(text) and len(values) < MAX_OBJECTS:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        at = end
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _opened(value: object, depth: int = 0) -> Iterator[JsonObject]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _opened(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _opened(value.get("@graph"), depth + 1)


def types_of(node: JsonObject) -> tuple[str, ...]:
    """Return the node's ``@type`` names, lower case, without their vocabulary's address."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(
        match.group().casefold()
        for name in names
        if isinstance(name, str) and (match := _TYPE_NAME.search(name.strip()))
    )


def main_article(nodes: Iterable[JsonObject], url: str | None = None) -> JsonObject:
    """Return the node that describes the page's article, ``{}`` where there is none.

    The type counts first, then how many of an article's fields the node bears and whether it names the page's URL;
    the first of equals wins. Nodes inside ``mainEntity`` and ``mainEntityOfPage`` are looked at too.
    """
    best: JsonObject = {}
    best_score = 0.0
    path = _path(url)
    for node in _with_main_entities(nodes):
        kind = max((ARTICLE_TYPES.get(name, 0) for name in types_of(node)), default=0)
        if not kind:
            continue
        score = kind + 2.0 * sum(bool(node.get(field)) for field in ARTICLE_FIELDS)
        if path and names_page(node, url):
            score += 6
        if score > best_score:
            best, best_score = node, score
    return best


def names_page(node: JsonObject, url: str | None) -> bool:
    """Return whether one of the node's addresses has the path of the page's."""
    path = _path(url)
    return any(_path(address) == path for address in _addresses(node))


def _with_main_entities(nodes: Iterable[JsonObject]) -> Iterator[JsonObject]:
    for node in nodes:
        yield node
        for key in ("mainEntity", "mainEntityOfPage"):
            inner = node.get(key)
            for entity in inner if isinstance(inner, list) else [inner]:
                if isinstance(entity, dict) and len(entity) > 2:  # noqa: PLR2004 - more than @type and @id
                    yield entity


def _addresses(node: JsonObject) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _path(url: str | None) -> str:
    """Return what of a URL names the page: its path, without a closing slash; empty for a front page."""
    if not url:
        return ""
    try:
        return urlsplit(url.strip()).path.rstrip("/")
    except ValueError:
        return ""


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the strings that a property holds, whatever its shape: a string, ``@value``, ``name``, a list of those.

    HTML entities are read, white space is folded, blanks are left out.
    """
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        if text := clean_string(value):
            yield text
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, depth + 1)
    elif isinstance(value, dict):
        for key in ("@value", "name", "headline"):
            if key in value:
                yield from texts(value[key], depth + 1)
                return


def first_text(value: object) -> str | None:
    """Return the first string that a property holds (see `texts`), or None."""
    return next(texts(value), None)


def clean_string(value: str) -> str:
    """Return the string with entities read (once or twice escaped), control characters gone, white space folded."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if not value.isprintable():
        value = NO_TEXT.sub("", value)
    return " ".join(value.split())
