"""Reads saved pages from disk: `.html`, `.htm` and `.txt`, also gzipped."""

import mimetypes
from collections.abc import Iterator
from datetime import datetime
from os import fsdecode
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from dateline.tasks.adapters.discovery.regular_files import clean_path, regular_file
from dateline.tasks.core.discovery.inflate import inflated, pieces
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import clean_text

ENDINGS = (".html", ".htm", ".txt", ".html.gz", ".htm.gz", ".txt.gz")


def is_saved(ref: PageRef) -> bool:
    """Return whether the reference names a file instead of a page on the web."""
    return ref.url.startswith("file:")


def list_folder(folder: Path, source: str, warnings: list[str]) -> Iterator[PageRef]:
    """Yield the saved pages below ``folder``, sorted by path.

    A symbolic link that leads out of the folder is skipped with a warning: an unpacked archive of strangers may have
    one to any file of this machine.

    Raises:
        DiscoveryError: the folder could not be read.
    """
    if not folder.is_dir():
        raise DiscoveryError(
            f"{folder} is not a folder; create it, or correct the path in the source file", url=str(folder)
        )
    try:
        found = sorted(path for path in folder.rglob("*") if _may_hold_pages(path))
    except OSError as error:
        raise DiscoveryError(f"{folder} cannot be read: {error.strerror}", url=str(folder)) from error
    root = folder.resolve()
    leading_out = {path for path in found if path.is_symlink() and not path.resolve().is_relative_to(root)}
    paths = [path for path in found if not path.is_dir()]
    if leading_out:
        links = count(len(leading_out), "symbolic link")
        remedy = "to archive the targets, add their folders to the source"
        warnings.append(f"{clean_path(folder)}: {links} out of the folder, not followed; {remedy}")
    for path in paths:
        if path in leading_out:
            continue
        yield PageRef(url=path.absolute().as_uri(), source=source, via=clean_path(folder))


def _may_hold_pages(path: Path) -> bool:
    """Return whether a path is that of a page, or a link to a folder, which is never followed."""
    return path.is_file() if path.name.casefold().endswith(ENDINGS) else path.is_symlink() and path.is_dir()


def read_saved(ref: PageRef, now: datetime, max_body_bytes: int) -> RawPage | FetchFailure:
    """Return a saved page, decompressed, as if it had been fetched at ``now``. Returns a failure instead of raising."""
    path = Path(fsdecode(unquote_to_bytes(urlsplit(ref.url).path)))
    faults: list[str] = []
    try:
        body = _read(path, max_body_bytes + 1, faults)
    except (OSError, DiscoveryError) as error:
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, f"the file cannot be read: {clean_text(str(error))}")
    if len(body) > max_body_bytes:
        return FetchFailure(ref, ref.url, now, Reason.TOO_LARGE, f"the file is larger than {max_body_bytes} bytes")
    if faults:
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, f"the file cannot be read: {faults[0]}")
    kind, _ = mimetypes.guess_type(path.name.casefold().removesuffix(".gz"))
    return RawPage(ref, ref.url, now, body, headers=(("Content-Type", kind or "text/html"),))


def _read(path: Path, most: int, faults: list[str]) -> bytes:
    with regular_file(path).open("rb") as file:
        if path.suffix.casefold() != ".gz":
            return file.read(most)
        return b"".join(inflated(pieces(file), most, faults))
