"""CC-NEWS, Common Crawl's news archive: finds the lists and WARC files that may contain pages of a window.

The crawler fetches articles from feeds and sitemaps soon after they appear, and never before. Each month has a list of
its files, ``crawl-data/CC-NEWS/yyyy/mm/warc.paths.gz``. A file's name contains the time when writing it began.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.models import Window

BASE_URL = "https://data.commoncrawl.org/"

FIRST_MONTH = datetime(2016, 8, 1, tzinfo=UTC)
"""The month of the oldest list."""
CRAWL_LAG = timedelta(days=2)
"""How long after its publication an article may have been crawled."""
MAX_FILE = timedelta(hours=12)
"""The maximum time during which a file is written."""
MAX_LIST_BYTES = 10_000_000

_END = datetime.max.replace(tzinfo=UTC)
_PATH = re.compile(r"crawl-data/CC-NEWS/\d{4}/\d{2}/CC-NEWS-(\d{14})-\d+\.warc\.gz")


@dataclass(frozen=True, slots=True)
class NewsFile:
    """A WARC file of CC-NEWS. ``path`` is its key in the bucket; writing it began at ``began_at`` (aware UTC)."""

    path: str
    began_at: datetime

    @property
    def url(self) -> str:
        """The file's HTTP URL."""
        return BASE_URL + self.path


def list_urls(window: Window, *, now: datetime, lag: timedelta = CRAWL_LAG) -> tuple[str, ...]:
    """Return the URLs of the lists for the months that may contain pages of the window, oldest first.

    ``now`` (aware) replaces a missing end of the window.
    """
    since = max(window.since - MAX_FILE, FIRST_MONTH) if window.since else FIRST_MONTH
    until = min(window.until + lag, now) if window.until else now
    return tuple(f"{BASE_URL}crawl-data/CC-NEWS/{month:%Y/%m}/warc.paths.gz" for month in _months(since, until))


def read_paths(body: bytes, warnings: list[str]) -> tuple[NewsFile, ...]:
    """Return the files in a ``warc.paths`` list, gzipped or not, oldest first. Other lines are skipped."""
    text = b"".join(inflated([body], MAX_LIST_BYTES, warnings)).decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    files = [file for line in lines if (file := _file(line))]
    if len(files) < len(lines):
        warnings.append(f"{len(lines) - len(files)} lines do not name a CC-NEWS file")
    return tuple(sorted(set(files), key=lambda file: (file.began_at, file.path)))


def files_for(files: Iterable[NewsFile], window: Window, *, lag: timedelta = CRAWL_LAG) -> tuple[NewsFile, ...]:
    """Return the files that may contain pages of the window, oldest first.

    A file may contain what was crawled from its beginning until the beginning of the next but one, but at most for
    `MAX_FILE`: its name tells when writing began, and pages in transit may be written to the next file.
    """
    ordered = sorted(files, key=lambda file: (file.began_at, file.path))
    latest = window.until + lag if window.until else None
    kept = []
    for file, later in zip_longest(ordered, ordered[2:]):
        ends_at = min(later.began_at if later else _END, file.began_at + MAX_FILE)
        if (window.since is None or ends_at > window.since) and (latest is None or file.began_at < latest):
            kept.append(file)
    return tuple(kept)


def _file(line: str) -> NewsFile | None:
    found = _PATH.fullmatch(line)
    try:
        return NewsFile(line, datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)) if found else None
    except ValueError:
        return None


def _months(since: datetime, until: datetime) -> Iterator[datetime]:
    month = since.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while month < until:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
