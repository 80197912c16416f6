"""Saved pages on disk: `.html`, `.htm`, `.txt`, each also gzipped."""

import gzip
import mimetypes
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

ENDINGS = (".html", ".htm", ".txt", ".html.gz", ".htm.gz", ".txt.gz")


def is_saved(ref: PageRef) -> bool:
    """Return whether the reference names a file and not a page on the web."""
    return ref.url.startswith("file:")


def list_folder(folder: Path, source: str) -> Iterator[PageRef]:
    """Yield the saved pages below ``folder`` in order of their paths; `DiscoveryError` where it cannot be read."""
    if not folder.is_dir():
        raise DiscoveryError(f"{folder} is no folder; create it, or correct the path in the source", url=str(folder))
    try:
        paths = sorted(path for path in folder.rglob("*") if path.name.casefold().endswith(ENDINGS) and path.is_file())
    except OSError as error:
        raise DiscoveryError(f"{folder} cannot be read: {error.strerror}", url=str(folder)) from error
    for path in paths:
        yield PageRef(url=path.absolute().as_uri(), source=source, via=str(folder))


def read_saved(ref: PageRef, now: datetime, max_body_bytes: int) -> RawPage | FetchFailure:
    """Return the bytes of a saved page, unzipped, as if they had been fetched at ``now``. Never raises."""
    path = Path(unquote(urlsplit(ref.url).path))
    try:
        body = _read(path, max_body_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, f"the file cannot be read: {error}")
    if len(body) > max_body_bytes:
        return FetchFailure(ref, ref.url, now, Reason.TOO_LARGE, f"the file is larger than {max_body_bytes} bytes")
    kind, _ = mimetypes.guess_type(path.name.casefold().removesuffix(".gz"))
    return RawPage(ref, ref.url, now, body, headers=(("Content-Type", kind or "text/html"),))


def _read(path: Path, most: int) -> bytes:
    if path.suffix.casefold() != ".gz":
        with path.open("rb") as file:
            return file.read(most)
    with gzip.open(path) as file:
        return file.read(most)
