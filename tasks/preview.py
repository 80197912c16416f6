"""One page, looked at for a preview: nothing is written."""

from datetime import UTC, datetime
from pathlib import Path

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.discovery.saved_pages import read_saved
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.fetched import FetchFailure, RawPage


def preview_page(page: str, source: str, limits: FetchSettings) -> RawPage | FetchFailure:
    """Return the raw page at an address, or that a file holds. Nothing is written."""
    if "://" not in page:
        ref = PageRef(url=Path(page).absolute().as_uri(), source=source, via="preview")
        return read_saved(ref, datetime.now(UTC), limits.max_body_bytes)
    from dateline.tasks.adapters.http.fetcher import Fetcher  # noqa: PLC0415 - a file needs no HTTP, which takes long to import

    with Fetcher(limits) as fetcher:
        answer = fetcher.fetch(PageRef(url=page, source=source, via="preview"))
    if isinstance(answer, RawPage | FetchFailure):
        return answer
    raise AssertionError("a page asked for without validators is never unmodified")
