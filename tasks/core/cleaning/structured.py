"""Parses JSON-LD scripts into objects, and finds the one that describes the article.

Reads JSON-LD 1.1 with schema.org's vocabulary as publishers write it: with HTML comments, CDATA, stray commas and
several values in one script. Works on strings and JSON values, not on the tree.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

JsonObject = dict[str, Any]

MAX_DEPTH = 40
"""The maximum nesting of objects that is read. Real JSON-LD stays below ten."""
MAX_OBJECTS = 5000
"""The maximum number of values read from one script."""

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
"""schema.org types that can describe a page's article, in lower case, with scores. Likelier types score higher."""
ARTICLE_FIELDS = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "description", "image")

_OPENING = re.compile(r"\s*(?:(?:<!--|(?:/\*|//)?\s*<!\[CDATA\[)\s*(?:\*/)?\s*)+")
_CLOSING = re.compile(r"(?:\s|;|-->|//|/\*|\*/|\]\]>)+$")
_TAIL_LENGTH = 200
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, unpaired surrogates, and code points that are not characters."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_END_TAG = re.compile(
    r"</(b|i|em|strong|u|p|div|span|a|h[1-6]|font|small|sup|sub|mark|blockquote|ul|ol|li|s|q|cite)\s*>", re.IGNORECASE
)
_BLOCK_TAGS = frozenset(["p", "div", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_LINE_BREAK = re.compile(r"(?<!\s)<br\s*/?>|<br\s*/?>(?!\s)", re.IGNORECASE)
_ANY_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MORE_LINK = re.compile(r"<a\s[^<>]{0,500}(?:read-more|more-link)[^<>]{0,500}>[^<>]{0,80}</a\s*>", re.IGNORECASE)
"""The link to the whole article with which blog systems end a description."""
_PREFIXED = '"schema:'
"""What properties begin with where the vocabulary is not the default one: ``"schema:headline"``."""
_TYPE_NAME = re.compile(r"[^/#:]+$")


def parse_json_ld(raw: str) -> list[JsonObject]:
    """Return the top-level objects of one script, including those in lists and in ``@graph``.

    Of broken JSON, the values before the error are returned. Never raises.
    """
    text = _unwrapped(raw)
    if not text:
        return []
    if _PREFIXED in text:
        text = text.replace(_PREFIXED, '"')
    for attempt in _with_mended(text):
        try:
            return list(_flattened(json.loads(attempt, strict=False)))
        except (ValueError, RecursionError):
            continue
    return list(_flattened(_decode_values(text)))


def _with_mended(text: str) -> Iterator[str]:
    yield text
    yield _TRAILING_COMMA.sub(r"\1", text)


def _unwrapped(raw: str) -> str:
    """Return the script without the HTML comment or CDATA marks that once hid scripts from old browsers."""
    if opening := _OPENING.match(raw):
        raw = raw[opening.end() :]
    raw = raw.rstrip()
    if raw.endswith(("}", "]")):
        return raw
    tail = raw[-_TAIL_LENGTH:]
    return raw[: len(raw) - len(tail)] + _CLOSING.sub("", tail)


def _decode_values(text: str) -> list[object]:
    """Return the values in a sequence such as ``{…}{…}``, up to the first error."""
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


def _flattened(value: object, depth: int = 0) -> Iterator[JsonObject]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flattened(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _flattened(value.get("@graph"), depth + 1)


def types_of(node: JsonObject) -> tuple[str, ...]:
    """Return the node's ``@type`` names in lower case, without the vocabulary's URL."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(
        match.group().casefold()
        for name in names
        if isinstance(name, str) and (match := _TYPE_NAME.search(name.strip()))
    )


def main_article(nodes: Iterable[JsonObject], url: str | None = None) -> JsonObject:
    """Return the node that describes the page's article, or ``{}`` if there is none.

    A node's score is that of its type (`ARTICLE_TYPES`), plus points for each of `ARTICLE_FIELDS` and for the page's
    URL. Of equal nodes, the first wins. Nodes inside ``mainEntity`` and ``mainEntityOfPage`` are candidates, too.
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
    """Return whether one of the node's URLs has the same path as the page's URL."""
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
    """Return the path of a URL without a trailing slash, which is empty for a front page."""
    if not url:
        return ""
    try:
        return urlsplit(url.strip()).path.rstrip("/")
    except ValueError:
        return ""


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a property: a string, an object with ``@value``, ``name`` or ``headline``, a list of these.

    Strings are cleaned (see `clean_string`), and empty ones are left out.
    """
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        if text := plain_string(value):
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
    """Return the first string of a property (see `texts`), or None."""
    return next(texts(value), None)


def plain_string(value: str) -> str:
    """Return the string as by `clean_string`, without markup that was escaped into it: ``&lt;b&gt;Ferry&lt;/b&gt;``.

    Only elements that are closed count as markup: a text may speak of the ``<video>`` tag.
    """
    text = clean_string(value)
    if "<" not in text:
        return text
    text = _MORE_LINK.sub("", text)
    names = {match[1].lower() for match in _END_TAG.finditer(text)}
    for name in names:
        text = re.sub(rf"</?{name}(?:\s[^<>]*)?>", " " if name in _BLOCK_TAGS else "", text, flags=re.IGNORECASE)
    return " ".join((_ANY_LINE_BREAK if names else _LINE_BREAK).sub(" ", text).split())


def clean_string(value: str) -> str:
    """Return the string with HTML entities decoded (twice), without control characters, with white space collapsed."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if not value.isprintable():
        value = NO_TEXT.sub("", value)
    return " ".join(value.split())
