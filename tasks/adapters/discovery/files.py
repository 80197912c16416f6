"""Reads the pages of URL lists and of folders with saved pages."""

from collections.abc import Iterable
from pathlib import Path

from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.discovery.regular_files import regular_file
from dateline.tasks.adapters.discovery.saved_pages import ENDINGS, list_folder
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
        with regular_file(path).open("rb") as file:
            data = file.read(MAX_LIST_BYTES + 1)
    except OSError as error:
        raise DiscoveryError(f"the URL list {path} could not be read: {error.strerror}", url=str(path)) from error
    if len(data) > MAX_LIST_BYTES:
        raise DiscoveryError(f"the URL list {path} is larger than {MAX_LIST_BYTES} bytes; split it", url=str(path))
    return read_url_list(data, context.source.name, str(path), remarks.warnings)


def read_folder_at(folder: Path, context: DiscoveryContext, remarks: Remarks) -> Iterable[PageRef]:
    """Return the saved pages of a folder.

    Raises:
        DiscoveryError: it could not be read, or contains no saved page.
    """
    passed_over = list[str]()
    refs = list(list_folder(folder, context.source.name, passed_over))
    if not refs:
        endings = ", ".join(ENDINGS)
        why = "".join(f". {sentence}" for sentence in passed_over)
        raise DiscoveryError(f"the folder {folder} contains no saved pages ({endings}){why}", url=str(folder))
    remarks.warnings.extend(passed_over)
    return refs
