"""The JSON of a segment's ``metadata`` records: what a page's own WARC record cannot hold, or not exactly."""

import json
from datetime import UTC, datetime
from typing import Any

from dateline.tasks.adapters.http.head import Headers
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

NOTE_VERSION = 1


class BadNoteError(Exception):
    """The bytes are no note."""


def write_note(page: RawPage | FetchFailure, told: Headers = ()) -> bytes:
    """Return the note of a page or failure. Headers are noted only where the record itself tells others (``told``)."""
    note: dict[str, Any] = {
        "version": NOTE_VERSION,
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
    return json.dumps(note, separators=(",", ":")).encode() + b"\n"


def read_note(data: bytes, body: bytes, told: Headers, key: str) -> RawPage | FetchFailure:
    """Return the page or failure that `write_note` was given, with the body and headers of the record that it is about.

    Raises:
        BadNoteError: The bytes are no note.
        RecordError: A newer dateline wrote it.
    """
    try:
        note = json.loads(data)
        version = note["version"]
        if version == NOTE_VERSION:
            return _page(note, body, told)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadNoteError(f"its metadata is not dateline's ({type(error).__name__}: {error})") from error
    raise RecordError(
        f"{key} was written by a newer dateline (metadata version {version!r}, this one reads {NOTE_VERSION})",
        remedy="update dateline",
        key=key,
    )


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
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
