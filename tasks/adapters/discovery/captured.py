"""Reads the pages in WARC files of other tools that their references name (see `warcs`, which lists them)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import groupby

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.discovery.regular_files import clean_path, regular_file
from dateline.tasks.adapters.warc.foreign import read_warc, target_of
from dateline.tasks.adapters.warc.large_file import Seekable, open_place
from dateline.tasks.adapters.warc.members import ZSTD_MAGIC, Dictionary, dictionary_of
from dateline.tasks.adapters.warc.places import VIA, place_of
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.streams import RawBytes, UnreadableFileError
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import clean_text
from dateline.tasks.core.web.urls import absolute


def is_in_warc(ref: PageRef) -> bool:
    """Return whether the page is to be read from a WARC file."""
    return ref.via.startswith(VIA)


def is_on_disk(ref: PageRef) -> bool:
    """Return whether the WARC file of such a page is on this machine."""
    return "://" not in place_of(ref)[0]


def read_captured(
    refs: Iterable[PageRef], limits: FetchSettings, ledger: Ledger | None, now: datetime
) -> Iterator[RawPage | FetchFailure]:
    """Yield the page or failure of each reference, file by file, in order of offsets.

    A file that cannot be read gives failures, with the time ``now``, instead of raising.
    """
    in_order = sorted(refs, key=lambda ref: (*place_of(ref), ref.url))
    for file, of_file in groupby(in_order, key=lambda ref: place_of(ref)[0]):
        waiting = list(of_file)
        try:
            with readable(file), open_place(openable(file), limits, ledger) as opened:
                records = _CapturedFile(opened.stream)
                for offset, at_offset in groupby(tuple(waiting), key=lambda ref: place_of(ref)[1]):
                    for page in records.at(offset, list(at_offset), now):
                        waiting.remove(page.ref)
                        yield page
        except DiscoveryError as error:
            reason = Reason.NOT_ASKED if error.reason is Reason.NOT_ASKED else Reason.FETCH_FAILED
            for ref in waiting:
                yield FetchFailure(ref, ref.url, now, reason, str(error))


@contextmanager
def readable(file: str) -> Iterator[None]:
    """Convert an error in reading a file to a `DiscoveryError` that names the file."""
    try:
        yield
    except UnreadableFileError as error:
        raise DiscoveryError(f"{clean_path(file)}: {error}", url=clean_path(file)) from error


def openable(place: str) -> str:
    """Return the path or URL to open.

    Raises:
        DiscoveryError: the path does not name a regular file.
    """
    return place if "://" in place else str(regular_file(place))


def url_of(page: RawPage | FetchFailure | BrokenRecord) -> str:
    """Return the normalized URL of a record, or "" if it states none."""
    url = target_of(page.headers) if isinstance(page, BrokenRecord) else page.url
    return absolute("", clean_text(url)) or ""


class _CapturedFile:
    """Reads the records of one file at their offsets."""

    def __init__(self, stream: Seekable) -> None:
        self._stream = stream

    def at(self, offset: int, refs: list[PageRef], now: datetime) -> Iterator[RawPage | FetchFailure]:
        """Yield the pages of the records at one offset: one, unless the whole file is a single compressed member."""
        wanted = {ref.url: ref for ref in refs}
        dictionary = self._dictionary if offset and self._is_zstd(offset) else None
        self._stream.seek(offset)
        for page in read_warc(self._stream, source="", via="", start=offset, dictionary=dictionary):
            at = page.offset if isinstance(page, BrokenRecord) else place_of(page.ref)[1]
            if at != offset:
                break
            if ref := wanted.pop(url_of(page) or refs[0].via, None):
                yield _as_referenced(page, ref, now)
            if not wanted:
                return
        for ref in wanted.values():
            yield FetchFailure(ref, ref.url, now, Reason.UNREADABLE, "the record is no longer at its offset")

    def _is_zstd(self, offset: int) -> bool:
        self._stream.seek(offset)
        return RawBytes(self._stream, offset).peek(len(ZSTD_MAGIC)) == ZSTD_MAGIC

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        self._stream.seek(0)
        return dictionary_of(self._stream)


def _as_referenced(page: RawPage | FetchFailure | BrokenRecord, ref: PageRef, now: datetime) -> RawPage | FetchFailure:
    if isinstance(page, BrokenRecord):
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, page.detail)
    return replace(page, ref=ref, url=ref.url)
