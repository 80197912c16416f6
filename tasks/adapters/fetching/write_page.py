"""Writes one page of a batch to its segment, whatever the page is."""

from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.warc.segments import SegmentWriter
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, StoredPage


def write_page(segment: SegmentWriter, page: RawPage | FetchFailure) -> StoredPage | None:
    """Write a page to the segment, or a failure if no record can be made of it. Return what reading will give back.

    If not even the failure fits into a record, None is returned, and cleaning reports that the page is missing.
    """
    faults: list[str] = []
    with bulkhead(faults.append):
        return StoredPage(page, segment.write(page))
    failed_at = page.fetched_at if isinstance(page, RawPage) else page.failed_at
    failure = FetchFailure(page.ref, page.ref.url, failed_at, Reason.INTERNAL_ERROR, faults[0])
    with bulkhead(faults.append):
        return StoredPage(failure, segment.write(failure))
    return None
