"""Reads saved pages from disk: `.html`, `.htm`, `.xhtml`, `.shtml` and `.txt`, also gzipped."""

import mimetypes
import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from dateline.tasks.adapters.discovery.regular_files import (
    check_folder,
    clean_path,
    regular_file_at_once,
    unread_in_words,
)
from dateline.tasks.adapters.disk_answers import answer_of
from dateline.tasks.core.discovery.inflate import inflated, pieces
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import clean_text

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".txt")
ENDINGS = (*_PAGES, *(f"{ending}.gz" for ending in _PAGES))
_NAME_OF_PAGE = re.compile(rf"(?s).*(?:{'|'.join(map(re.escape, ENDINGS))})(?:[?@].*)?", re.IGNORECASE)
"""The name of a page. Programs that mirror sites append the query of the URL to it."""


_AT_ONCE = 500
"""How many files are looked at in one call: few enough for any disk, and more than the call costs."""


class _Format(NamedTuple):
    """A kind of files that may have pages, but are not read."""

    endings: tuple[str, ...]
    one: str
    many: str
    remedy: str


_OTHER_FORMATS = (
    _Format((".mht", ".mhtml"), "MHTML file", "MHTML files", "save the pages as HTML, or convert the files to it"),
    _Format((".webarchive",), "Safari web archive", "Safari web archives", "`textutil -convert html` converts them"),
    _Format((".warc", ".warc.gz", ".warc.zst"), "WARC file", "WARC files", "name them in `warcs`"),
    _Format((".wacz",), "WACZ file", "WACZ files", "unzip them, and name the WARC files in their folders in `warcs`"),
    _Format((".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".rar", ".maff"), "packed file", "packed files", "unpack them"),
    _Format((".pdf", ".doc", ".docx", ".odt", ".rtf"), "document", "documents", "convert articles in them to HTML"),
    _Format(("",), "file without an ending", "files without an ending", "let the names of pages end in .html"),
)


def is_saved(ref: PageRef) -> bool:
    """Return whether the reference names a file instead of a page on the web."""
    return ref.url.startswith("file:")


def list_folder(folder: Path, source: str, warnings: list[str], failures: list[str]) -> Iterator[PageRef]:
    """Yield the saved pages below ``folder``, sorted by path.

    A symbolic link that leads out of the folder is skipped with a warning: an unpacked archive of strangers may have
    one to any file of this machine. A folder below that cannot be read is a failure.

    Raises:
        DiscoveryError: the folder could not be read.
    """
    check_folder(folder)
    errors: list[OSError] = []
    pages, leading_out, others = list[Path](), list[Path](), list[str]()
    try:
        root = answer_of(folder, folder.resolve)
        everything = list(_below(folder, errors))
        for begin in range(0, len(everything), _AT_ONCE):
            found = answer_of(folder, partial(_sorted_out, everything[begin : begin + _AT_ONCE], root))
            pages += found.pages
            leading_out += found.leading_out
            others += found.others
    except TimeoutError as error:
        errors.append(error)
    if unread := unread_in_words(folder, errors):
        failures.append(unread)
    if leading_out:
        links = count(len(leading_out), "symbolic link")
        remedy = "to archive the targets, add their folders to the source"
        warnings.append(f"{clean_path(folder)}: {links} out of the folder, not followed; {remedy}")
    warnings += _passed_over(folder, others)
    for path in sorted(pages):
        yield PageRef(url=path.absolute().as_uri(), source=source, via=clean_path(folder))


class _Found(NamedTuple):
    """What is in a folder."""

    pages: list[Path]
    leading_out: list[Path]
    """Links out of the folder, to pages or to folders."""
    others: list[str]
    """The names, in lower case, of files that are no pages."""


def _below(folder: Path, errors: list[OSError]) -> Iterator[Path]:
    """Yield everything below a folder. Links are not followed.

    Raises:
        TimeoutError: the disk does not answer.
    """
    walk = os.walk(folder, onerror=errors.append)
    while found := answer_of(folder, lambda: next(walk, None)):
        name, folders, files = found
        yield from (Path(name, inner) for inner in (*folders, *files))


def _sorted_out(paths: Sequence[Path], root: Path) -> _Found:
    found = _Found([], [], [])
    for path in paths:
        if _may_hold_pages(path):
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                found.leading_out.append(path)
            elif not path.is_dir():
                found.pages.append(path)
        elif not _NAME_OF_PAGE.fullmatch(path.name) and not path.name.startswith(".") and os.path.isfile(path):  # noqa: PTH113 - it has an answer for whatever cannot be read
            found.others.append(path.name.casefold())
    return found


def _may_hold_pages(path: Path) -> bool:
    """Return whether a path is that of a page, or a link to a folder, which is never followed."""
    if _NAME_OF_PAGE.fullmatch(path.name):
        return os.path.isfile(path)  # noqa: PTH113 - as above
    return path.is_symlink() and os.path.isdir(path)  # noqa: PTH112 - as above


def _passed_over(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield a warning for each kind of files that may have pages, but are not read."""
    for format_ in _OTHER_FORMATS:
        bare = "" in format_.endings
        number = sum(1 for name in names if ("." not in name if bare else name.endswith(format_.endings)))
        if number:
            yield f"{clean_path(folder)}: skipped {count(number, format_.one, format_.many)}; {format_.remedy}"


def read_saved(ref: PageRef, now: datetime, max_body_bytes: int) -> RawPage | FetchFailure:
    """Return a saved page, decompressed, as if it had been fetched at ``now``. Returns a failure instead of raising."""
    path = Path(os.fsdecode(unquote_to_bytes(urlsplit(ref.url).path)))
    faults: list[str] = []
    try:
        body = answer_of(path, lambda: _read(regular_file_at_once(path), max_body_bytes + 1, faults))
    except (OSError, DiscoveryError) as error:
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, f"the file cannot be read: {clean_text(str(error))}")
    if len(body) > max_body_bytes:
        return FetchFailure(ref, ref.url, now, Reason.TOO_LARGE, f"the file is larger than {max_body_bytes} bytes")
    if faults:
        return FetchFailure(ref, ref.url, now, Reason.UNREADABLE, f"the file cannot be read: {faults[0]}")
    kind, _ = mimetypes.guess_type(path.name.casefold().removesuffix(".gz"))
    return RawPage(ref, ref.url, now, body, headers=(("Content-Type", kind or "text/html"),))


def _read(path: Path, most: int, faults: list[str]) -> bytes:
    with path.open("rb") as file:
        if path.suffix.casefold() != ".gz":
            return file.read(most)
        return b"".join(inflated(pieces(file), most, faults))
