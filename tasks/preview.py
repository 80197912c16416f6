"""Reads one page for a preview. Nothing is written."""

from datetime import datetime
from pathlib import Path

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.discovery.saved_pages import read_saved
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.fetched import FetchFailure, RawPage


def preview_page(page: str, source: str, limits: FetchSettings, now: datetime) -> RawPage | FetchFailure:
    """Return the raw page at a URL or in a file, or the failure to fetch it. Nothing is written."""
    if "://" not in page:
        ref = PageRef(url=Path(page).absolute().as_uri(), source=source, via="preview")
        return read_saved(ref, now, limits.max_body_bytes)
    from dateline.tasks.adapters.http.fetcher import Fetcher  # noqa: PLC0415 - slow to import, and not needed for a file

    with Fetcher(limits) as fetcher:
        answer = fetcher.fetch(PageRef(url=page, source=source, via="preview"))
    if isinstance(answer, RawPage | FetchFailure):
        return answer
    raise AssertionError("a page requested without validators cannot be unmodified")
