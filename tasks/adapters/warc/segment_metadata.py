"""The notes in a segment's ``metadata`` records: what a page's own WARC record cannot hold exactly, or at all.

A note is JSON. It is the only field of an ``application/warc-fields`` block (WARC 1.1, section 6.6), because replay
tools index ``metadata`` records of any other type as captures of the page. Segments of version 1 have blocks of plain
JSON.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dateline.tasks.adapters.http.head import Headers
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, RecordPlace

NOTE_VERSION = 4
"""Version 2 puts the note into a field, and records the redirects that led to a page. Version 3 notes the digest of a
page whose record was copied. Version 4 notes the place of a page that stays in another tool's file; all other notes are
of version 3."""
_VERSION_WITHOUT_PLACE = 3

NOTE_TYPE = "application/warc-fields"
"""The Content-Type of a metadata record."""

_FIRST_VERSION_TYPE = "application/json"
_FIELD = b"dateline-note:"


class BadNoteError(Exception):
    """The bytes are not a note."""


class Note(NamedTuple):
    """What `write_note` received."""

    page: RawPage | FetchFailure
    """Without its body and headers if it has a ``place``."""
    digest: str | None


def write_note(page: RawPage | FetchFailure, told: Headers = (), digest: str | None = None) -> bytes:
    """Return the note of a page or failure.

    Headers are noted only if those in the record (``told``) differ, and the digest of the body only if it is given.
    """
    note: dict[str, Any] = {
        "version": _VERSION_WITHOUT_PLACE,
        "ref": page.ref.model_dump(mode="json", exclude_none=True),
        "url": page.url,
        "status": page.status,
    }
    if isinstance(page, FetchFailure):
        note |= {"failed_at": _iso(page.failed_at), "reason": page.reason.value, "detail": page.detail}
    else:
        note |= {"fetched_at": _iso(page.fetched_at), "status_reason": page.status_reason}
        if page.headers != told:
            note["headers"] = page.headers
        if digest:
            note["digest"] = digest
        if page.place:
            note |= {"version": NOTE_VERSION, "place": asdict(page.place)}
    return _FIELD + b" " + json.dumps(note, separators=(",", ":")).encode() + b"\r\n"


def read_note(block: bytes, *, content_type: str, body: bytes, told: Headers, key: str) -> Note:
    """Return what `write_note` received, given the body and headers of the page's WARC record.

    ``block`` and ``content_type`` are those of the metadata record. The redirects of a page are not returned.

    Raises:
        BadNoteError: the bytes are not a note.
        RecordError: a newer version of dateline wrote it.
    """
    try:
        note = json.loads(_json_of(block, content_type))
        version = note["version"]
        if isinstance(version, int) and 1 <= version <= NOTE_VERSION:
            return Note(_page(note, body, told), note["digest"] if "place" in note else note.get("digest"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadNoteError(f"its metadata is not dateline's ({type(error).__name__}: {error})") from error
    raise RecordError(
        f"{key} was written by a newer dateline (metadata version {version!r}, this one reads {NOTE_VERSION})",
        remedy="update dateline",
        key=key,
    )


def _json_of(block: bytes, content_type: str) -> bytes:
    if content_type == _FIRST_VERSION_TYPE:
        return block
    lines = (line.partition(_FIELD) for line in block.split(b"\r\n"))
    for before, name, value in lines:
        if name and not before:
            return value
    raise ValueError("the note is missing")


def _page(note: dict[str, Any], body: bytes, told: Headers) -> RawPage | FetchFailure:
    ref = PageRef.model_validate(note["ref"], strict=False)
    if "failed_at" in note:
        return FetchFailure(
            ref=ref,
            url=note["url"],
            failed_at=_moment(note["failed_at"]),
            reason=Reason(note["reason"]),
            detail=note["detail"],
            status=note["status"],
        )
    headers = note.get("headers")
    return RawPage(
        ref=ref,
        url=note["url"],
        fetched_at=_moment(note["fetched_at"]),
        body=body,
        status=note["status"],
        status_reason=note["status_reason"],
        headers=told if headers is None else tuple((str(name), str(value)) for name, value in headers),
        place=_place(note["place"]) if "place" in note else None,
    )


def _place(place: dict[str, Any]) -> RecordPlace:
    return RecordPlace(file=str(place["file"]), offset=int(place["offset"]), length=int(place["length"]))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
