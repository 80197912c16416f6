"""Reads the bytes of referenced pages that are in files: saved pages, and WARC files of other tools."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence

from dateline.config.schema import FetchSettings, Source
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.discovery.captured import is_in_warc, read_captured
from dateline.tasks.adapters.discovery.saved_pages import read_saved
from dateline.tasks.adapters.fetching.foreign_files import left_in_its_file
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

Pages = Generator[RawPage | FetchFailure, None, None]
Read = Callable[[Sequence[PageRef]], Iterator[RawPage | FetchFailure]]


def bytes_in_files(
    refs: Sequence[PageRef], source: Source, limits: FetchSettings, ledger: Ledger | None, clock: Clock
) -> Pages:
    """Yield the page, or the failure, of each reference to a page in a file.

    Only WARC files on the web need a ledger. An unexpected error at a page becomes the failure of that page.
    """

    def captured(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        pages = read_captured(some, limits, ledger, clock.now())
        return (left_in_its_file(page, source) for page in pages) if source.raw == "refer" else pages

    def saved(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        return (read_saved(ref, clock.now(), limits.max_body_bytes) for ref in some)

    yield from each_alone([ref for ref in refs if is_in_warc(ref)], captured, clock)
    yield from each_alone([ref for ref in refs if not is_in_warc(ref)], saved, clock)


def each_alone(refs: Sequence[PageRef], read: Read, clock: Clock) -> Pages:
    """Yield the pages and failures that ``read`` returns, even if it raises an error at some of the references.

    The references are read together. After an unexpected error, the remaining ones are read one by one, and one that
    raises again becomes a failure that names the error.
    """
    left = Counter(refs)
    if not left:
        return
    with bulkhead(lambda _: None):
        for page in read(refs):
            left[page.ref] -= 1
            yield page
    for ref in left.elements():
        faults: list[str] = []
        came = False
        with bulkhead(faults.append):
            for page in read([ref]):
                came = True
                yield page
        if faults and not came:
            yield FetchFailure(ref, ref.url, clock.now(), Reason.INTERNAL_ERROR, faults[0])
