"""Reads the pages of other tools' WARC files: lists them first, and reads the wanted ones at their offsets later.

The reference to such a page has its URL, and ``via`` with the file and the record's offset:
``warc:<path or URL>#<offset>``. A broken record that does not even state its URL is identified by its place alone, so
that it has an outcome, too.
"""

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, groupby, islice, repeat

from dateline.config.schema import CcNews, FetchSettings, Warc
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.discovery.regular_files import clean_path, regular_file
from dateline.tasks.adapters.discovery.warc_memory import Listed, WarcMemory
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.adapters.warc.foreign import kind_of, read_warc, target_of
from dateline.tasks.adapters.warc.large_file import Seekable, open_place, version_of
from dateline.tasks.adapters.warc.members import ZSTD_MAGIC, Dictionary, dictionary_of
from dateline.tasks.adapters.warc.other_formats import HEAD_BYTES, what_it_is
from dateline.tasks.adapters.warc.places import VIA, place_of
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.streams import RawBytes, UnreadableFileError
from dateline.tasks.core.discovery.commoncrawl import BASE_URL, files_for, list_urls, read_paths
from dateline.tasks.core.discovery.dates_in_urls import DAY
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.content_encoding import content_head
from dateline.tasks.core.web.content_types import SNIFFED_BYTES, begins_as_no_page, is_unnamed
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import clean_text
from dateline.tasks.core.web.urls import absolute, host_of

_TEXTS = ("text/html", "application/xhtml", "text/plain")


