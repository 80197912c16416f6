"""Reads a large file on disk, over HTTP or in S3 as a seekable stream. Memory holds one piece of it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.disk_answers import FileOnDisk
from dateline.tasks.adapters.http.piece import Piece
from dateline.tasks.adapters.warc.streams import Readable
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Reason
from dateline.tasks.core.protocols import Ledger

FIRST_PIECE_BYTES = 1 << 20
LARGEST_PIECE_BYTES = 1 << 24
"""Pieces grow while a file is read sequentially, because requests have a delay between them."""
_FIRST_ON_DISK_BYTES, _LARGEST_ON_DISK_BYTES = 1 << 16, 1 << 20
_PIECE_TIME_S = 300.0

Version = Callable[[], str | None]
"""Returns the version of a file, as far as it was read. It changes with the file, and is None if unknown."""
GetPiece = Callable[[int, int], bytes]
"""Returns that many bytes from an offset, or fewer at the end."""


class Seekable(Readable, Protocol):
    """A seekable stream."""

    def seek(self, offset: int, /) -> object:
        """Continue at an offset from the beginning of the file."""


class PiecewiseFile:
    """Reads a file in pieces."""

    def __init__(self, get: GetPiece, first_bytes: int, largest_bytes: int) -> None:
        self._get = get
        self._first = self._next_bytes = first_bytes
        self._largest = largest_bytes
        self._piece = b""
        self._begins_at = 0
        self._at = 0
        self._ends_at: int | None = None

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``, or ``b""`` at the end. Errors of getting a piece pass."""
        if self._at - self._begins_at >= len(self._piece) and not self._get_next():
            return b""
        begin = self._at - self._begins_at
        data = self._piece[begin : begin + size]
        self._at += len(data)
        return data

    def seek(self, offset: int, /) -> None:
        """Continue at ``offset``. Within the current piece, this costs nothing."""
        if not self._begins_at <= offset <= self._begins_at + len(self._piece):
            self._piece, self._begins_at, self._next_bytes = b"", offset, self._first
        self._at = offset

    def _get_next(self) -> bool:
        if self._ends_at is not None and self._at >= self._ends_at:
            return False
        self._piece, self._begins_at = self._get(self._at, self._next_bytes), self._at
        if len(self._piece) < self._next_bytes:
            self._ends_at = self._at + len(self._piece)
        self._next_bytes = min(2 * self._next_bytes, self._largest)
        return bool(self._piece)


@dataclass(frozen=True, slots=True)
class Place:
    """An open file."""

    stream: Seekable
    version: Version


class _Versions:
    """The versions of the file that its pieces belong to."""

    def __init__(self) -> None:
        self._seen: set[str | None] = set()

    def noting(self, get: Callable[[int, int], Piece]) -> GetPiece:
        def get_and_note(start: int, length: int) -> bytes:
            piece = get(start, length)
            if piece.body:
                self._seen.add(piece.version)
            return piece.body

        return get_and_note

    def agreed(self) -> str | None:
        """Return the version if all pieces belong to the same one, else None."""
        return next(iter(self._seen)) if len(self._seen) == 1 else None


def version_of(place: str, limits: FetchSettings, ledger: Ledger | None) -> str | None:
    """Return a file's version, by reading one byte of it.

    Raises:
        DiscoveryError: the file could not be read.
    """
    with open_place(place, limits, ledger, first_bytes=1) as opened:
        opened.stream.read(1)
        return opened.version()


@contextmanager
def open_place(
    place: str, limits: FetchSettings, ledger: Ledger | None, first_bytes: int | None = None
) -> Iterator[Place]:
    """Open a file by its path or URL (http, https, s3).

    Raises:
        DiscoveryError: the file could not be opened or, later, read.
    """
    versions = _Versions()

    def in_pieces(get: Callable[[int, int], Piece]) -> Place:
        stream = PiecewiseFile(versions.noting(get), first_bytes or FIRST_PIECE_BYTES, LARGEST_PIECE_BYTES)
        return Place(stream, versions.agreed)

    if place.startswith("s3://"):
        yield in_pieces(_from_s3(place))
    elif "://" in place:
        from dateline.tasks.adapters.http.web_files import WebFiles  # noqa: PLC0415 - slow to import for workers

        room = {
            "max_transfer_bytes": max(limits.max_transfer_bytes, 2 * LARGEST_PIECE_BYTES),
            "total_timeout_s": max(limits.total_timeout_s, _PIECE_TIME_S),
        }
        with WebFiles(limits.model_copy(update=room), ledger) as web:
            yield in_pieces(partial(web.get_piece, place))
    else:
        try:
            with closing(FileOnDisk(place)) as file:
                stream = PiecewiseFile(file.piece, first_bytes or _FIRST_ON_DISK_BYTES, _LARGEST_ON_DISK_BYTES)
                yield Place(stream, file.version)
        except OSError as error:
            detail = error.strerror or str(error)
            raise DiscoveryError(
                f"{place} could not be read: {detail}", url=place, reason=Reason.FETCH_FAILED
            ) from error


def _from_s3(place: str) -> Callable[[int, int], Piece]:
    import boto3  # noqa: PLC0415 - slow to import, and rarely needed
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as above

    bucket, _, key = place.removeprefix("s3://").partition("/")
    client = boto3.client("s3")

    def get(start: int, length: int) -> Piece:
        try:
            answer = client.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-{start + length - 1}")
            size = answer.get("ContentRange", "").rpartition("/")[2]
            return Piece(answer["Body"].read(), f"{answer['ETag']} {size}")
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") == "InvalidRange":
                return Piece(b"")
            raise DiscoveryError(
                f"{place} could not be read: {error}", url=place, reason=Reason.FETCH_FAILED
            ) from error
        except BotoCoreError as error:
            raise DiscoveryError(
                f"{place} could not be read: {error}", url=place, reason=Reason.FETCH_FAILED
            ) from error

    return get
