"""The Wayback Machine's capture index (the CDX server API of internetarchive/wayback): queries and responses."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import islice
from urllib.parse import urlencode

from dateline.tasks.core.models import Window
from dateline.tasks.core.web.foreign_text import clean_text, utc_or_none
from dateline.tasks.core.web.urls import absolute

CDX_URL = "https://web.archive.org/cdx/search/cdx"

FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest", "length")
PAGE_CAPTURES = 10_000
"""The default maximum number of captures in a response."""
MAX_ROWS = 1_000_000
MAX_CELLS = 100
"""The maximum number of rows of a response, and of cells of a row, that are read."""
MAX_ANSWERS = 10_000
"""The maximum number of responses that are read for a query. Each continues where the previous one ended."""

MAX_BARREN = 20
"""The maximum number of responses in a row without new captures."""

_STAMP = "%Y%m%d%H%M%S"
_TOLD_WARNINGS = 3
_DECODER = json.JSONDecoder(parse_int=str)
"""Python refuses integers of thousands of digits."""
_BETWEEN = re.compile(r"[\s,]*")
_CUT_OFF = "the answer of the index is cut off or damaged, and only the captures before that were read"
_NO_CAPTURES = "the answer of the index has no captures, but something else"


class Scope(StrEnum):
    """Which URLs a query matches (``matchType``)."""

    EXACT = "exact"
    PREFIX = "prefix"
    HOST = "host"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of a URL. ``digest`` is the payload's SHA-1 in base 32; ``length_bytes`` is the record's length."""

    url: str
    captured_at: datetime
    mimetype: str = ""
    status: int | None = None
    digest: str = ""
    length_bytes: int | None = None

    def raw_url_at(self, replay_url: str) -> str:
        """Return the URL below ``replay_url`` of the captured bytes, without the replay's changes (``id_``)."""
        return f"{replay_url.rstrip('/')}/{self.captured_at.strftime(_STAMP)}id_/{self.url}"


@dataclass(frozen=True, slots=True)
class CdxReading:
    """One response of the index. The next query continues with ``resume_key``, which is None at the end.

    ``fault`` says why the response is not all of what was asked for, so that captures may be missing.
    """

    captures: tuple[Capture, ...] = ()
    resume_key: str | None = None
    warnings: tuple[str, ...] = ()
    fault: str | None = None


def cdx_query(
    url: str,
    captured: Window,
    *,
    scope: Scope = Scope.DOMAIN,
    limit: int = PAGE_CAPTURES,
    resume_key: str | None = None,
) -> str:
    """Return the URL of a query for the first capture of each HTML page in a window of capture times.

    The index takes inclusive bounds in whole seconds, whereas the window's end is exclusive.
    """
    parameters = [
        ("url", url),
        ("matchType", scope.value),
        ("output", "json"),
        ("fl", ",".join(FIELDS)),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "urlkey"),
        ("limit", str(limit)),
        ("showResumeKey", "true"),
    ]
    if captured.since:
        parameters.append(("from", captured.since.strftime(_STAMP)))
    if captured.until:
        parameters.append(("to", (captured.until - timedelta(microseconds=1)).strftime(_STAMP)))
    if resume_key:
        parameters.append(("resumeKey", resume_key))
    return f"{CDX_URL}?{urlencode(parameters)}"


def read_cdx(body: bytes) -> CdxReading:
    """Return the captures in a response, in JSON or in lines of `FIELDS` (or of the index's own seven). Never raises.

    Invalid lines are skipped with a warning. A response that is a page or a message, or that is cut off, has a fault.
    """
    rows, is_whole = _rows(body.decode("utf-8", "replace").lstrip("\ufeff").strip())
    resume_key = None
    if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1:
        resume_key = rows[-1][0]
        rows = rows[:-2]
    header = list(FIELDS)
    if rows and "timestamp" in rows[0]:
        header = rows.pop(0)
    captures: list[Capture] = []
    strange: list[str] = []
    for row in rows:
        names = ["urlkey", *FIELDS] if header == list(FIELDS) and len(row) == len(FIELDS) + 1 else header
        capture = _capture(dict(zip(names, row, strict=False)))
        if capture:
            captures.append(capture)
        elif row:
            strange.append(" ".join(row)[:100])
    warnings = [f"not a line of a capture index: {line!r}" for line in strange[:_TOLD_WARNINGS]]
    if len(strange) > _TOLD_WARNINGS:
        warnings.append(f"{len(strange)} lines are not captures")
    fault = _NO_CAPTURES if strange and not captures else None
    return CdxReading(tuple(captures), resume_key, tuple(warnings), fault if is_whole else _CUT_OFF)


def _rows(text: str) -> tuple[list[list[str]], bool]:
    """Return the rows of a response, and whether it is whole."""
    if not text.startswith("["):
        return list(islice(_text_rows(text), MAX_ROWS)), True
    try:
        rows, is_whole = _DECODER.decode(text), True
    except (ValueError, RecursionError):
        rows, is_whole = list(_closed_rows(text)), False
    lists = (row[:MAX_CELLS] if isinstance(row, list) else [row] for row in rows[:MAX_ROWS])
    return [[clean_text(cell if isinstance(cell, str) else repr(cell)) for cell in cells] for cells in lists], is_whole


def _closed_rows(text: str) -> Iterator[object]:
    """Yield the rows of damaged JSON before the damage."""
    at = 1
    with suppress(ValueError, RecursionError):
        while at < len(text):
            row, end = _DECODER.raw_decode(text, at)
            yield row
            at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # it matches the empty text, too


def _text_rows(text: str) -> Iterator[list[str]]:
    for line in text.split("\n"):
        yield [clean_text(cell) for cell in line.split(maxsplit=MAX_CELLS)]


def _capture(cells: dict[str, str]) -> Capture | None:
    captured_at = _moment(cells.get("timestamp", ""))
    url = absolute("", cells.get("original", ""))
    if captured_at is None or url is None:
        return None
    status, length = cells.get("statuscode", ""), cells.get("length", "")
    return Capture(
        url=url,
        captured_at=captured_at,
        mimetype=cells.get("mimetype", ""),
        status=_number(status),
        digest=cells.get("digest", ""),
        length_bytes=_number(length),
    )


def _moment(stamp: str) -> datetime | None:
    try:
        return utc_or_none(datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("9999999999999") else None


class Answers:
    """Follows the responses of an index to their end, which comes early if it repeats itself.

    Each resume key is used once, at most `MAX_ANSWERS` responses are read, and at most `MAX_BARREN` in a row without
    new captures, because an index that always returns another key would go on for days.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._captured: set[int] = set()
        """The hash of the captures of each response."""
        self._barren = 0

    def next_key(self, reading: CdxReading, warnings: list[str]) -> str | None:
        """Return the resume key to continue with after a response, or None at the end. An early end adds a warning."""
        key = reading.resume_key
        if key is None:
            return None
        if key in self._seen:
            warnings.append("the index repeats itself: it returned a resume key twice, so reading ends here")
            return None
        captured = hash(reading.captures)
        self._barren = self._barren + 1 if not reading.captures or captured in self._captured else 0
        if self._barren == MAX_BARREN:
            warnings.append(f"the last {MAX_BARREN} responses of the index had no new captures, so reading ends here")
            return None
        if len(self._seen) >= MAX_ANSWERS - 1:
            warnings.append(f"only the first {MAX_ANSWERS} responses of the index were read")
            return None
        self._captured.add(captured)
        self._seen.add(key)
        return key