def read_warcs(warc: Warc, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages of one file, or of all files that match a pattern.

    Raises:
        DiscoveryError: there is no such file, or it could not be read.
    """
    files = [warc.url] if "://" in warc.url else sorted(glob.glob(warc.url, recursive=True))  # noqa: PTH207 - the pattern is absolute
    if not files:
        raise DiscoveryError(f"no file matches {warc.url}", url=warc.url)
    yield from _pages_of_all(files, warc.hosts, context, remarks)


def read_ccnews(ccnews: CcNews, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages of the CC-NEWS files that may contain pages of the window.

    Raises:
        DiscoveryError: the list of a month's files could not be read.
    """
    lag = timedelta(days=ccnews.lag_days)
    base = f"{ccnews.base_url.rstrip('/')}/"
    for url in list_urls(context.window, now=context.now, lag=lag):
        answer = context.web.get(url.replace(BASE_URL, base, 1))
        listed = read_paths(b"" if isinstance(answer, NotModified) else answer.body, remarks.warnings)
        files = [base + file.path for file in files_for(listed, context.window, lag=lag)]
        yield from _pages_of_all(files, ccnews.hosts, context, remarks)


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
            with _readable(file), open_place(_openable(file), limits, ledger) as opened:
                records = _CapturedFile(opened.stream)
                for offset, at_offset in groupby(tuple(waiting), key=lambda ref: place_of(ref)[1]):
                    for page in records.at(offset, list(at_offset), now):
                        waiting.remove(page.ref)
                        yield page
        except DiscoveryError as error:
            reason = Reason.NOT_ASKED if error.reason is Reason.NOT_ASKED else Reason.FETCH_FAILED
            for ref in waiting:
                yield FetchFailure(ref, ref.url, now, reason, str(error))


def _pages_of_all(
    files: Sequence[str], hosts: Sequence[str], context: DiscoveryContext, remarks: Remarks
) -> Iterator[PageRef]:
    """Yield the pages of files. One that cannot be read does not stop the others."""
    for number, file in enumerate(files, 1):
        context.tell(f"reading {clean_path(file)} ({number} of {len(files)})")
        try:
            yield from _pages_of(file, hosts, context, remarks)
        except DiscoveryError as error:
            if len(files) == 1:
                raise
            remarks.failures.append(str(error))


def _pages_of(file: str, hosts: Sequence[str], context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    shown = clean_path(file)
    passed_over = 0
    since = context.window.since
    via = f"{VIA}{shown}"
    for listed in _listed(file, hosts, context):
        if listed is None:
            passed_over += 1
        elif listed.captured_at is None or not (since and listed.captured_at + DAY <= since):
            place = f"{via}#{listed.offset}"
            yield PageRef(url=listed.url or place, source=context.source.name, via=place)
    if passed_over:
        remarks.warnings.append(
            f"{shown}: records without a page (pictures, errors, revisits and the like): {passed_over}"
        )


def _listed(file: str, hosts: Sequence[str], context: DiscoveryContext) -> Iterator[Listed | None]:
    """Yield the records of a file, regardless of the window. A file that has not changed is not read again."""
    memory = WarcMemory(context.source.name, clean_path(file), hosts, context.ledger)
    if memory.has_listing and (version := version_of(_openable(file), context.limits, context.ledger)):
        remembered = memory.recall(version)
        if remembered is not None:
            yield from remembered
            return
    with _readable(file), open_place(_openable(file), context.limits, context.ledger) as opened:
        for listed in _read_listing(opened.stream, hosts):
            memory.add(listed)
            yield listed
        memory.keep(opened.version())


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """Convert an error in reading a file to a `DiscoveryError` that names the file."""
    try:
        yield
    except UnreadableFileError as error:
        raise DiscoveryError(f"{clean_path(file)}: {error}", url=clean_path(file)) from error


def _openable(place: str) -> str:
    """Return the path or URL to open.

    Raises:
        DiscoveryError: the path does not name a regular file.
    """
    return place if "://" in place else str(regular_file(place))


class _Wanted:
    """Selects the records of the wanted hosts, and counts those that only point to an earlier capture."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = hosts
        self.has_seen_records = False
        self.revisits = 0

    def __call__(self, headers: Mapping[str, str]) -> bool:
        self.has_seen_records = True
        wanted = _is_of(self._hosts, target_of(headers))
        self.revisits += wanted and kind_of(headers) == "revisit"
        return wanted


def _read_listing(stream: Seekable, hosts: Sequence[str]) -> Iterator[Listed | None]:
    """Yield a file's pages, and None for each record without a page.

    Raises:
        UnreadableFileError: it contains no records, or only some of them could be read.
    """
    wanted = _Wanted(hosts)
    found = read_warc(stream, source="", via="", wanted=wanted)
    begin = tuple(islice(found, 1))
    if not wanted.has_seen_records and all(isinstance(each, BrokenRecord) and not each.headers for each in begin):
        rest = tuple(islice(found, 1))
        if not rest and not wanted.has_seen_records:
            stream.seek(0)
            raise UnreadableFileError(what_it_is(stream.read(HEAD_BYTES)))
        begin += rest
    for page in chain(begin, found):
        url = _url_of(page)
        if isinstance(page, BrokenRecord):
            if _is_of(hosts, url):
                yield Listed(page.offset, url, None)
        elif not url or not _is_page(page):
            yield None
        elif _is_of(hosts, url):
            yield Listed(place_of(page.ref)[1], url, _captured_at(page))
    yield from repeat(None, wanted.revisits)


def _url_of(page: RawPage | FetchFailure | BrokenRecord) -> str:
    """Return the normalized URL of a record, or "" if it states none."""
    url = target_of(page.headers) if isinstance(page, BrokenRecord) else page.url
    return absolute("", clean_text(url)) or ""


def _is_of(hosts: Sequence[str], url: str) -> bool:
    host = host_of(url) if hosts else ""
    return not hosts or any(host == wanted or host.endswith(f".{wanted}") for wanted in hosts)


def _is_page(page: RawPage | FetchFailure) -> bool:
    """Return whether a record may contain an article. A broken one may."""
    if isinstance(page, FetchFailure):
        return True
    if not page.is_ok:
        return False
    content_type = page.header("content-type")
    if is_unnamed(content_type):
        return begins_as_no_page(content_head(page, SNIFFED_BYTES)) is None
    return (content_type or "").strip().lower().startswith(_TEXTS)


def _captured_at(page: RawPage | FetchFailure) -> datetime:
    return page.failed_at if isinstance(page, FetchFailure) else page.fetched_at


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
            if ref := wanted.pop(_url_of(page) or refs[0].via, None):
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
