"""Reads the pages of URL lists and of folders with saved pages."""

from collections.abc import Iterable
from pathlib import Path

from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.discovery.regular_files import (
    REMEDY,
    UNMOUNTED,
    await_answer,
    clean_path,
    regular_file_at_once,
)
from dateline.tasks.adapters.discovery.saved_pages import ENDINGS, list_folder
from dateline.tasks.adapters.disk_answers import answer_of
from dateline.tasks.core.discovery.url_lists import MAX_LIST_BYTES, read_url_list
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef


def read_urls(context: DiscoveryContext, remarks: Remarks) -> Iterable[PageRef]:
    """Return the pages that the source file itself lists."""
    return read_url_list(
        "\n".join(context.source.urls).encode("utf-8", "replace"), context.source.name, "urls", remarks.warnings
    )


def read_list_at(path: Path, context: DiscoveryContext, remarks: Remarks) -> Iterable[PageRef]:
    """Return the pages of a URL list.

    Raises:
        DiscoveryError: it could not be read, or is too large.
    """
    try:
        data = answer_of(path, lambda: _read(regular_file_at_once(path, REMEDY)))
    except OSError as error:
        raise DiscoveryError(f"{clean_path(path)} could not be read: {error.strerror}", url=str(path)) from error
    if len(data) > MAX_LIST_BYTES:
        raise DiscoveryError(f"the URL list {path} is larger than {MAX_LIST_BYTES} bytes; split it", url=str(path))
    return read_url_list(data, context.source.name, str(path), remarks.warnings)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_LIST_BYTES + 1)


def read_folder_at(folder: Path, context: DiscoveryContext, remarks: Remarks) -> Iterable[PageRef]:
    """Return the saved pages of a folder.

    Raises:
        DiscoveryError: it could not be read, or contains no saved page.
    """
    await_answer(folder)
    passed_over, unread = list[str](), list[str]()
    refs = list(list_folder(folder, context.source.name, passed_over, unread))
    if not refs:
        problem = f"the folder {clean_path(folder)} contains no saved pages ({', '.join(ENDINGS)})"
        told = ". ".join([problem, *unread, *passed_over]) if unread or passed_over else f"{problem}; {UNMOUNTED}"
        raise DiscoveryError(told, url=clean_path(folder))
    remarks.warnings.extend(passed_over)
    remarks.failures.extend(unread)
    return refs
