"""Lists the keys of an archive on local disk, sorted by code point, page by page."""

import heapq
import os
from collections.abc import Iterator, Sequence

from dateline.tasks.adapters.stores.keys import TEMP_FOLDER, is_of_file_manager
from dateline.tasks.adapters.stores.local import disk
from dateline.tasks.core.errors import PermanentStoreError

PAGE_NAMES = 20_000
"""How many names of a folder are held in memory. A larger folder is read several times."""


def list_keys(root: str, prefix: str) -> Iterator[str]:
    """Yield the keys under the root that start with ``prefix``, in order.

    Raises:
        StoreError: a folder cannot be read, or contains a symbolic link.
    """
    return _walk(root, prefix.rpartition("/")[0], prefix)


def link_refused(key: str, path: str) -> PermanentStoreError:
    """Return the error for an object behind a symbolic link."""
    return PermanentStoreError(
        f'"{key}" is behind a symbolic link ({path}). dateline follows no links inside an archive, because they could '
        "lead outside. Move the folder itself there, or mount it there.",
        key=key,
    )


def _walk(root: str, folder: str, prefix: str) -> Iterator[str]:
    after = ""
    while page := _page(root, folder, after):
        after = page[-1]
        for name in page:
            key = f"{folder}/{name}" if folder else name
            if not key.endswith("/"):
                if key.startswith(prefix):
                    yield key
            elif key.startswith(prefix) or prefix.startswith(key):
                yield from _walk(root, key[:-1], prefix)


def _page(root: str, folder: str, after: str) -> Sequence[str]:
    """Return the folder's names that follow ``after``, in order. Names of folders end in ``/``, as in keys."""
    path = f"{root}/{folder}" if folder else root
    key = folder or "."
    with disk.telling("listed", key, f"{root}/{key}"):
        try:
            with os.scandir(path) as entries:
                names = (name for entry in entries if (name := _name_in_keys(folder, entry)) > after)
                return heapq.nsmallest(PAGE_NAMES, names)
        except (FileNotFoundError, NotADirectoryError):
            if not folder and os.path.lexists(path):
                raise
            return []


def _name_in_keys(folder: str, entry: os.DirEntry[str]) -> str:
    """Return an entry's name as it appears in keys, or "" if no key can contain it."""
    if entry.is_symlink():
        raise link_refused(f"{folder}/{entry.name}".lstrip("/"), entry.path)
    if not entry.name.isprintable() or "\\" in entry.name or (not folder and entry.name == TEMP_FOLDER):
        return ""
    if is_of_file_manager(entry.name):
        return ""
    if entry.is_dir():
        return f"{entry.name}/"
    return entry.name if entry.is_file() else ""
