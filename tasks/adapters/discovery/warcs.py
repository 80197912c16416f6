"""Lists the pages of other tools' WARC files. The wanted ones are read at their offsets later (`captured`).

The reference to such a page has its URL, and ``via`` with the file and the record's offset:
``warc:<path or URL>#<offset>``. A broken record that does not even state its URL is identified by its place alone, so
that it has an outcome, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice, repeat
from pathlib import Path

from dateline.config.schema import CcNews, Warc
from dateline.tasks.adapters.discovery.captured import openable, readable, url_of
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.discovery.file_patterns import matching_files
from dateline.tasks.adapters.discovery.regular_files import (
    REMEDY,
    UNMOUNTED,
    await_answer,
    check_folder,
    clean_path,
    regular_file,
    unread_in_words,
)
from dateline.tasks.adapters.discovery.warc_memory import Listed, WarcMemory
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.adapters.warc.foreign import kind_of, read_warc, target_of
from dateline.tasks.adapters.warc.large_file import Seekable, open_place, version_of
from dateline.tasks.adapters.warc.other_formats import HEAD_BYTES, what_it_is
from dateline.tasks.adapters.warc.places import VIA, place_of
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.streams import UnreadableFileError
from dateline.tasks.core.discovery.commoncrawl import BASE_URL, files_for, list_urls, read_paths
from dateline.tasks.core.discovery.dates_in_urls import DAY
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.content_encoding import content_head
from dateline.tasks.core.web.content_types import SNIFFED_BYTES, begins_as_no_page, is_unnamed
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.urls import host_of

_TEXTS = ("text/html", "application/xhtml", "text/plain")


def read_warcs(warc: Warc, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages of one file, or of all files that match a pattern.

    Raises:
        DiscoveryError: there is no such file, or it could not be read.
    """
    yield from _pages_of_all(_files_of(warc, remarks), warc.hosts, context, remarks)


def _files_of(warc: Warc, remarks: Remarks) -> Sequence[str]:
    """Return the paths or URLs of the files.

    Raises:
        DiscoveryError: there are none.
    """
    if warc.path:
        await_answer(warc.path)
        return [str(regular_file(warc.path, REMEDY))]
    if warc.folder:
        await_answer(warc.folder)
        return _matching(warc, warc.folder, remarks)
    return [warc.url]


def _matching(warc: Warc, folder: Path, remarks: Remarks) -> Sequence[str]:
    """Return the files that match a pattern. A folder that cannot be read is a failure.

    Raises:
        DiscoveryError: there are none.
    """
    errors: list[OSError] = []
    files = matching_files(warc.url, errors)
    unread = unread_in_words(warc.url, errors)
    if not files:
        check_folder(folder)
        raise DiscoveryError(unread or f"no file matches {clean_path(warc.url)}; {UNMOUNTED}", url=warc.url)
    remarks.failures += [unread] if unread else []
    return files


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
    if memory.has_listing and (version := version_of(openable(file), context.limits, context.ledger)):
        remembered = memory.recall(version)
        if remembered is not None:
            yield from remembered
            return
    with readable(file), open_place(openable(file), context.limits, context.ledger) as opened:
        context.expect_pages()
        for listed in _read_listing(opened.stream, hosts):
            memory.add(listed)
            yield listed
        memory.keep(opened.version())


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
        url = url_of(page)
        if isinstance(page, BrokenRecord):
            if _is_of(hosts, url):
                yield Listed(page.offset, url, None)
        elif not url or not _is_page(page):
            yield None
        elif _is_of(hosts, url):
            yield Listed(place_of(page.ref)[1], url, _captured_at(page))
    yield from repeat(None, wanted.revisits)


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
