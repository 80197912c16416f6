"""The Wayback Machine's capture index (CDX server API of internetarchive/wayback): queries, answers, original bytes."""

import json
from collections.abc import Iterator
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
"""How many captures one answer holds at most, unless told otherwise."""
MAX_ROWS = 1_000_000
MAX_CELLS = 100
"""More rows of one answer, or cells of one row, are not read."""
MAX_ANSWERS = 10_000
"""So many answers to one question, each going on where the last one ended, are read."""

_STAMP = "%Y%m%d%H%M%S"
_TOLD_WARNINGS = 3


class Scope(StrEnum):
    """Which addresses a query is about (``matchType``)."""

    EXACT = "exact"
    PREFIX = "prefix"
    HOST = "host"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of one address; ``digest`` is the payload's SHA-1 in base 32, ``length_bytes`` the record's."""

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
    """One answer of the index; ``resume_key`` is what the next query goes on with, None at the end."""

    captures: tuple[Capture, ...] = ()
    resume_key: str | None = None
    warnings: tuple[str, ...] = ()


def cdx_query(
    url: str,
    captured: Window,
    *,
    scope: Scope = Scope.DOMAIN,
    limit: int = PAGE_CAPTURES,
    resume_key: str | None = None,
) -> str:
    """Return the URL that asks for the first capture of each HTML page in a window of capture time.

    The index bounds are whole seconds and inclusive, the window's end is not.
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
    """Return the captures of an answer, in JSON or in lines of `FIELDS` (or of the index's own seven); never raises.

    Lines that are none are left out with a warning; so is an answer that is a page or a message of the index.
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff").strip()
    rows = list(islice(_json_rows(text) if text.startswith("[") else _text_rows(text), MAX_ROWS))
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
    warnings = [f"no line of a capture index: {line!r}" for line in strange[:_TOLD_WARNINGS]]
    if len(strange) > _TOLD_WARNINGS:
        warnings.append(f"{len(strange)} lines were no captures")
    return CdxReading(tuple(captures), resume_key, tuple(warnings))


def _json_rows(text: str) -> Iterator[list[str]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        yield from _text_rows(text)
        return
    for row in rows if isinstance(rows, list) else []:
        cells = row[:MAX_CELLS] if isinstance(row, list) else [row]
        yield [clean_text(cell) if isinstance(cell, str) else clean_text(repr(cell)) for cell in cells]


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
    """Which of an index's answers go on: each resume key leads to one answer, and there are `MAX_ANSWERS` at most."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def next_key(self, reading: CdxReading, warnings: list[str]) -> str | None:
        """Return what to go on with after an answer, or None at the end; an end before the index's is a warning."""
        key = reading.resume_key
        if key is None:
            return None
        if key in self._seen:
            warnings.append("the index repeats itself: it gave a resume key a second time, so its captures end here")
            return None
        if len(self._seen) >= MAX_ANSWERS - 1:
            warnings.append(f"only the first {MAX_ANSWERS} answers of the index were read")
            return None
        self._seen.add(key)
        return key
