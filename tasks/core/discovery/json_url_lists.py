"""Reads URL lists in JSON: an array of URLs, of objects or of rows; and the lines of JSON Lines."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dateline.tasks.core.web.urls import is_http

COLUMN_NAMES = frozenset({"url", "urls", "link", "links", "address", "page", "page url", "page_url", "uri", "loc"})
"""The names of columns and keys that have URLs, in lower case."""
_DECODER = json.JSONDecoder(strict=False, parse_int=str)


class Item(NamedTuple):
    """An item of an array, and the addresses in it: none, or one."""

    shown: str
    addresses: Sequence[str]


def items_of(text: str) -> Iterator[Item] | None:
    """Return the items of a text that is an array, or an object with one (`{"urls": [...]}`), or None if it is neither.

    The names of columns, in the first of several rows, are no item.
    """
    found = _decoded(text)
    listed = next((value for value in _named(found) if isinstance(value, list)), found)
    return _items(listed) if isinstance(listed, list) else None


def addresses_in_line(line: str) -> Sequence[str] | None:
    """Return the address in an object or a row, or None if the line is neither."""
    found = _decoded(line)
    return _addresses(found) if isinstance(found, dict | list) else None


def _decoded(text: str) -> object:
    """Return the value that a text states, or None. Integers are read as text: Python refuses very long ones."""
    if text.lstrip()[:1] not in {"[", "{"}:
        return None
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _items(listed: Sequence[Any]) -> Iterator[Item]:
    for number, value in enumerate(listed):
        addresses = _addresses(value)
        is_head = number == 0 and isinstance(value, list) and not addresses
        if not is_head:
            yield Item(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), addresses)


def _addresses(value: object) -> Sequence[str]:
    cells = value if isinstance(value, list) else [value, *_named(value)]
    return [cell.strip() for cell in cells if isinstance(cell, str) and is_http(cell.strip())][:1]


def _named(value: object) -> Sequence[Any]:
    """Return what an object has under the names of columns."""
    return [value[name] for name in value if name.casefold() in COLUMN_NAMES] if isinstance(value, dict) else ()
