"""Reads the one page of a segment that a record points to."""

from dateline.tasks.adapters.stores.stored_bytes import SMALL_PIECE, StoredBytes
from dateline.tasks.adapters.warc.elsewhere import Elsewhere, LostPage
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.web.fetched import FetchFailure, RawPage


def read_record(store: ArchiveStore, pointer: RawPointer, elsewhere: Elsewhere) -> RawPage:
    """Return the page that a pointer leads to, after verifying its digest.

    Raises:
        RecordError: the pointer leads to no page, or to different bytes.
        StoreError: the segment could not be read.
    """
    stream = StoredBytes(store, pointer.segment, pointer.offset, piece_bytes=SMALL_PIECE)
    found = next(read_segment(stream, pointer.segment, elsewhere, start=pointer.offset), None)
    place = f"{pointer.segment} at byte {pointer.offset}"
    if isinstance(found, LostPage):
        raise RecordError(f"The raw page in {place} cannot be read. {found.detail}", key=pointer.segment)
    if isinstance(found, BrokenRecord):
        raise RecordError(f"The raw page in {place} is damaged. {found.detail}", key=pointer.segment)
    if found is None or found.raw is None or isinstance(found.page, FetchFailure) or found.raw.offset != pointer.offset:
        raise RecordError(f"There is no raw page in {place}.", key=pointer.segment)
    if found.raw.digest != pointer.digest:
        raise RecordError(
            f"The raw page in {place} differs from the one that the archived record was made from: its digest is "
            f"{found.raw.digest}, not {pointer.digest}.",
            key=pointer.segment,
        )
    return found.page
