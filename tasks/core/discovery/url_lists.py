"""Reads URL lists: one URL per line, a table (CSV or TSV) with a column of URLs, or JSON; `#` begins a comment."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.discovery.json_url_lists import COLUMN_NAMES, Item, addresses_in_line, items_of
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import absolute, is_http

MAX_LIST_BYTES = 100_000_000
"""The maximum size of a list. Larger ones are refused."""
_TOLD_WARNINGS = 20

_SEPARATORS = "\t;,|"
_MARK = re.compile(r"(?i)(?:(?:[-*+•]|[0-9]{1,9}[.)])\s+)?(?:url\s*=\s*|\[[^\[\]]*\](?=\())?")
"""What a list in a text, a table of contents or a bookmark has before an address."""
_QUOTED = re.compile(
    r"(?i)(?:\"(https?://[^\"]+)\"|'(https?://[^']+)'|[“„](https?://[^“”]+)|<(https?://[^<>]+)|\((https?://[^()]+)\))"
)
_NEXT_ADDRESS = re.compile(r"(?i)\s+(?=https?://)")


class _Table(NamedTuple):
    separator: str
    column: int
    """The number of the column that has the URLs."""


class _Listed(NamedTuple):
    """A line of a list, or an item of an array, and its addresses."""

    place: str
    shown: str
    addresses: Sequence[str]
    lacks: str
    """What is wrong if there are no addresses."""


def read_url_list(data: bytes, source: str, via: str, warnings: list[str]) -> Iterator[PageRef]:
    """Yield the pages of a list in any encoding, also gzipped, or with quotes or brackets around them.

    Lines without an http(s) URL are skipped with a warning.
    """
    strange, told = 0, list[str]()
    unpacked = [b"".join(inflated([data], MAX_LIST_BYTES, told))]
    text = "".join(decoded(unpacked, None, told))
    items = items_of(text.lstrip("\ufeff"))
    for listed in _lines(text) if items is None else map(_of_item, enumerate(items, 1)):
        urls = [url for address in listed.addresses if (url := absolute("", address))]
        yield from (PageRef(url=url, source=source, via=via) for url in urls)
        if not urls and (strange := strange + 1) <= _TOLD_WARNINGS:
            warnings.append(f'{via}, {listed.place}: "{clean_line(listed.shown, 80)}" {listed.lacks}')
    warnings.extend(f"{via}: {warning}" for warning in told)
    if strange > _TOLD_WARNINGS:
        warnings.append(f"{via}: {strange} {'lines are not' if items is None else 'items have no'} http or https URLs")


def _of_item(numbered: tuple[int, Item]) -> _Listed:
    number, item = numbered
    return _Listed(f"item {number}", item.shown, item.addresses, "has no http or https URL")


def _lines(text: str) -> Iterator[_Listed]:
    """Yield the lines of a list that are not empty, no comments and no names of columns."""
    table: _Table | None = None
    is_first = True
    for number, line in enumerate(text.splitlines(), 1):
        content = line.strip(" \r\f\v\ufeff")
        if not content.strip() or content.lstrip().startswith("#"):
            continue
        is_head, is_first = is_first and _is_head(content), False
        if is_head:
            table = _table(content)
            continue
        of_json = addresses_in_line(content)
        addresses = _addresses(content, table) if of_json is None else of_json
        yield _Listed(f"line {number}", content, addresses, "is not an http or https URL")


def _is_head(line: str) -> bool:
    return line.strip('"').casefold() in COLUMN_NAMES or _table(line) is not None


def _table(line: str) -> _Table | None:
    """Return how to read the table of which a line is the head, or None if it is no such line."""
    for separator in _SEPARATORS:
        names = [name.strip().casefold() for name in _cells(line, separator)]
        if (
            len(names) > 1
            and (column := next((at for at, name in enumerate(names) if name in COLUMN_NAMES), None)) is not None
        ):
            return _Table(separator, column)
    return None


def _addresses(line: str, table: _Table | None) -> Sequence[str]:
    """Return the addresses in a line. Commas may be a part of them, unless the list is a table, or one is before."""
    if table:
        cells = _cells(line, table.separator)
        return [cell for cell in (*cells[table.column : table.column + 1], *cells) if is_http(cell)][:1]
    text = _MARK.sub("", line.strip(), count=1)
    if quoted := _QUOTED.match(text):
        return [next(filter(None, quoted.groups()))]
    bare = text.partition("\t")[0].partition(" #")[0].strip()
    if is_http(bare):
        return [address.rstrip(",;") for address in _NEXT_ADDRESS.split(bare)]
    rows = (_cells(line, separator) for separator in _SEPARATORS)
    return [cell for row in rows if len(row) > 1 for cell in row if is_http(cell)][:1]


def _cells(line: str, separator: str) -> Sequence[str]:
    """Return the cells of a line of a table. Each line is read alone: a quote that is never closed loses no more."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []
