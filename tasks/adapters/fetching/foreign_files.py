"""Finds the raw pages that stay in WARC files of other tools, even if those have been moved (``raw = "refer"``)."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.config.schema import FetchSettings, Source
from dateline.tasks.adapters.discovery.captured import is_on_disk, read_captured
from dateline.tasks.adapters.discovery.regular_files import clean_path, regular_file
from dateline.tasks.adapters.disk_answers import answer_of
from dateline.tasks.adapters.warc.elsewhere import Loss
from dateline.tasks.adapters.warc.places import at_place, place_of
from dateline.tasks.adapters.warc.segments import digest_of
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, RecordPlace


def left_in_its_file(page: RawPage | FetchFailure, source: Source) -> RawPage | FetchFailure:
    """Return a page from a WARC file with its place there, if it can stay: it is on this machine and can be read alone.

    The place is relative to the folder that the source names, so that the page is found again if that is moved.
    """
    if isinstance(page, FetchFailure) or not page.record_bytes or not is_on_disk(page.ref):
        return page
    file, offset = place_of(page.ref)
    within = (Path(file).relative_to(folder) for folder in _folders(source) if Path(file).is_relative_to(folder))
    path = str(next(within, file))
    return replace(page, place=RecordPlace(path, offset, page.record_bytes))


@dataclass(frozen=True, slots=True)
class ForeignFiles:
    """The WARC files of these sources: an `Elsewhere`.

    A file is looked for where it was, and then below the folders that its source names now.
    """

    sources: Mapping[str, Source]

    def __call__(self, page: RawPage, digest: str) -> RawPage | Loss:
        """Return the page with its body and headers, if a file has a page with this digest at its place."""
        loss = Loss.MISSING
        for ref in self._candidates(page):
            for found in read_captured([ref], FetchSettings(), None, page.fetched_at):
                if isinstance(found, RawPage) and digest_of(found.body) == digest:
                    return replace(page, body=found.body, headers=found.headers, truncated=found.truncated)
                is_unread = isinstance(found, FetchFailure) and found.reason is Reason.FETCH_FAILED
                loss = loss if is_unread else Loss.CHANGED
        return loss

    def unread(self, page: RawPage, _digest: str) -> Loss:
        """Return `Loss.NOT_READ` if a file is there that is long enough: an `Elsewhere` for quick checks."""
        loss = Loss.MISSING
        end = page.place.offset + page.place.length if page.place else 0
        for ref in self._candidates(page):
            size = _size_of(place_of(ref)[0])
            if size is not None and size >= end:
                return Loss.NOT_READ
            loss = loss if size is None else Loss.CHANGED
        return loss

    def _candidates(self, page: RawPage) -> Iterator[PageRef]:
        """Yield the page's reference at each file on this machine that may have it."""
        if page.place is None:
            return
        source = self.sources.get(page.ref.source)
        below = (str(Path(folder) / page.place.file) for folder in _folders(source)) if source else ()
        for file in dict.fromkeys((place_of(page.ref)[0], *below)):
            if _is_readable(file):
                yield at_place(page.ref, file, page.place.offset)


def _folders(source: Source) -> Iterator[str]:
    """Yield the folders of the source's WARC files, as references name them."""
    return (clean_path(warc.folder) for warc in source.warcs if warc.folder)


def _is_readable(file: str) -> bool:
    try:
        path = regular_file(file)
        return answer_of(path, lambda: os.access(path, os.R_OK))
    except (DiscoveryError, OSError):
        return False


def _size_of(file: str) -> int | None:
    """Return a file's size, or None if the disk does not tell it."""
    try:
        path = regular_file(file)
        return answer_of(path, path.stat).st_size
    except (DiscoveryError, OSError):
        return None
